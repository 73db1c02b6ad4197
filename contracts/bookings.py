"""Meetings that participants arrange themselves: booked at once, or asked for and accepted.

Nobody is told why there is no place with somebody: full, away, at their most, or unwilling look
alike. A request that is declined looks to whoever asked like one that was never answered.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.matching_events import BookingMode, PlaceId
from contracts.wire import Key, Method

REQUEST_HOURS = 72
"""So long a request waits for an answer; never longer than requests are made at all."""
OPEN_REQUESTS = 20
"""That one participant may have at the same time."""
RequestLine = Annotated[str, Meta(max_length=300)]


class ListFreeSlots(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    participant_id: UUID
    """Of one's own."""
    other_ids: Annotated[tuple[UUID, ...], Meta(max_length=100)]


class FreeSlots(Struct, frozen=True, kw_only=True):
    other_id: UUID
    slots: tuple[str, ...] = ()
    """Empty: there is no place with them, for whatever reason."""


class BookMeeting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where participants book themselves: the place is taken at once, or was taken before."""

    id: UUID
    participant_id: UUID
    other_id: UUID
    slot: PlaceId
    idempotency_key: Key | None = None


class GiveBackMeeting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By either side, until the first slot of the day begins; the other side is told."""

    participant_id: UUID
    other_id: UUID
    idempotency_key: Key | None = None


class AskForMeeting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the other side has to accept; once for each pair, unless it was withdrawn."""

    id: UUID
    participant_id: UUID
    other_id: UUID
    line: RequestLine = ""
    """What it is about, for the other side."""
    idempotency_key: Key | None = None


class WithdrawRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    idempotency_key: Key | None = None


class AnswerRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Accepted it is a meeting at once; declined it waits on for whoever asked, and expires."""

    id: UUID
    accepted: bool
    slot: PlaceId | None = None
    """None: the first one that both have free."""
    idempotency_key: Key | None = None


class BookedMeeting(Struct, frozen=True, kw_only=True):
    """One's own; without a place while the organizer is making the timetable."""

    participant_id: UUID
    other_id: UUID
    other_name: str
    other_organization_name: str
    slot: str | None = None
    starts_at: datetime | None = None
    table: str | None = None
    """None with a slot: online."""


class RequestState(StrEnum):
    OPEN = "open"
    EXPIRED = "expired"


class MeetingRequest(Struct, frozen=True, kw_only=True):
    """Sent, as its sender may see it; or received, while it can be answered."""

    id: UUID
    participant_id: UUID
    """Of the own side."""
    other_id: UUID
    other_name: str
    other_organization_name: str
    line: str = ""
    state: RequestState = RequestState.OPEN
    asked_at: datetime
    expires_at: datetime
    slots: tuple[str, ...] = ()
    """Of those received: in which slots both could meet."""


class ListBookings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    participant_id: UUID


class Bookings(Struct, frozen=True, kw_only=True):
    """All that a participant has arranged themselves, and whether they still may."""

    participant_id: UUID
    event_id: UUID
    mode: BookingMode
    is_open: bool
    """Whether meetings can be booked or asked for."""
    may_give_back: bool
    booked: tuple[BookedMeeting, ...] = ()
    sent: tuple[MeetingRequest, ...] = ()
    received: tuple[MeetingRequest, ...] = ()


class CountBookings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By who runs the event: meetings alone; of requests nothing is told."""

    event_id: UUID


class BookingCounts(Struct, frozen=True, kw_only=True):
    meetings: int


PATIENCE = 10.0
"""Seconds: when booking opens everybody comes at once, and they are served one after another."""
LIST_FREE_SLOTS = Method(
    "rpc.sessions.v1.booking.free_slots", ListFreeSlots, tuple[FreeSlots, ...], safe=True
)
LIST_BOOKINGS = Method("rpc.sessions.v1.booking.list", ListBookings, Bookings, safe=True)
COUNT_BOOKINGS = Method("rpc.sessions.v1.booking.count", CountBookings, BookingCounts, safe=True)
BOOK_MEETING = Method("rpc.sessions.v1.booking.book", BookMeeting, Bookings, deadline=PATIENCE)
GIVE_BACK_MEETING = Method(
    "rpc.sessions.v1.booking.give_back", GiveBackMeeting, Bookings, deadline=PATIENCE
)
ASK_FOR_MEETING = Method("rpc.sessions.v1.booking.ask", AskForMeeting, Bookings, deadline=PATIENCE)
WITHDRAW_REQUEST = Method(
    "rpc.sessions.v1.booking.withdraw", WithdrawRequest, Bookings, deadline=PATIENCE
)
ANSWER_REQUEST = Method(
    "rpc.sessions.v1.booking.answer", AnswerRequest, Bookings, deadline=PATIENCE
)
