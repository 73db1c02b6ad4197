"""A timetable and its parts, as the contract tells them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec
import strawberry

from contracts import timetables as contract
from gateway.schema.events.nouns import EventSlot, EventTable
from gateway.schema.timetables import words

T = TypeVar("T")


def shaped(kind: type[T], record: msgspec.Struct, **parts: Any) -> T:
    """The type with the fields of the record; ``parts`` are those that are types themselves."""
    wanted = {field.python_name for field in kind.__strawberry_definition__.fields}  # type: ignore[attr-defined] # set by strawberry
    values = {name: _plain(getattr(record, name)) for name in wanted - parts.keys()}
    return kind(**values, **parts)


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return strawberry.ID(str(value))
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


@strawberry.type(description="Somebody in a timetable.")
class TimetablePerson:
    id: strawberry.ID
    number: int
    side: words.EventSide
    name: str
    name_kana: str
    organization_name: str
    unit_name: str


@strawberry.type(description="The same id in every version, whenever these two meet.")
class Meeting:
    id: strawberry.ID
    public_id: strawberry.ID
    private_id: strawberry.ID
    slot: str
    table: str | None = strawberry.field(description="None: online.")
    locked: bool
    online_url: str = strawberry.field(
        description="Where the two meet online; for them and who runs the event."
    )


@strawberry.type(description="A meeting that both want, and the least that would let it in.")
class LeftOutMeeting:
    public_id: strawberry.ID
    private_id: strawberry.ID
    limit: words.MeetingLimit
    more_slots: int
    more_tables: int
    more_most: int
    slot: str | None
    participant_id: strawberry.ID | None
    also_id: strawberry.ID | None = strawberry.field(
        description="Who besides would have to take one more."
    )


@strawberry.type(description="What a repair would win beside one that moves nothing.")
class MovesGain:
    moves: int
    moved: int
    meetings: int
    score: int


@strawberry.type(description="Somebody with fewer meetings than everybody should have.")
class BelowFloor:
    participant_id: strawberry.ID
    meetings: int
    floor: int
    reachable: bool


@strawberry.type(description="One rule that would be broken, and who or what is in the way.")
class MeetingReason:
    key: str
    names: list[str]


@strawberry.type(description="A version of a timetable, for the organizer.")
class Timetable:
    event_id: strawberry.ID
    version: int
    newest_version: int
    shown_version: int | None
    state: words.TimetableState
    note: str
    made_at: datetime
    seed: int
    value: int
    bound: int = strawberry.field(description="No timetable is worth more.")
    gap: float
    proved: bool
    checked: bool = strawberry.field(description="By a validator that shares no code.")
    wanted: int
    slots: list[EventSlot]
    tables: list[EventTable]
    people: list[TimetablePerson]
    meetings: list[Meeting]
    left_out: list[LeftOutMeeting]
    below_floor: list[BelowFloor]
    more_slots: int
    more_tables: int | None
    moved: int
    rescheduled: int
    cancelled: int
    added: int

    @classmethod
    def of(cls, record: contract.Timetable) -> Timetable:
        return shaped(
            cls,
            record,
            slots=[shaped(EventSlot, one) for one in record.slots],
            tables=[shaped(EventTable, one) for one in record.tables],
            people=[shaped(TimetablePerson, one) for one in record.people],
            meetings=[shaped(Meeting, one) for one in record.meetings],
            left_out=[shaped(LeftOutMeeting, one) for one in record.left_out],
            below_floor=[shaped(BelowFloor, one) for one in record.below_floor],
        )


@strawberry.type
class TimetableVersion:
    version: int
    state: words.TimetableState
    note: str
    made_at: datetime
    meetings: int


@strawberry.type(description="A meeting that is not as it was.")
class TimetableChange:
    kind: words.ChangeKind
    public_name: str
    private_name: str
    slot_before: str
    table_before: str
    slot: str
    table: str


@strawberry.type(description="Where a meeting could be; no reasons: it is free.")
class MeetingPlace:
    slot: str
    table: str | None
    reasons: list[MeetingReason]


@strawberry.type(description="What a participant says against a provisional timetable (異議).")
class Objection:
    id: strawberry.ID
    participant_id: strawberry.ID
    participant_name: str
    other_id: strawberry.ID | None
    other_name: str
    text: str
    made_at: datetime
    accepted: bool | None
    answer: str


@strawberry.type(description="One's own meetings while provisional, all of them once final.")
class ShownTimetable:
    event_id: strawberry.ID
    title: str
    venue: str
    version: int
    state: words.TimetableState
    now: datetime = strawberry.field(description="By the clock of the database.")
    objections_until: datetime | None
    revision: int = strawberry.field(
        description="Grows whenever a meeting may have moved in time or place."
    )
    slots: list[EventSlot]
    people: list[TimetablePerson]
    meetings: list[Meeting]
    own: list[strawberry.ID]
    objections: list[Objection] = strawberry.field(description="Of own participants.")

    @classmethod
    def of(cls, record: contract.Shown) -> ShownTimetable:
        return shaped(
            cls,
            record,
            slots=[shaped(EventSlot, one) for one in record.slots],
            people=[shaped(TimetablePerson, one) for one in record.people],
            meetings=[shaped(Meeting, one) for one in record.meetings],
            objections=[shaped(Objection, one) for one in record.objections],
        )


def reasons(given: tuple[contract.Reason, ...]) -> list[MeetingReason]:
    return [shaped(MeetingReason, one) for one in given]
