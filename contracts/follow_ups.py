"""What became of a meeting, asked of both sides a week, a month, half a year, one and two years
after they were introduced."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from contracts.introductions import Note
from contracts.wire import Event, Key, Method


class FollowUpStep(StrEnum):
    WEEK = "week"
    MONTH = "month"
    HALF_YEAR = "half_year"
    YEAR = "year"
    TWO_YEARS = "two_years"


class FollowUpAnswer(StrEnum):
    NOT_YET = "not_yet"
    """Nobody has got in touch yet."""
    TALKING = "talking"
    PILOT = "pilot"
    ADOPTED = "adopted"
    ENDED = "ended"


class FollowUp(Struct, frozen=True, kw_only=True):
    """One question, as one of the two sides sees it."""

    introduction_id: UUID
    step: FollowUpStep
    due_at: datetime
    asked_at: datetime | None = None
    answer: FollowUpAnswer | None = None
    """Of the own side."""
    note: str = ""
    """Of the own side, for it alone."""
    theirs: FollowUpAnswer | None = None
    """Of the other side, once both have answered."""
    differs: bool = False


class ListFollowUps(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    introduction_id: UUID


class AnswerFollowUp(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Once it is asked; again: anew."""

    introduction_id: UUID
    step: FollowUpStep
    answer: FollowUpAnswer
    note: Note = ""
    idempotency_key: Key | None = None


class AskedSide(Struct, frozen=True, kw_only=True):
    organization_id: UUID
    unit_id: UUID | None = None
    other_name: str = ""


class FollowUpAsked(Struct, frozen=True, kw_only=True):
    introduction_id: UUID
    step: FollowUpStep
    title: str = ""
    """Of the event that they met at."""
    sides: tuple[AskedSide, ...]


class Met(Struct, frozen=True, kw_only=True):
    """A meeting at an event, after which both wanted to go on."""

    id: UUID
    event_id: UUID
    event_title: str
    met_at: datetime


class ListMeetings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    introduction_id: UUID


LIST_MEETINGS = Method(
    "rpc.introductions.v1.meeting.list", ListMeetings, tuple[Met, ...], safe=True
)
LIST_FOLLOW_UPS = Method(
    "rpc.introductions.v1.follow_up.list", ListFollowUps, tuple[FollowUp, ...], safe=True
)
ANSWER_FOLLOW_UP = Method("rpc.introductions.v1.follow_up.answer", AnswerFollowUp, FollowUp)

FOLLOW_UP_ASKED = Event("event.introductions.v1.follow_up.asked", FollowUpAsked)
