"""How many things there are for each choice of a filter, to stand beside it."""

from __future__ import annotations

from datetime import date

import strawberry

from contracts import facets as contract
from gateway.schema import words
from gateway.schema.connections import Info


@strawberry.type(description="How many there are of one choice, under all the other filters.")
class FacetCount:
    facet: str = strawberry.field(description="Name of the filter.")
    value: str
    count: int

    @classmethod
    def of(cls, record: contract.FacetCount) -> FacetCount:
        return cls(facet=record.facet, value=record.value, count=record.count)


@strawberry.type
class FacetQuestions:
    @strawberry.field(description="Of published challenges, whoever asks.")
    async def challenge_facets(
        self,
        info: Info,
        search: str | None = None,
        prefecture: str | None = None,
        state: words.ChallengeState | None = None,
        direction: words.Direction | None = None,
        budget_stage: words.BudgetStage | None = None,
        tag: str | None = None,
        open_on: date | None = None,
    ) -> list[FacetCount]:
        asked = contract.CountChallengeFacets(
            search=search or "",
            prefecture=prefecture or None,
            state=state,
            direction=direction,
            budget_stage=budget_stage,
            tag=tag or None,
            open_on=open_on,
        )
        found = await info.context.ask(contract.COUNT_CHALLENGE_FACETS, asked)
        return [FacetCount.of(one) for one in found]

    @strawberry.field(description="Of offers, whoever asks.")
    async def offer_facets(
        self,
        info: Info,
        search: str | None = None,
        prefecture: str | None = None,
        tag: str | None = None,
        cost: words.CostBand | None = None,
        kind: words.OrganizationKind | None = None,
        before_budget: bool | None = None,
    ) -> list[FacetCount]:
        asked = contract.CountOfferFacets(
            search=search or "",
            prefecture=prefecture or None,
            tag=tag or None,
            cost=cost,
            kind=kind,
            before_budget=before_budget,
        )
        found = await info.context.ask(contract.COUNT_OFFER_FACETS, asked)
        return [FacetCount.of(one) for one in found]
