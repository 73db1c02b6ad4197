"""Ratings on paper in GraphQL."""

from __future__ import annotations

import strawberry

from contracts import paper_ratings as contract
from contracts.paper_ratings import PaperResult
from gateway.schema.after import words
from gateway.schema.connections import Info
from gateway.schema.events.inputs import asked
from gateway.schema.inputs import KEY
from gateway.schema.timetables.nouns import shaped

strawberry.enum(PaperResult, description="What became of a line that was typed in from paper.")


@strawberry.input
class PaperRatingInput:
    code: str = strawberry.field(description="On the badge of who wrote it: 042-7.")
    other_code: str
    go_on: words.GoOn


@strawberry.input
class EnterRatingsInput:
    event_id: strawberry.ID
    ratings: list[PaperRatingInput]
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.type(description="A line that was typed in; whether it changed anything is not told.")
class PaperOutcome:
    code: str
    other_code: str
    result: PaperResult


@strawberry.type
class EnterRatingsPayload:
    outcomes: list[PaperOutcome]


@strawberry.type
class PaperChanges:
    @strawberry.mutation(description="Enter what participants wrote on paper about their meetings.")
    async def enter_ratings(
        self,
        info: Info,
        input: EnterRatingsInput,  # noqa: A002 -- Relay's word
    ) -> EnterRatingsPayload:
        given = asked(contract.EnterRatings, input)
        found = await info.context.ask(contract.ENTER_RATINGS, given)
        return EnterRatingsPayload(outcomes=[shaped(PaperOutcome, one) for one in found])
