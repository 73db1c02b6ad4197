"""The changes of timetables. Each is made on a version; a stale one is answered with CONFLICT."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
import strawberry

from contracts import timetables as contract
from contracts import timetabling
from gateway.schema.connections import uuid_of
from gateway.schema.passing import passing
from gateway.schema.timetables import inputs
from gateway.schema.timetables.nouns import (
    MeetingReason,
    Objection,
    Timetable,
    reasons,
    shaped,
)

R = TypeVar("R", bound=msgspec.Struct)


@strawberry.type
class TimetablePayload:
    timetable: Timetable | None = strawberry.field(description="None: nothing was changed.")
    reasons: list[MeetingReason] = strawberry.field(description="Why nothing was changed.")

    @classmethod
    def of(cls, record: contract.Outcome) -> TimetablePayload:
        made = Timetable.of(record.timetable) if record.timetable else None
        return cls(timetable=made, reasons=reasons(record.reasons))


@strawberry.type
class ObjectionPayload:
    objection: Objection

    @classmethod
    def of(cls, record: contract.Objection) -> ObjectionPayload:
        return cls(objection=shaped(Objection, record))


def asked_of(kind: type[R], given: Any) -> R:
    """An input as its request; what ends in ``id`` is one."""
    values = {}
    for field in msgspec.structs.fields(kind):
        value = getattr(given, field.name)
        if value is not None and (field.name == "id" or field.name.endswith("_id")):
            value = uuid_of(value, field.name)
        values[field.name] = value
    return kind(**values)


_timetable = passing(TimetablePayload, asked_of)
_objection = passing(ObjectionPayload, asked_of)


@strawberry.type
class TimetableChanges:
    make_timetable = _timetable(
        timetabling.MAKE_TIMETABLE,
        inputs.MakeTimetableInput,
        "Make a timetable, or repair the newest one (keep).",
    )
    move_meeting = _timetable(
        timetabling.MOVE_MEETING,
        inputs.MoveMeetingInput,
        "Put a meeting elsewhere; refused with every reason where it does not fit.",
    )
    lock_meeting = _timetable(
        timetabling.LOCK_MEETING,
        inputs.LockMeetingInput,
        "Hold a meeting where it is, or let it go.",
    )
    cancel_meeting = _timetable(
        timetabling.CANCEL_MEETING,
        inputs.CancelMeetingInput,
        "Take a meeting out; it comes back by hand alone.",
    )
    restore_timetable = _timetable(
        timetabling.RESTORE_TIMETABLE,
        inputs.RestoreTimetableInput,
        "An earlier version once more, as a new one.",
    )
    show_timetable = _timetable(
        timetabling.SHOW_TIMETABLE,
        inputs.ShowTimetableInput,
        "Show the newest version to participants, provisionally or for good.",
    )
    resolve_objection = _timetable(
        contract.RESOLVE_OBJECTION,
        inputs.ResolveObjectionInput,
        "Answer an objection; accepted, the meeting goes and the rest stays.",
    )
    reopen_objection = _objection(
        contract.REOPEN_OBJECTION,
        inputs.ReopenObjectionInput,
        "Take back what was answered, until the timetable is final.",
    )

    object_to_timetable = _objection(
        contract.OBJECT,
        inputs.ObjectToTimetableInput,
        "Say what cannot be, while the timetable is provisional.",
    )
