"""The changes of the day."""

from __future__ import annotations

import strawberry

from contracts import checkins, event_days
from gateway.schema.connections import Info
from gateway.schema.day import inputs
from gateway.schema.day.nouns import CheckInOutcome, DayMeeting, EmptyPlace
from gateway.schema.events.inputs import asked
from gateway.schema.timetables.nouns import MeetingReason, reasons, shaped


@strawberry.type
class CheckInsPayload:
    outcomes: list[CheckInOutcome] = strawberry.field(description="One for each note, in order.")


@strawberry.type
class RefillPayload:
    version: int = strawberry.field(description="That is shown now.")
    refilled: list[DayMeeting]
    left: list[EmptyPlace]
    reasons: list[MeetingReason] = strawberry.field(description="Why nothing was changed.")


@strawberry.type
class DayChanges:
    @strawberry.mutation(
        description="Note arrivals, or take them back; each note once, however often it is sent."
    )
    async def record_check_ins(
        self,
        info: Info,
        input: inputs.RecordCheckInsInput,  # noqa: A002 -- Relay's word
    ) -> CheckInsPayload:
        for one in input.check_ins:
            one.offset_ms = round(one.offset_ms)
        given = asked(checkins.RecordCheckIns, input)
        found = await info.context.ask(checkins.RECORD_CHECK_INS, given)
        return CheckInsPayload(outcomes=[shaped(CheckInOutcome, one) for one in found])

    @strawberry.mutation(description="Give the places of who did not come to who stands by.")
    async def refill_meetings(
        self,
        info: Info,
        input: inputs.RefillMeetingsInput,  # noqa: A002 -- Relay's word
    ) -> RefillPayload:
        given = asked(event_days.RefillMeetings, input)
        found = await info.context.ask(event_days.REFILL_MEETINGS, given)
        return RefillPayload(
            version=found.version,
            refilled=[shaped(DayMeeting, one) for one in found.refilled],
            left=[shaped(EmptyPlace, one) for one in found.left],
            reasons=reasons(found.reasons),
        )
