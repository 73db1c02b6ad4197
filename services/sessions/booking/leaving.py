"""What becomes of meetings that were booked with somebody who does not come."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner
from contracts.event_notices import NoticeKind
from contracts.matching_events import MatchingEvent
from services.sessions.booking import notices
from services.sessions.store.booking import bookings


async def leave(transaction: Runner, event: MatchingEvent, participant_id: UUID) -> None:
    """Their places are free for others; each other side is told."""
    for was in await bookings.free_all(transaction, participant_id):
        [other] = {*was.pair} - {participant_id}
        await notices.of_pair(transaction, event, NoticeKind.GIVEN_BACK, was.id, other)
