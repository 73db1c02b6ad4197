"""Telling one side of a meeting what the other has arranged."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner
from contracts.event_notices import NoticeKind
from contracts.matching_events import MatchingEvent
from contracts.participants import ParticipantState
from services.sessions.after.notices import give
from services.sessions.after.store import notices


async def of_pair(
    transaction: Runner, event: MatchingEvent, kind: NoticeKind, cause: UUID, whom: UUID
) -> None:
    """``cause``: what it is about; nobody is told twice of the same."""
    found = await notices.parties(transaction, event.id, (ParticipantState.REGISTERED,), [whom])
    await give(transaction, event, kind, f"event:{kind}:{cause}", found)
