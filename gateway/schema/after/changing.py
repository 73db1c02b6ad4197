"""The changes of what comes after meetings."""

from __future__ import annotations

import strawberry

from contracts import follow_ups, ratings
from gateway.schema.after import words
from gateway.schema.after.nouns import FollowUp, RatedMeeting
from gateway.schema.after.paper import PaperChanges
from gateway.schema.connections import Info
from gateway.schema.events.inputs import asked
from gateway.schema.inputs import KEY
from gateway.schema.introductions.inputs import ContactInput


@strawberry.input
class RateMeetingInput:
    participant_id: strawberry.ID = strawberry.field(description="Oneself.")
    other_id: strawberry.ID
    go_on: words.GoOn
    line: str = strawberry.field(default="", description="For the own side alone.")
    contact: ContactInput | None = strawberry.field(
        default=None, description="What the other side gets if both want to go on."
    )
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class AnswerFollowUpInput:
    introduction_id: strawberry.ID
    step: words.FollowUpStep
    answer: words.FollowUpAnswer
    note: str = strawberry.field(default="", description="For the own side alone.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.type
class RateMeetingPayload:
    meeting: RatedMeeting


@strawberry.type
class AnswerFollowUpPayload:
    follow_up: FollowUp


@strawberry.type
class AfterChanges(PaperChanges):
    @strawberry.mutation(description="Say whether to go on after a meeting; the others never see.")
    async def rate_meeting(
        self,
        info: Info,
        input: RateMeetingInput,  # noqa: A002 -- Relay's word
    ) -> RateMeetingPayload:
        given = asked(ratings.RateMeeting, input)
        found = await info.context.ask(ratings.RATE_MEETING, given)
        return RateMeetingPayload(meeting=RatedMeeting.of(found))

    @strawberry.mutation(description="Say what became of a meeting.")
    async def answer_follow_up(
        self,
        info: Info,
        input: AnswerFollowUpInput,  # noqa: A002 -- likewise
    ) -> AnswerFollowUpPayload:
        given = asked(follow_ups.AnswerFollowUp, input)
        found = await info.context.ask(follow_ups.ANSWER_FOLLOW_UP, given)
        return AnswerFollowUpPayload(follow_up=FollowUp.of(found))
