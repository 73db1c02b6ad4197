"""Which meetings were held: those whose time is over and that nobody is known to have missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.postgres import Runner
from contracts.event_days import MeetingState
from contracts.matching_events import MatchingEvent
from contracts.timetables import TimetableState
from services.sessions.showing import meeting_id
from services.sessions.showing import slots as slots_of
from services.sessions.store import timetables as store
from services.sessions.store.day import outcomes
from services.sessions.store.timetables import Stored

MISSED = frozenset(
    {MeetingState.NO_SHOW.value, MeetingState.REFILLED.value, MeetingState.CANCELLED.value}
)


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that has taken place."""

    id: UUID
    public_id: UUID
    private_id: UUID
    starts_at: datetime
    ends_at: datetime
    table: str | None

    @property
    def pair(self) -> frozenset[UUID]:
        return frozenset((self.public_id, self.private_id))


async def held(runner: Runner, event: MatchingEvent) -> tuple[Held, ...]:
    """Of the final timetable, by the clock of the database. Without check-in all count as held."""
    stored = await store.version(runner, event.id, event.final_version)
    if event.final_version is None or stored is None or stored.state is not TimetableState.FINAL:
        return ()
    now = await store.clock(runner)
    became = await outcomes.of_event(runner, event.id)
    missed = {one.meeting_id for one in became.values() if one.state in MISSED}
    return tuple(one for one in _all(event, stored) if one.ends_at <= now and one.id not in missed)


def _all(event: MatchingEvent, stored: Stored) -> tuple[Held, ...]:
    slots = {one.id: one for one in slots_of(event, stored)}
    found = (
        Held(
            id=meeting_id(event.id, one.public, one.private),
            public_id=UUID(one.public),
            private_id=UUID(one.private),
            starts_at=slots[one.slot].starts_at,
            ends_at=slots[one.slot].ends_at,
            table=one.table,
        )
        for one in stored.result.meetings
    )
    return tuple(sorted(found, key=lambda one: (one.starts_at, str(one.id))))
