"""Making a timetable of a matching event, by the solver and by hand; each change is a version."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.matching_events import PlaceId
from contracts.timetables import PATIENCE, Note, Outcome, Reason, Version
from contracts.wire import Key, Method


class MovesGain(Struct, frozen=True, kw_only=True):
    """What a repair would win if it might move so many published meetings."""

    moves: int
    moved: int
    meetings: int
    """More than if none moved."""
    score: int


class WeighMoves(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of the newest version, as everything stands now. Nothing is changed."""

    event_id: UUID


class MakeTimetable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    event_id: UUID
    base_version: Version
    """The newest one that the organizer has seen."""
    keep: bool = False
    """What is there stays where it can; only the rest is planned."""
    moves: Annotated[int, Meta(ge=0, le=1_000)] = 0
    """With ``keep``: so many meetings may change their slot."""
    seed: Annotated[int, Meta(ge=0, le=2_147_483_647)] = 0
    note: Note = ""
    idempotency_key: Key | None = None


class CancelReason(StrEnum):
    """Why a meeting is taken out; no text, as it stays after the people are forgotten."""

    PUBLIC_ASKED = "public_asked"
    PRIVATE_ASKED = "private_asked"
    ORGANIZER = "organizer"


class MoveMeeting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A meeting that is there, one of those left out, or any two by hand, to a place.

    What is put by hand and not wished by both stays there when all is planned anew.
    """

    event_id: UUID
    base_version: Version
    public_id: UUID
    private_id: UUID
    slot: PlaceId
    table: PlaceId | None = None
    idempotency_key: Key | None = None


class LockMeeting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    event_id: UUID
    base_version: Version
    public_id: UUID
    private_id: UUID
    locked: bool
    idempotency_key: Key | None = None


class CancelMeeting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Taken out by the organizer; it comes back by hand, or with an earlier version, alone."""

    event_id: UUID
    base_version: Version
    public_id: UUID
    private_id: UUID
    reason: CancelReason = CancelReason.ORGANIZER
    fill: bool = False
    """What it leaves free is given to those left out; nobody else moves."""
    idempotency_key: Key | None = None


class RestoreTimetable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An earlier version once more, as a new one."""

    event_id: UUID
    base_version: Version
    version: Version
    idempotency_key: Key | None = None


class ShowTimetable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To participants: provisional at first, final once objections can be made no more."""

    event_id: UUID
    base_version: Version
    final: bool
    idempotency_key: Key | None = None


class ListPlaces(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a meeting could be instead."""

    event_id: UUID
    public_id: UUID
    private_id: UUID


class Place(Struct, frozen=True, kw_only=True):
    slot: str
    table: str | None = None
    reasons: tuple[Reason, ...] = ()
    """Empty: it is free."""


MAKE_TIMETABLE = Method("rpc.sessions.v1.timetable.make", MakeTimetable, Outcome, deadline=PATIENCE)
MOVE_MEETING = Method("rpc.sessions.v1.timetable.move", MoveMeeting, Outcome)
LOCK_MEETING = Method("rpc.sessions.v1.timetable.lock", LockMeeting, Outcome)
CANCEL_MEETING = Method(
    "rpc.sessions.v1.timetable.cancel", CancelMeeting, Outcome, deadline=PATIENCE
)
RESTORE_TIMETABLE = Method("rpc.sessions.v1.timetable.restore", RestoreTimetable, Outcome)
SHOW_TIMETABLE = Method("rpc.sessions.v1.timetable.show", ShowTimetable, Outcome)
LIST_PLACES = Method("rpc.sessions.v1.timetable.places", ListPlaces, tuple[Place, ...], safe=True)
WEIGH_MOVES = Method(
    "rpc.sessions.v1.timetable.weigh",
    WeighMoves,
    tuple[MovesGain, ...],
    safe=True,
    deadline=PATIENCE,
)
