"""The solver's process: there before somebody presses, and gone where no event is near."""

from __future__ import annotations

import asyncio
import logging

from chassis.stopping import told_to_stop
from contracts.matching_events import EventState, MatchingEvent
from services.sessions import solving
from services.sessions.deps import Deps
from services.sessions.store import timetables as store

log = logging.getLogger(__name__)

PAUSE = 5.0  # seconds between two looks
OVER = frozenset({EventState.REPORTING, EventState.ARCHIVED, EventState.CALLED_OFF})


async def keep_ready(deps: Deps) -> None:
    """While an event is near the process is kept; a town without events keeps none."""
    while not told_to_stop():
        near = await _is_near(deps)
        if near:
            solving.begin()
        elif near is False:
            solving.rest()
        await asyncio.sleep(PAUSE)


async def _is_near(deps: Deps) -> bool | None:
    """None where it cannot be seen."""
    try:
        return await store.is_near(deps.database)
    except Exception:
        log.exception("cannot see whether an event is near; looking again in %s s", PAUSE)
        return None


def foresee(event: MatchingEvent) -> None:
    """Its organizer looks at it, and may press next: however early, the process is begun."""
    if event.state not in OVER:
        solving.begin()
