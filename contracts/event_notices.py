"""What participants of a matching event are to be told, each once; nothing of any preference."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from contracts.wire import Event


class NoticeKind(StrEnum):
    REGISTERED = "registered"
    WAITING = "waiting"
    """On the waiting list."""
    MOVED_UP = "moved_up"
    PREFERENCES_OPEN = "preferences_open"
    PREFERENCES_REMINDED = "preferences_reminded"
    """To who has said nothing yet."""
    PROVISIONAL = "provisional"
    """The timetable is shown; objections until ``until``."""
    CHANGED = "changed"
    """A meeting of one's own came, went or moved in what is shown."""
    FINAL = "final"
    CALLED_OFF = "called_off"
    BOOKED = "booked"
    """Somebody has booked a meeting with them."""
    ASKED = "asked"
    """Somebody asks for one; of an answer only a yes is ever told."""
    ACCEPTED = "accepted"
    GIVEN_BACK = "given_back"
    """The other side has given a booked meeting back, or does not come."""
    MOVED = "moved"
    """The event is on another day, at other hours or in another place."""
    RATE = "rate"
    """The day is over: whom one wants to go on with."""


class NoticeParty(Struct, frozen=True, kw_only=True):
    """A participant: a person, else an address, else a desk of an organization."""

    participant_id: UUID
    organization_id: UUID | None = None
    person_id: UUID | None = None
    name: str = ""
    email: str = ""
    """Only of who is not on the platform."""


class EventNotice(Struct, frozen=True, kw_only=True):
    kind: NoticeKind
    cause: str
    """Nobody is told twice of the same."""
    event_id: UUID
    event_title: str
    organization_name: str = ""
    held_on: date | None = None
    venue: str = ""
    until: datetime | None = None
    parties: tuple[NoticeParty, ...]


EVENT_NOTICE = Event("event.sessions.v1.notice.given", EventNotice)
