"""Rehearsals (予行) of a matching event: a copy of it, played with invented people, removable."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.matching_events import MatchingEvent
from contracts.timetables import PATIENCE
from contracts.wire import Key, Method


class PlayedStep(StrEnum):
    """What happened, in this order; each with a number."""

    INVITED = "invited"
    """Invented participants."""
    WISHED = "wished"
    """Wishes of one for another."""
    PLACED = "placed"
    """Meetings of the first timetable."""
    LEFT_OUT = "left_out"
    """Meetings that both wanted and that did not fit."""
    OBJECTED = "objected"
    """Objections to the provisional timetable; all but one accepted."""
    MOVED = "moved"
    """Meetings that moved when the timetable was repaired."""
    CANCELLED = "cancelled"
    """Participants who cancelled on the day before."""
    WALKED_IN = "walked_in"
    """Participants who came without having registered."""
    ARRIVED = "arrived"
    """Participants who have been checked in."""
    MISSING = "missing"
    """Participants who do not come: for the staff to find, and to refill."""


class Played(Struct, frozen=True, kw_only=True):
    step: PlayedStep
    number: int


class RehearseEvent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Copied to today and played up to the day, which begins after ``minutes``.

    By who runs the event, or by the operator. Nobody is written to, nothing is public.
    """

    id: UUID
    """Of the copy, chosen by the asker."""
    source_id: UUID
    seed: Annotated[int, Meta(ge=0, le=2_147_483_647)] = 0
    minutes: Annotated[int, Meta(ge=0, le=1_440)] = 10
    idempotency_key: Key | None = None


class Rehearsal(Struct, frozen=True, kw_only=True):
    event: MatchingEvent
    steps: tuple[Played, ...]
    checked: bool
    """Whether the validator finds no rule broken in the last timetable."""


class RemoveRehearsal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """With its invented people and all that they did."""

    id: UUID
    idempotency_key: Key | None = None


class RehearsalRemoved(Struct, frozen=True, kw_only=True):
    id: UUID
    participants: int


REHEARSE_EVENT = Method(
    "rpc.sessions.v1.rehearsal.play", RehearseEvent, Rehearsal, deadline=PATIENCE
)
REMOVE_REHEARSAL = Method(
    "rpc.sessions.v1.rehearsal.remove", RemoveRehearsal, RehearsalRemoved, deadline=10.0
)
