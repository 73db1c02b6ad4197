"""The day's rules, free of I/O: corrected times, what runs, how meetings stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from contracts.checkins import CheckIn, CheckInKind
from contracts.event_days import DayMeeting, MeetingState
from contracts.faults import Conflict, FieldProblem, Invalid
from contracts.matching_events import EventState, MatchingEvent, Slot
from contracts.timetables import Meeting
from services.sessions.store.day.outcomes import Outcome

DAY = frozenset({EventState.LIVE, EventState.REPORTING})
"""Also while it is being reported: a tablet may have been without a network until then."""
EARLY = timedelta(days=1)
"""Nobody arrives longer before the first slot."""
GRACE = timedelta(minutes=5)
"""For who is late, before the place may be given to somebody else."""


def check_day(event: MatchingEvent) -> None:
    if event.state not in DAY:
        raise Conflict("nobody is checked in at this stage", reason="not_the_day")


def check_reasons(check_ins: Iterable[CheckIn]) -> None:
    problems = tuple(
        FieldProblem(f"check_ins.{place}.reason", "required")
        for place, one in enumerate(check_ins)
        if one.kind is CheckInKind.UNDO and not one.reason.strip()
    )
    if problems:
        raise Invalid("say why it is taken back", fields=problems)


def corrected(one: CheckIn, now: datetime, slots: Iterable[Slot] = ()) -> datetime:
    """When it was, by the clock of the database. Nothing was noted later than now.

    A time long before the first slot says only that the tablet's clock is wrong.
    """
    if one.at is None:
        return now
    at = one.at if one.at.tzinfo else one.at.replace(tzinfo=UTC)
    try:
        at = min(at + timedelta(milliseconds=one.offset_ms), now)
    except OverflowError:
        return now
    begun = min((now, *(slot.starts_at for slot in slots)))
    return at if begun - at <= EARLY else now


def running(slots: Iterable[Slot], now: datetime) -> tuple[Slot | None, Slot | None]:
    """The slot that runs, and the one that comes after it."""
    ordered = sorted(slots, key=lambda slot: slot.starts_at)
    runs = next((one for one in ordered if one.starts_at <= now < one.ends_at), None)
    return runs, next((one for one in ordered if one.starts_at > now), None)


def meetings(
    found: Iterable[Meeting],
    slots: Mapping[str, Slot],
    arrived: Mapping[UUID, datetime],
    outcomes: Mapping[UUID, Outcome],
    now: datetime,
) -> Iterator[DayMeeting]:
    for one in found:
        known = outcomes.get(one.id)
        pair = (one.public_id, one.private_id)
        missing = tuple(who for who in pair if who not in arrived)
        is_open = known is None and _is_open(slots.get(one.slot), now)
        yield DayMeeting(
            id=one.id,
            public_id=one.public_id,
            private_id=one.private_id,
            slot=one.slot,
            table=one.table,
            state=MeetingState(known.state) if known else _state(len(pair) - len(missing)),
            missing=known.missing if known else missing,
            may_refill=is_open and len(missing) == 1,
        )


def _state(there: int) -> MeetingState:
    states = (MeetingState.SCHEDULED, MeetingState.CHECKED_IN_ONE, MeetingState.CHECKED_IN_BOTH)
    return states[there]


def _is_open(slot: Slot | None, now: datetime) -> bool:
    return slot is not None and slot.starts_at + GRACE <= now < slot.ends_at


def outcome_of(
    one: Meeting, slot: Slot, arrived: Mapping[UUID, datetime], gone: Collection[UUID] = ()
) -> Outcome:
    """What became of a meeting whose slot is over. ``gone``: who has cancelled."""
    pair = (one.public_id, one.private_id)
    missing = tuple(who for who in pair if who not in arrived or arrived[who] >= slot.ends_at)
    state = MeetingState.NO_SHOW if missing else MeetingState.HELD
    if {*pair} & set(gone):
        state, missing = MeetingState.CANCELLED, tuple(who for who in pair if who in gone)
    return Outcome(
        meeting_id=one.id,
        public_id=one.public_id,
        private_id=one.private_id,
        slot=one.slot,
        state=state.value,
        missing=missing,
    )


def is_open(one: Meeting, known: Outcome | None) -> bool:
    """Whether it is still to be said what became of it: also of one missed that was moved."""
    return known is None or (known.state == MeetingState.NO_SHOW and known.slot != one.slot)


def says_more(now: Outcome, known: Outcome | None) -> bool:
    """Whether a late note shows that somebody was there who was missed.

    The other way about nothing is unsaid: what was held stays held, and who came stays excused.
    """
    if known is None:
        return True
    lasting = known.state != MeetingState.NO_SHOW
    return not lasting and set(now.missing) < set(known.missing)
