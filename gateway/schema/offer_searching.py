"""Searches for offers that the viewer keeps, and the feed of one for who knows its token."""

from __future__ import annotations

from datetime import datetime

import strawberry

from contracts import offer_searches
from gateway.schema import words
from gateway.schema.connections import Info
from gateway.schema.inputs import request_of
from gateway.schema.nouns import Offer
from gateway.schema.passing import passing


@strawberry.type(description="Offers that one looks for; one is told once of each new one.")
class OfferSearch:
    id: strawberry.ID
    name: str
    search: str
    prefecture: str | None
    tag: str | None
    cost: words.CostBand | None
    kind: words.OrganizationKind | None
    before_budget: bool | None
    feed_token: str = strawberry.field(description="Opens its feed at /feeds/offers/{token}.")
    created_at: datetime
    shared: bool = strawberry.field(description="Whether one's organization sees it.")
    is_own: bool = strawberry.field(description="Else a colleague's, who alone changes it.")

    @classmethod
    def of(cls, record: offer_searches.OfferSearch) -> OfferSearch:
        return cls(
            id=strawberry.ID(str(record.id)),
            name=record.name,
            search=record.search,
            prefecture=record.prefecture,
            tag=record.tag,
            cost=record.cost,
            kind=record.kind,
            before_budget=record.before_budget,
            feed_token=record.feed_token,
            created_at=record.created_at,
            shared=record.shared,
            is_own=record.is_own,
        )


@strawberry.input(description="At least one filter.")
class SaveOfferSearchInput:
    id: strawberry.ID
    name: str
    search: str = ""
    prefecture: str | None = None
    tag: str | None = None
    cost: words.CostBand | None = None
    kind: words.OrganizationKind | None = None
    before_budget: bool | None = None
    shared: bool = False
    idempotency_key: str | None = None


@strawberry.input(description="What is not said stays.")
class ChangeOfferSearchInput:
    id: strawberry.ID
    name: str | None = None
    shared: bool | None = None
    renew_feed: bool = strawberry.field(
        default=False, description="A new address for its feed; the old one ends."
    )
    idempotency_key: str | None = None


@strawberry.input
class DeleteOfferSearchInput:
    id: strawberry.ID
    idempotency_key: str | None = None


@strawberry.type
class OfferSearchPayload:
    offer_search: OfferSearch

    @classmethod
    def of(cls, record: offer_searches.OfferSearch) -> OfferSearchPayload:
        return cls(offer_search=OfferSearch.of(record))


@strawberry.type
class DeleteOfferSearchPayload:
    id: strawberry.ID


@strawberry.type
class OfferSearchQuestions:
    @strawberry.field(description="The viewer's own, newest first; then what colleagues share.")
    async def offer_searches(self, info: Info) -> list[OfferSearch]:
        asked = offer_searches.ListOfferSearches()
        found = await info.context.ask(offer_searches.LIST_OFFER_SEARCHES, asked)
        return [OfferSearch.of(one) for one in found]

    @strawberry.field(description="The newest offers that fit a saved search.")
    async def offer_feed(self, info: Info, token: str) -> list[Offer]:
        asked = offer_searches.ReadOfferFeed(token=token)
        found = await info.context.ask(offer_searches.READ_OFFER_FEED, asked)
        return [Offer.of(one) for one in found.offers]

    @strawberry.field(description="What the saved search of a feed is called.")
    async def offer_feed_name(self, info: Info, token: str) -> str:
        asked = offer_searches.ReadOfferFeed(token=token)
        return (await info.context.ask(offer_searches.READ_OFFER_FEED, asked)).name


_offer_search = passing(OfferSearchPayload)


@strawberry.type
class OfferSearching:
    save_offer_search = _offer_search(
        offer_searches.SAVE_OFFER_SEARCH,
        SaveOfferSearchInput,
        "Keep a search for offers, and be told of what it finds.",
    )
    change_offer_search = _offer_search(
        offer_searches.CHANGE_OFFER_SEARCH,
        ChangeOfferSearchInput,
        "Its name, who sees it, or the address of its feed.",
    )

    @strawberry.mutation(description="Be told no more.")
    async def delete_offer_search(
        self,
        info: Info,
        input: DeleteOfferSearchInput,  # noqa: A002 -- likewise
    ) -> DeleteOfferSearchPayload:
        asked = request_of(offer_searches.DeleteOfferSearch, input)
        found = await info.context.ask(offer_searches.DELETE_OFFER_SEARCH, asked)
        return DeleteOfferSearchPayload(id=strawberry.ID(str(found.id)))
