"""Public face of matching events (マッチングイベント): the day, its slots and tables."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.profiles import Ids
from contracts.wire import After, Event, First, Key, Method, Revision

PlaceId = Annotated[str, Meta(min_length=1, max_length=20, pattern=r"^\S+$")]
"""Name of a slot or a table on paper: S1, 卓3."""
EventTitle = Annotated[str, Meta(min_length=5, max_length=120)]
LongText = Annotated[str, Meta(max_length=4_000)]
ShortText = Annotated[str, Meta(max_length=200)]


class EventState(StrEnum):
    PLANNING = "planning"
    REGISTRATION = "registration"
    PREFERENCES = "preferences"
    """Participants say whom they want to meet."""
    SCHEDULING = "scheduling"
    """No more preferences; the timetable is being made."""
    PROVISIONAL = "provisional"
    """Shown to participants, each their own; they may object."""
    LIVE = "live"
    """The final timetable, and the day itself."""
    REPORTING = "reporting"
    ARCHIVED = "archived"
    CALLED_OFF = "called_off"
    """Before the day was over; nothing follows."""


class BookingMode(StrEnum):
    ORGANIZER = "organizer"
    """The organizer schedules."""
    SELF = "self"
    """Participants book themselves."""
    HYBRID = "hybrid"
    """Participants propose, the other side accepts, the rest is scheduled."""


class Slot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A time in which meetings are held side by side (コマ)."""

    id: PlaceId
    starts_at: datetime
    ends_at: datetime


class Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """卓"""

    id: PlaceId
    zone: Annotated[str, Meta(max_length=60)] = ""
    """Room or floor."""


Slots = Annotated[tuple[Slot, ...], Meta(max_length=60)]
Tables = Annotated[tuple[Table, ...], Meta(max_length=500)]


class MatchingEvent(Struct, frozen=True, kw_only=True):
    id: UUID
    organization_id: UUID
    """Who organizes it."""
    organization_name: str = ""
    title: str
    description: str = ""
    venue: str = ""
    held_on: date | None = None
    time_zone: str = "Asia/Tokyo"
    state: EventState = EventState.PLANNING
    mode: BookingMode = BookingMode.ORGANIZER
    public_capacity: int = 40
    private_capacity: int = 80
    slots: tuple[Slot, ...] = ()
    tables: tuple[Table, ...] = ()
    online_rooms: int = 0
    floor: int = 2
    """Meetings that everybody gets before anybody gets more."""
    walking_minutes: int = 0
    consent: str = ""
    """What participants agree to when they register."""
    retain_until: date | None = None
    """When the personal data of participants are deleted."""
    objection_hours: int = 48
    objections_until: datetime | None = None
    final_version: int | None = None
    """Version of the timetable that is shown; of the provisional one while that is shown."""
    cloned_from: UUID | None = None
    rehearsal: bool = False
    """A copy with invented people; never public."""
    registered: int = 0
    waiting: int = 0
    revision: int = 1
    created_at: datetime


class SaveEvent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No ``revision`` creates it. After the timetable is shown slots that hold meetings stay."""

    id: UUID
    revision: Revision | None = None
    title: EventTitle
    description: LongText = ""
    venue: ShortText = ""
    held_on: date | None = None
    mode: BookingMode = BookingMode.ORGANIZER
    public_capacity: Annotated[int, Meta(ge=0, le=10_000)] = 40
    private_capacity: Annotated[int, Meta(ge=0, le=10_000)] = 80
    slots: Slots = ()
    tables: Tables = ()
    online_rooms: Annotated[int, Meta(ge=0, le=1_000)] = 0
    floor: Annotated[int, Meta(ge=0, le=20)] = 2
    walking_minutes: Annotated[int, Meta(ge=0, le=120)] = 0
    consent: LongText = ""
    retain_until: date | None = None
    objection_hours: Annotated[int, Meta(ge=0, le=336)] = 48
    idempotency_key: Key | None = None


class CloneEvent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Last year's event for a new day: slots move along, nobody is registered yet."""

    id: UUID
    """Of the new one, chosen by the asker."""
    source_id: UUID
    title: EventTitle
    held_on: date
    idempotency_key: Key | None = None


class AdvanceEvent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To the next state (domain.md 1.3); to another only where the state machine has it."""

    id: UUID
    revision: Revision
    state: EventState
    sure: bool = False
    """To report or archive though meetings are still to come."""
    idempotency_key: Key | None = None


class GetEvents(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ids: Ids


class ListEvents(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The soonest first. Those in planning and rehearsals only for their organizer."""

    first: First = 20
    after: After | None = None
    past: bool = False
    own: bool = False


class EventPage(Struct, frozen=True, kw_only=True):
    events: tuple[MatchingEvent, ...]
    more: bool
    total: int


class CountPlaces(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much a day holds, before registration opens."""

    public: Annotated[int, Meta(ge=0, le=10_000)]
    private: Annotated[int, Meta(ge=0, le=10_000)]
    slots: Annotated[int, Meta(ge=0, le=60)]
    tables: Annotated[int, Meta(ge=0, le=1_500)]
    """With rooms online."""


class PlacesLimit(StrEnum):
    """What more of would allow more meetings."""

    SLOTS_AND_TABLES = "slots_and_tables"
    PUBLIC = "public"
    PRIVATE = "private"
    PAIRS = "pairs"
    """Everybody meets everybody."""


class Places(Struct, frozen=True, kw_only=True):
    meetings: int
    """At most."""
    public_each: float
    """Meetings of each on the public side, on average."""
    private_each: float
    limit: PlacesLimit


SAVE_EVENT = Method("rpc.sessions.v1.event.save", SaveEvent, MatchingEvent)
CLONE_EVENT = Method("rpc.sessions.v1.event.clone", CloneEvent, MatchingEvent)
ADVANCE_EVENT = Method("rpc.sessions.v1.event.advance", AdvanceEvent, MatchingEvent)
GET_EVENTS = Method("rpc.sessions.v1.event.get", GetEvents, tuple[MatchingEvent, ...], safe=True)
LIST_EVENTS = Method("rpc.sessions.v1.event.list", ListEvents, EventPage, safe=True)

COUNT_PLACES = Method("rpc.sessions.v1.event.count_places", CountPlaces, Places, safe=True)

EVENT_SAVED = Event("event.sessions.v1.event.saved", MatchingEvent)
EVENT_ADVANCED = Event("event.sessions.v1.event.advanced", MatchingEvent)
