"""The changes of timetables. Each is made on a version; a stale one is answered with CONFLICT."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
import strawberry

from contracts import timetables as contract
from contracts.wire import Method
from gateway.schema.connections import Info, uuid_of
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


@strawberry.type
class ObjectionPayload:
    objection: Objection


def asked_of(kind: type[R], given: Any) -> R:
    """An input as its request; what ends in ``id`` is one."""
    values = {}
    for field in msgspec.structs.fields(kind):
        value = getattr(given, field.name)
        if value is not None and (field.name == "id" or field.name.endswith("_id")):
            value = uuid_of(value, field.name)
        values[field.name] = value
    return kind(**values)


async def _changed(
    info: Info, method: Method[R, contract.Outcome], kind: type[R], given: Any
) -> TimetablePayload:
    found = await info.context.ask(method, asked_of(kind, given))
    made = Timetable.of(found.timetable) if found.timetable else None
    return TimetablePayload(timetable=made, reasons=reasons(found.reasons))


@strawberry.type
class TimetableChanges:
    @strawberry.mutation(description="Make a timetable, or repair the newest one (keep).")
    async def make_timetable(
        self,
        info: Info,
        input: inputs.MakeTimetableInput,  # noqa: A002 -- Relay's word
    ) -> TimetablePayload:
        return await _changed(info, contract.MAKE_TIMETABLE, contract.MakeTimetable, input)

    @strawberry.mutation(
        description="Put a meeting elsewhere; refused with every reason where it does not fit."
    )
    async def move_meeting(
        self,
        info: Info,
        input: inputs.MoveMeetingInput,  # noqa: A002 -- Relay's word
    ) -> TimetablePayload:
        return await _changed(info, contract.MOVE_MEETING, contract.MoveMeeting, input)

    @strawberry.mutation(description="Hold a meeting where it is, or let it go.")
    async def lock_meeting(
        self,
        info: Info,
        input: inputs.LockMeetingInput,  # noqa: A002 -- Relay's word
    ) -> TimetablePayload:
        return await _changed(info, contract.LOCK_MEETING, contract.LockMeeting, input)

    @strawberry.mutation(description="Take a meeting out; it comes back by hand alone.")
    async def cancel_meeting(
        self,
        info: Info,
        input: inputs.CancelMeetingInput,  # noqa: A002 -- Relay's word
    ) -> TimetablePayload:
        return await _changed(info, contract.CANCEL_MEETING, contract.CancelMeeting, input)

    @strawberry.mutation(description="An earlier version once more, as a new one.")
    async def restore_timetable(
        self,
        info: Info,
        input: inputs.RestoreTimetableInput,  # noqa: A002 -- Relay's word
    ) -> TimetablePayload:
        return await _changed(info, contract.RESTORE_TIMETABLE, contract.RestoreTimetable, input)

    @strawberry.mutation(
        description="Show the newest version to participants, provisionally or for good."
    )
    async def show_timetable(
        self,
        info: Info,
        input: inputs.ShowTimetableInput,  # noqa: A002 -- Relay's word
    ) -> TimetablePayload:
        return await _changed(info, contract.SHOW_TIMETABLE, contract.ShowTimetable, input)

    @strawberry.mutation(
        description="Answer an objection; accepted, the meeting goes and the rest stays."
    )
    async def resolve_objection(
        self,
        info: Info,
        input: inputs.ResolveObjectionInput,  # noqa: A002 -- Relay's word
    ) -> TimetablePayload:
        return await _changed(info, contract.RESOLVE_OBJECTION, contract.ResolveObjection, input)

    @strawberry.mutation(description="Say what cannot be, while the timetable is provisional.")
    async def object_to_timetable(
        self,
        info: Info,
        input: inputs.ObjectToTimetableInput,  # noqa: A002 -- Relay's word
    ) -> ObjectionPayload:
        asked = asked_of(contract.ObjectToTimetable, input)
        found = await info.context.ask(contract.OBJECT, asked)
        return ObjectionPayload(objection=shaped(Objection, found))
