"""What the changes of matching events take."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

import msgspec
import strawberry

from chassis import checking
from gateway.schema.events import words
from gateway.schema.inputs import ID, KEY, REVISION

R = TypeVar("R", bound=msgspec.Struct)
NEW = "None makes it."


@strawberry.input
class SlotInput:
    id: str = strawberry.field(description="Its name on paper: S1.")
    starts_at: datetime
    ends_at: datetime


@strawberry.input
class TableInput:
    id: str = strawberry.field(description="Its name on paper: 卓3.")
    zone: str = ""


@strawberry.input
class SaveEventInput:
    id: strawberry.ID = strawberry.field(description=ID)
    revision: int | None = strawberry.field(default=None, description=NEW)
    title: str
    description: str = ""
    venue: str = ""
    held_on: date | None = None
    mode: words.BookingMode | None = None
    public_capacity: int | None = None
    private_capacity: int | None = None
    slots: list[SlotInput] | None = None
    tables: list[TableInput] | None = None
    online_rooms: int | None = None
    floor: int | None = None
    walking_minutes: int | None = None
    consent: str = ""
    retain_until: date | None = None
    objection_hours: int | None = None
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class CloneEventInput:
    id: strawberry.ID = strawberry.field(description=ID)
    source_id: strawberry.ID
    title: str
    held_on: date
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class AdvanceEventInput:
    id: strawberry.ID
    revision: int = strawberry.field(description=REVISION)
    state: words.EventState
    sure: bool = strawberry.field(
        default=False, description="To report or archive though meetings are still to come."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class SaveParticipantInput:
    id: strawberry.ID = strawberry.field(description=ID)
    event_id: strawberry.ID
    revision: int | None = strawberry.field(default=None, description=NEW)
    side: words.EventSide
    organization_id: strawberry.ID | None = None
    organization_name: str
    unit_name: str = ""
    name: str
    name_kana: str = ""
    email: str = ""
    desks: int | None = None
    available: list[str] | None = None
    least: int | None = None
    most: int | None = None
    first_served: bool = False
    attends: words.Attendance | None = None
    zone: str = ""
    online_url: str = ""
    needs: str = ""
    looking_for: str = ""
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class RegisterForEventInput:
    id: strawberry.ID = strawberry.field(description=ID)
    event_id: strawberry.ID
    available: list[str] | None = None
    most: int | None = None
    attends: words.Attendance | None = None
    needs: str = ""
    looking_for: str = ""
    consent: bool = False
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class CancelParticipantInput:
    id: strawberry.ID
    reason: str = ""
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class ImportRowInput:
    line: int
    side: str = ""
    organization_name: str = ""
    unit_name: str = ""
    name: str = ""
    name_kana: str = ""
    email: str = ""
    desks: str = ""
    most: str = ""
    needs: str = ""
    looking_for: str = ""
    code: str = strawberry.field(
        default="", description="全国地方公共団体コード of a municipality, 法人番号 of others."
    )


@strawberry.input
class ImportParticipantsInput:
    id: strawberry.ID = strawberry.field(description=ID)
    event_id: strawberry.ID
    rows: list[ImportRowInput]
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class UndoImportInput:
    id: strawberry.ID
    event_id: strawberry.ID
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class GradeInput:
    other_id: strawberry.ID
    grade: words.Grade | None = strawberry.field(default=None, description="None takes it back.")


@strawberry.input
class SetEventPreferencesInput:
    participant_id: strawberry.ID
    grades: list[GradeInput]
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


def asked(kind: type[R], given: Any) -> R:
    """An input as that request; what is left out takes its default. Raises ``Invalid``."""
    required = {field.name for field in msgspec.structs.fields(kind) if field.required}
    found = {
        name: value
        for name, value in strawberry.asdict(given).items()
        if value is not None or name in required
    }
    return checking.read(msgspec.json.encode(found), kind)
