"""The day of a matching event as who staffs it sees it: arrivals, meetings, places left empty."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.matching_events import EventState, Slot
from contracts.participants import EventSide, ParticipantState
from contracts.timetables import PATIENCE, Reason, Version
from contracts.wire import Event, Key, Method


class MeetingState(StrEnum):
    """Of a meeting on the day (domain.md 1.3)."""

    SCHEDULED = "scheduled"
    CHECKED_IN_ONE = "checked_in_one"
    CHECKED_IN_BOTH = "checked_in_both"
    HELD = "held"
    """Its slot is over, and both had arrived by then."""
    NO_SHOW = "no_show"
    """Its slot is over, and somebody had not arrived."""
    REFILLED = "refilled"
    """Somebody did not come, and somebody else took the place."""
    CANCELLED = "cancelled"
    """One of the two had cancelled."""


class DayPerson(Struct, frozen=True, kw_only=True):
    id: UUID
    number: int
    code: str
    """On the badge."""
    side: EventSide
    state: ParticipantState
    name: str
    name_kana: str = ""
    organization_name: str
    unit_name: str = ""
    arrived_at: datetime | None = None
    slot: str | None = None
    """Of the meeting that runs or comes next; None: no more."""
    table: str | None = None
    is_late: bool = False
    """Not here, though a meeting of theirs has begun."""


class DayMeeting(Struct, frozen=True, kw_only=True):
    id: UUID
    public_id: UUID
    private_id: UUID
    slot: str
    table: str | None = None
    state: MeetingState
    missing: tuple[UUID, ...] = ()
    """Who has not arrived, or had not when it was over."""
    may_refill: bool = False
    """Five minutes have gone, and one of the two sits alone."""


class Day(Struct, frozen=True, kw_only=True):
    event_id: UUID
    title: str
    venue: str = ""
    state: EventState
    version: int | None = None
    """Of the timetable that is shown."""
    revision: str
    """Changes whenever anything here does."""
    now: datetime
    """By the clock of the database."""
    slots: tuple[Slot, ...] = ()
    running: str | None = None
    next: str | None = None
    people: tuple[DayPerson, ...] = ()
    """In the order of kana; who waits is among them, who has cancelled is not."""
    meetings: tuple[DayMeeting, ...] = ()


class GetDay(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    event_id: UUID


class WatchDay(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether there is anything new, for screens that stay open; for who may see the wall."""

    event_id: UUID


class Watched(Struct, frozen=True, kw_only=True):
    revision: str


class ListStandIns(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who could take the place of who is missing."""

    event_id: UUID
    public_id: UUID
    private_id: UUID


class StandIn(Struct, frozen=True, kw_only=True):
    """Has arrived, is free in that slot, and nothing stands against it. The best one first."""

    participant_id: UUID
    number: int
    name: str
    organization_name: str
    is_wanted: bool
    """Both had said that they want to meet."""
    meetings: int
    """That they have today."""
    stands_by: bool
    """From the waiting list."""


class EmptyPlace(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A meeting of which one side is missing, and who is to take the place."""

    public_id: UUID
    private_id: UUID
    stand_in_id: UUID | None = None
    """None: whoever the solver finds."""


class RefillMeetings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Five minutes after the slot began, by who staffs the event. All of one slot."""

    event_id: UUID
    base_version: Version
    """The shown one that was seen."""
    places: Annotated[tuple[EmptyPlace, ...], Meta(min_length=1, max_length=200)]
    idempotency_key: Key | None = None


class RefillOutcome(Struct, frozen=True, kw_only=True):
    version: int
    """That is shown now."""
    refilled: tuple[DayMeeting, ...] = ()
    left: tuple[EmptyPlace, ...] = ()
    """For whom nobody was found."""
    reasons: tuple[Reason, ...] = ()
    """Why somebody who was chosen cannot take the place; then nothing was changed."""


class Refilled(Struct, frozen=True, kw_only=True):
    """One of the two who meet now, as they are told of the other."""

    event_id: UUID
    event_title: str
    meeting_id: UUID
    participant_id: UUID
    person_id: UUID | None = None
    organization_id: UUID | None = None
    email: str = ""
    """Of who is entered without an account; told to who writes the letter alone."""
    name: str = ""
    other_name: str = ""
    other_organization_name: str = ""
    starts_at: datetime
    table: str = ""
    """Empty: online."""


class SettledMeeting(Struct, frozen=True, kw_only=True):
    """What became of a meeting; told again when a late note of a tablet changes it."""

    id: UUID
    event_id: UUID
    public_id: UUID
    private_id: UUID
    slot: str
    state: MeetingState
    missing: tuple[UUID, ...] = ()
    settled_at: datetime


GET_DAY = Method("rpc.sessions.v1.day.get", GetDay, Day, safe=True)
WATCH_DAY = Method("rpc.sessions.v1.day.watch", WatchDay, Watched, safe=True)
LIST_STAND_INS = Method(
    "rpc.sessions.v1.meeting.stand_ins", ListStandIns, tuple[StandIn, ...], safe=True
)
REFILL_MEETINGS = Method(
    "rpc.sessions.v1.meeting.refill", RefillMeetings, RefillOutcome, deadline=PATIENCE
)

MEETING_REFILLED = Event("event.sessions.v1.meeting.refilled", Refilled)
"""Twice for each meeting: once for either side."""
MEETING_SETTLED = Event("event.sessions.v1.meeting.settled", SettledMeeting)
