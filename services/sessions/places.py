"""How much a day holds: told before registration opens."""

from __future__ import annotations

from chassis.calls import Asked
from contracts.matching_events import CountPlaces, Places, PlacesLimit
from services.sessions.deps import Deps


async def count_places(_: Deps, asked: Asked[CountPlaces]) -> Places:
    return places(asked.request)


def places(asked: CountPlaces) -> Places:
    """At most one meeting for each table, each participant and each slot; each pair once."""
    limits = {
        PlacesLimit.SLOTS_AND_TABLES: asked.slots * asked.tables,
        PlacesLimit.PUBLIC: asked.slots * asked.public,
        PlacesLimit.PRIVATE: asked.slots * asked.private,
        PlacesLimit.PAIRS: asked.public * asked.private,
    }
    limit = min(limits, key=lambda one: limits[one])
    meetings = limits[limit]
    return Places(
        meetings=meetings,
        public_each=meetings / asked.public if asked.public else 0.0,
        private_each=meetings / asked.private if asked.private else 0.0,
        limit=limit,
    )
