"""What both sides say of a meeting afterwards, each for itself, and what becomes of it.

A rating is never told to the other side, nor to the organizer but as a count. Only when both
want to go on do both learn of it: they are introduced to each other.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.preferences import Contact
from contracts.wire import Event, Key, Method

RatingLine = Annotated[str, Meta(max_length=300)]


class GoOn(StrEnum):
    """Whether somebody wants to go on talking (続けたいか)."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class RateMeeting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of a meeting that was held, until the event is archived; again: anew."""

    participant_id: UUID
    """Oneself, or a desk of one's own organization."""
    other_id: UUID
    go_on: GoOn
    line: RatingLine = ""
    """For the own side alone."""
    contact: Contact = Contact()
    """What the other side gets if both want to go on. No name: the one on the badge."""
    idempotency_key: Key | None = None


class RatedMeeting(Struct, frozen=True, kw_only=True):
    """A meeting of one's own that was held, and what the own side said of it."""

    participant_id: UUID
    participant_name: str
    other_id: UUID
    other_name: str
    other_organization_name: str
    starts_at: datetime
    table: str | None = None
    go_on: GoOn | None = None
    line: str = ""
    contact: Contact = Contact()
    both: bool = False
    """Both want to go on; that is all that is ever told of the other side."""


class ListRatings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    event_id: UUID


class Ratings(Struct, frozen=True, kw_only=True):
    event_id: UUID
    title: str
    is_open: bool
    """Whether they can still be changed."""
    is_own: bool = True
    """Else a colleague takes part, whose meetings are theirs to rate."""
    meetings: tuple[RatedMeeting, ...] = ()


class MeetingSide(Struct, frozen=True, kw_only=True):
    organization_id: UUID
    unit_id: UUID | None = None
    person_id: UUID | None = None
    contact: Contact = Contact()


class MeetingAgreed(Struct, frozen=True, kw_only=True):
    """Both want to go on after a meeting that was held; told once."""

    id: UUID
    """Of the meeting."""
    event_id: UUID
    event_title: str
    met_at: datetime
    public: MeetingSide
    private: MeetingSide


class ConcludedMeeting(Struct, frozen=True, kw_only=True):
    """Of two organizations; with what each said, for who learns from it alone."""

    id: UUID
    public_id: UUID
    """Organization."""
    private_id: UUID
    public_go_on: GoOn | None = None
    private_go_on: GoOn | None = None


class MeetingsConcluded(Struct, frozen=True, kw_only=True):
    """Some of the meetings that were held, told when the event is archived."""

    event_id: UUID
    meetings: tuple[ConcludedMeeting, ...]


RATE_MEETING = Method("rpc.sessions.v1.rating.give", RateMeeting, RatedMeeting)
LIST_RATINGS = Method("rpc.sessions.v1.rating.list", ListRatings, Ratings, safe=True)

MEETING_AGREED = Event("event.sessions.v1.meeting.agreed", MeetingAgreed)
MEETINGS_CONCLUDED = Event("event.sessions.v1.meeting.concluded", MeetingsConcluded)
