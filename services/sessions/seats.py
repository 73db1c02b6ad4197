"""Who has a seat at an event: given up, and given to the next who waits."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import NotFound
from contracts.matching_events import MatchingEvent
from contracts.participants import (
    PARTICIPANT_CANCELLED,
    PARTICIPANT_MOVED_UP,
    EventSide,
    Participant,
)
from contracts.wire import Event
from services.sessions import joining
from services.sessions.after import notices
from services.sessions.booking import leaving as booking
from services.sessions.store import participants


async def leave(
    transaction: Runner, asked: Asked[Any], event: MatchingEvent, participant_id: UUID
) -> Participant:
    """Whom they would have met is told, and who waits moves up. The event is held."""
    await participants.cancel(transaction, participant_id)
    await booking.leave(transaction, event, participant_id)
    await fill(transaction, event)
    return await conclude(transaction, asked, participant_id, PARTICIPANT_CANCELLED)


async def fill(transaction: Runner, event: MatchingEvent) -> None:
    """Free places go to the first of the waiting list, who are told. The event is held."""
    if event.state in joining.OVER:
        return
    for side in EventSide:
        taken = await participants.registered(transaction, event.id, side)
        free = joining.capacity(event, side) - taken
        moved = await participants.move_up(transaction, event.id, side, free)
        for one in await participants.by_ids(transaction, moved):
            await tell(transaction, PARTICIPANT_MOVED_UP, joining.for_colleagues(one))
            await notices.moved_up(transaction, event, one)


async def conclude(
    transaction: Runner,
    asked: Asked[Any],
    participant_id: UUID,
    event: Event[Participant] | None,
) -> Participant:
    """As it stands now, recorded, and told where there is something to tell."""
    found = await participants.one(transaction, participant_id)
    if found is None:
        raise NotFound("no such participant")
    tenant = asked.actor.organization if asked.actor else None
    kind = "participant"
    await record(transaction, asked, object_kind=kind, object_id=found.id, tenant=tenant)
    if event is not None:
        await tell(transaction, event, joining.for_colleagues(found))
    return found
