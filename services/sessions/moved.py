"""An event that is changed after people were told of it: what has to stay, and who hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from chassis.postgres import Runner
from contracts.event_notices import NoticeKind
from contracts.faults import Conflict, FieldProblem, Invalid
from contracts.matching_events import EventState, MatchingEvent
from services.sessions.after import notices
from services.sessions.store import events, timetables

KNOWN_IN = frozenset(EventState) - {
    EventState.PLANNING,
    EventState.REPORTING,
    EventState.ARCHIVED,
    EventState.CALLED_OFF,
}
"""States in which people take part in what is still to come."""
CLOSING = frozenset({EventState.REPORTING, EventState.ARCHIVED})


async def follow(transaction: Runner, before: MatchingEvent, now: MatchingEvent) -> None:
    """After it was saved: raises ``Invalid`` for tables that hold meetings, which stay; tells
    everybody who takes part or waits when and where it is now, if that is new."""
    busy = await events.busy_tables(transaction, now.id)
    if busy - {table.id for table in now.tables}:
        raise Invalid("tables hold meetings", fields=(FieldProblem("tables", "in_use"),))
    if now.state in KNOWN_IN and when_and_where(before) != when_and_where(now):
        await notices.moved(transaction, now, NoticeKind.MOVED)


def when_and_where(event: MatchingEvent) -> tuple[object, ...]:
    return event.held_on, event.venue, tuple(sorted(_times(event)))


def _times(event: MatchingEvent) -> Iterator[tuple[datetime, datetime]]:
    for slot in event.slots:
        yield slot.starts_at, slot.ends_at


async def check_over(
    transaction: Runner, event: MatchingEvent, state: EventState, *, sure: bool
) -> None:
    """Raises ``Conflict`` where meetings are still to come: nobody could be checked in any more."""
    if state not in CLOSING or sure:
        return
    now = await timetables.clock(transaction)
    if any(slot.ends_at > now for slot in event.slots):
        raise Conflict("slots are still to come", reason="slots_to_come")
