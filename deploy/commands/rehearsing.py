"""A rehearsal of a matching event in a running town."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

from chassis.settings import Settings, load
from contracts.faults import Conflict, NotFound
from contracts.rehearsals import REHEARSE_EVENT, Rehearsal, RehearseEvent
from deploy.asking import asking
from deploy.failing import Failed


def rehearse(event: str, seed: int, minutes: int) -> int:
    """Exit code 1 when a rule is broken in its timetable."""
    try:
        source = UUID(event)
    except ValueError:
        raise Failed(f"{event} is no id of an event", wrong_use=True) from None
    asked = RehearseEvent(id=uuid4(), source_id=source, seed=seed, minutes=minutes)
    try:
        found = asyncio.run(_rehearse(load(Settings), asked))
    except NotFound:
        raise Failed(f"there is no event {event}") from None
    except Conflict:
        raise Failed(f"event {event} needs slots and tables first") from None
    print(told(found))
    return int(not found.checked)


async def _rehearse(settings: Settings, asked: RehearseEvent) -> Rehearsal:
    async with asking(settings) as town:
        return await town.call(REHEARSE_EVENT, asked)


def told(found: Rehearsal) -> str:
    lines = [f"{one.step.value.replace('_', ' '):<12} {one.number:>6}" for one in found.steps]
    checked = "checked" if found.checked else "a rule is BROKEN in its timetable"
    return "\n".join((*lines, f"/events/{found.event.id} ({checked})"))
