"""What the changes of timetables take."""

from __future__ import annotations

import strawberry

from gateway.schema.inputs import ID, KEY
from gateway.schema.timetables import words

BASE = "The newest version that was seen."


@strawberry.input
class MakeTimetableInput:
    event_id: strawberry.ID
    base_version: int = strawberry.field(description=BASE)
    keep: bool = strawberry.field(default=False, description="What is there stays.")
    moves: int = 0
    seed: int = 0
    note: str = ""
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class MoveMeetingInput:
    event_id: strawberry.ID
    base_version: int = strawberry.field(description=BASE)
    public_id: strawberry.ID
    private_id: strawberry.ID
    slot: str
    table: str | None = strawberry.field(default=None, description="None: online.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class LockMeetingInput:
    event_id: strawberry.ID
    base_version: int = strawberry.field(description=BASE)
    public_id: strawberry.ID
    private_id: strawberry.ID
    locked: bool
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class CancelMeetingInput:
    event_id: strawberry.ID
    base_version: int = strawberry.field(description=BASE)
    public_id: strawberry.ID
    private_id: strawberry.ID
    reason: words.CancelReason = words.CancelReason.ORGANIZER
    fill: bool = strawberry.field(default=False, description="Its place goes to those left out.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class RestoreTimetableInput:
    event_id: strawberry.ID
    base_version: int = strawberry.field(description=BASE)
    version: int
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ShowTimetableInput:
    event_id: strawberry.ID
    base_version: int = strawberry.field(description=BASE)
    final: bool
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ResolveObjectionInput:
    id: strawberry.ID
    base_version: int = strawberry.field(description=BASE)
    accepted: bool
    answer: str = ""
    keep_free: bool = strawberry.field(
        default=False,
        description="Nothing else is put in the time of that meeting for whoever objected.",
    )
    fill: bool = strawberry.field(
        default=True, description="Else that meeting goes and nothing is planned."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ReopenObjectionInput:
    id: strawberry.ID
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ObjectToTimetableInput:
    id: strawberry.ID = strawberry.field(description=ID)
    participant_id: strawberry.ID
    other_id: strawberry.ID | None = None
    text: str
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)
