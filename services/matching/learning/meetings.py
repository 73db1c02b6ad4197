"""Keeping what became of meetings at events: held, and what both sides said of them."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid5

from chassis.events import Told
from contracts.ratings import ConcludedMeeting, GoOn, MeetingsConcluded
from services.matching.deps import Deps
from services.matching.found import Found
from services.matching.learning.outcomes import LENGTH
from services.matching.store import outcomes
from services.matching.store.outcomes import Noted


async def note_meetings(deps: Deps, told: Told[MeetingsConcluded]) -> None:
    """Each with the best pair of the two organizations, where they are on a list; once each."""
    asking = await asyncio.to_thread(_challenges, deps)
    for one in told.payload.meetings:
        sides = (one.public_id, one.private_id)
        found = await asyncio.to_thread(_best_of, deps, asking, sides)
        if found is None:
            continue
        noted = Noted(found, deps.engine.factors_of(found.challenge_id, found.offer_id))
        key = uuid5(told.payload.event_id, str(one.id))
        await outcomes.add(told.transaction, key, kind_of(one), noted, deps.engine.version)


def kind_of(one: ConcludedMeeting) -> str:
    """``met_yes``: both want to go on; ``met_no``: one of them does not; else ``met``."""
    said = {one.public_go_on, one.private_go_on}
    if said == {GoOn.YES}:
        return "met_yes"
    return "met_no" if GoOn.NO in said else "met"


def _challenges(deps: Deps) -> dict[UUID, list[UUID]]:
    """Organization -> its open challenges."""
    found: dict[UUID, list[UUID]] = {}
    for one in deps.engine.open_documents("challenge"):
        found.setdefault(one.organization_id, []).append(one.id)
    return found


def _best_of(deps: Deps, asking: dict[UUID, list[UUID]], sides: tuple[UUID, UUID]) -> Found | None:
    """The best match between a challenge of one of the two and an offer of the other."""
    found = [
        pair
        for side in sides
        for challenge in asking.get(side, ())
        if (pair := deps.engine.best_pair(challenge, sides, LENGTH)) is not None
    ]
    return max(found, key=lambda pair: (pair.score, str(pair.challenge_id)), default=None)
