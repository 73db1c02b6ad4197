"""Who is shown how often, and which towns have the same need."""

from __future__ import annotations

from datetime import datetime

import strawberry

from contracts import exposure as contract
from contracts import need_groups
from gateway.schema import words
from gateway.schema.connections import (
    AfterArgument,
    Connection,
    FirstArgument,
    Info,
    check_first,
    connect,
    scope,
)
from gateway.schema.nouns import NeedGroup

DEAR = 20.0
"""Requests that ranking everything counts as."""


@strawberry.type(description="How often the documents of one group stand in lists.")
class ExposureGroup:
    by: words.Grouping
    value: str = strawberry.field(description="Of the group, as docs/matching.md lists them.")
    documents: int
    shown: int = strawberry.field(description="Places in all lists.")
    never: int = strawberry.field(description="Documents that are in no list.")
    share: float = strawberry.field(description="1: as if all were shown alike.")


@strawberry.type(description="Who is shown how often, counted from lists of everything open.")
class Exposure:
    made_at: datetime
    length: int
    challenges: int
    offers: int
    engine: str
    groups: list[ExposureGroup] = strawberry.field(
        description="Those of fewer than five documents are for inspectors alone."
    )

    @classmethod
    def of(cls, record: contract.Exposure) -> Exposure:
        groups = [
            ExposureGroup(
                by=one.by,
                value=one.value,
                documents=one.documents,
                shown=one.shown,
                never=one.never,
                share=one.share,
            )
            for one in record.groups
        ]
        return cls(
            made_at=record.made_at,
            length=record.length,
            challenges=record.challenges,
            offers=record.offers,
            engine=record.engine,
            groups=groups,
        )


@strawberry.input
class CountExposureInput:
    client_mutation_id: str | None = strawberry.field(
        default=None, description="For the asker's own use."
    )


@strawberry.type
class CountExposurePayload:
    exposure: Exposure


@strawberry.type
class ExposureCounting:
    @strawberry.mutation(description="Count anew who is shown how often, from what is open now.")
    async def count_exposure(
        self,
        info: Info,
        input: CountExposureInput,  # noqa: A002, ARG002 -- Relay's word, and its shape
    ) -> CountExposurePayload:
        info.context.charge(DEAR)
        found = await info.context.ask(contract.MAKE_EXPOSURE, contract.MakeExposure())
        return CountExposurePayload(exposure=Exposure.of(found))


@strawberry.type
class ExposureQuestions:
    @strawberry.field(description="The last count of who is shown how often; null: none yet.")
    async def exposure(self, info: Info) -> Exposure | None:
        found = await info.context.ask(contract.GET_EXPOSURE, contract.GetExposure())
        return Exposure.of(found.found) if found.found else None

    @strawberry.field(description="The same need in several towns, the most towns first.")
    async def need_groups(
        self, info: Info, first: FirstArgument = 20, after: AfterArgument = None
    ) -> Connection[NeedGroup] | None:
        where = scope("need_groups")
        place = info.context.cursors.open(where, after, int) or 0
        asked = need_groups.ListNeedGroups(first=check_first(first), after_place=place)
        page = await info.context.ask(need_groups.LIST_NEED_GROUPS, asked)
        places = [
            info.context.cursors.seal(where, at)
            for at in range(place + 1, place + 1 + len(page.groups))
        ]
        nodes = [NeedGroup.of(one) for one in page.groups]
        return connect(nodes, places, more=page.more, after=after, total=page.total)
