"""Who takes part in a matching event, and whom they want to meet."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.matching_events import PlaceId, ShortText
from contracts.preferences import Grade
from contracts.wire import After, Event, First, Key, Method, Revision, SearchText

Mail = Annotated[str, Meta(max_length=254)]


class EventSide(StrEnum):
    PUBLIC = "public"
    """Sits at a table."""
    PRIVATE = "private"
    """Comes to the tables."""


class Attendance(StrEnum):
    ON_SITE = "on_site"
    ONLINE = "online"
    EITHER = "either"


class ParticipantState(StrEnum):
    REGISTERED = "registered"
    WAITING = "waiting"
    """On the waiting list."""
    CANCELLED = "cancelled"


class Participant(Struct, frozen=True, kw_only=True):
    """A person, or a desk of several people of one unit (参加者)."""

    id: UUID
    event_id: UUID
    number: int
    """On the badge, from 1."""
    side: EventSide
    state: ParticipantState
    organization_id: UUID | None = None
    """None: not (yet) on the platform; then ``organization_name`` says who."""
    organization_name: str
    unit_name: str = ""
    name: str
    name_kana: str = ""
    email: str = ""
    """For the organizer and the participant alone."""
    person_id: UUID | None = None
    desks: int = 1
    available: tuple[str, ...] | None = None
    """Slots; none: all."""
    least: int | None = None
    most: int | None = None
    first_served: bool = False
    """A small town or here for the first time: their floor comes first."""
    attends: Attendance = Attendance.ON_SITE
    zone: str = ""
    online_url: str = ""
    needs: str = ""
    """Interpreter, wheelchair, …; for the organizer and staff alone."""
    looking_for: str = ""
    """What they bring or seek, shown to the other side."""
    consented_at: datetime | None = None
    waiting_place: int | None = None
    revision: int = 1


class SaveParticipant(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By the organizer, for anybody. No ``revision`` creates."""

    id: UUID
    event_id: UUID
    revision: Revision | None = None
    side: EventSide
    organization_id: UUID | None = None
    organization_name: Annotated[str, Meta(min_length=1, max_length=200)]
    unit_name: ShortText = ""
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    name_kana: Annotated[str, Meta(max_length=100)] = ""
    email: Mail = ""
    desks: Annotated[int, Meta(ge=1, le=20)] = 1
    available: Annotated[tuple[PlaceId, ...], Meta(max_length=60)] | None = None
    least: Annotated[int, Meta(ge=0, le=60)] | None = None
    most: Annotated[int, Meta(ge=0, le=1_200)] | None = None
    first_served: bool = False
    attends: Attendance = Attendance.ON_SITE
    zone: Annotated[str, Meta(max_length=60)] = ""
    online_url: Annotated[str, Meta(max_length=500)] = ""
    needs: Annotated[str, Meta(max_length=1_000)] = ""
    looking_for: Annotated[str, Meta(max_length=1_000)] = ""
    idempotency_key: Key | None = None


class Register(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Oneself, in the name of the organization one acts for; full: onto the waiting list."""

    id: UUID
    event_id: UUID
    available: Annotated[tuple[PlaceId, ...], Meta(max_length=60)] | None = None
    most: Annotated[int, Meta(ge=0, le=60)] | None = None
    attends: Attendance = Attendance.ON_SITE
    needs: Annotated[str, Meta(max_length=1_000)] = ""
    looking_for: Annotated[str, Meta(max_length=1_000)] = ""
    consent: bool = False
    idempotency_key: Key | None = None


class CancelParticipant(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By the organizer, or oneself. The first of the waiting list takes the place."""

    id: UUID
    reason: Annotated[str, Meta(max_length=300)] = ""
    idempotency_key: Key | None = None


class ListParticipants(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In the order of kana. For others than the organizer without mail and needs."""

    event_id: UUID
    first: First = 50
    after: After | None = None
    side: EventSide | None = None
    state: ParticipantState | None = None
    search: SearchText = ""


class GetParticipant(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By who runs the event, to change somebody; empty: not of this event."""

    event_id: UUID
    id: UUID


class ParticipantPage(Struct, frozen=True, kw_only=True):
    participants: tuple[Participant, ...]
    more: bool
    total: int
    keys: tuple[str, ...] = ()
    """What they are sorted by, one each."""


class MyParticipation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of the organization one acts for; empty: not registered."""

    event_id: UUID


class EventPreference(Struct, frozen=True, kw_only=True):
    """Never told to the other side, nor to the organizer but as a count."""

    participant_id: UUID
    other_id: UUID
    grade: Grade


class GradeOf(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    other_id: UUID
    grade: Grade | None = None
    """None takes it back."""


class SetEventPreferences(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    participant_id: UUID
    """Of one's own organization."""
    grades: Annotated[tuple[GradeOf, ...], Meta(max_length=500)]
    idempotency_key: Key | None = None


class ListEventPreferences(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    participant_id: UUID


class PreferenceCounts(Struct, frozen=True, kw_only=True):
    """All that an organizer sees of preferences."""

    participants: int
    spoken: int
    """Participants who have said anything."""
    mutual: int | None
    """Pairs in which both want to meet; none while preferences are open, nor where they are few.

    Seen while it changes, it would tell whoever takes part and asks what one other person said.
    """


class CountPreferences(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    event_id: UUID


SAVE_PARTICIPANT = Method("rpc.sessions.v1.participant.save", SaveParticipant, Participant)
REGISTER = Method("rpc.sessions.v1.participant.register", Register, Participant)
CANCEL_PARTICIPANT = Method("rpc.sessions.v1.participant.cancel", CancelParticipant, Participant)
GET_PARTICIPANT = Method(
    "rpc.sessions.v1.participant.get", GetParticipant, tuple[Participant, ...], safe=True
)
LIST_PARTICIPANTS = Method(
    "rpc.sessions.v1.participant.list", ListParticipants, ParticipantPage, safe=True
)
MY_PARTICIPATION = Method(
    "rpc.sessions.v1.participant.mine", MyParticipation, tuple[Participant, ...], safe=True
)
SET_EVENT_PREFERENCES = Method(
    "rpc.sessions.v1.preference.set", SetEventPreferences, tuple[EventPreference, ...]
)
LIST_EVENT_PREFERENCES = Method(
    "rpc.sessions.v1.preference.list", ListEventPreferences, tuple[EventPreference, ...], safe=True
)
COUNT_PREFERENCES = Method(
    "rpc.sessions.v1.preference.count", CountPreferences, PreferenceCounts, safe=True
)

PARTICIPANT_REGISTERED = Event("event.sessions.v1.participant.registered", Participant)
PARTICIPANT_MOVED_UP = Event("event.sessions.v1.participant.moved_up", Participant)
"""From the waiting list. All three are told without mail and needs."""
PARTICIPANT_CANCELLED = Event("event.sessions.v1.participant.cancelled", Participant)
