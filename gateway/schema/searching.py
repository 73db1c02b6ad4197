"""Searches that the viewer keeps, and the feed of one for who knows its token."""

from __future__ import annotations

from datetime import datetime

import strawberry

from contracts import saved_searches
from gateway.schema import words
from gateway.schema.connections import Info, new_id
from gateway.schema.nouns import Challenge
from gateway.schema.passing import passing


@strawberry.type(description="What one looks for; one is told once of each new challenge.")
class SavedSearch:
    id: strawberry.ID
    name: str
    search: str
    prefecture: str | None
    direction: words.Direction | None
    budget_stage: words.BudgetStage | None
    tag: str | None
    feed_token: str = strawberry.field(description="Opens its feed at /feeds/{token}.")
    created_at: datetime
    shared: bool = strawberry.field(description="Whether one's organization sees it.")
    is_own: bool = strawberry.field(description="Else a colleague's, who alone changes it.")

    @classmethod
    def of(cls, record: saved_searches.SavedSearch) -> SavedSearch:
        return cls(
            id=strawberry.ID(str(record.id)),
            name=record.name,
            search=record.search,
            prefecture=record.prefecture,
            direction=record.direction,
            budget_stage=record.budget_stage,
            tag=record.tag,
            feed_token=record.feed_token,
            created_at=record.created_at,
            shared=record.shared,
            is_own=record.is_own,
        )


@strawberry.input(description="At least one filter.")
class SaveSearchInput:
    id: strawberry.ID
    name: str
    search: str = ""
    prefecture: str | None = None
    direction: words.Direction | None = None
    budget_stage: words.BudgetStage | None = None
    tag: str | None = None
    shared: bool = False
    idempotency_key: str | None = None


@strawberry.input
class ShareSearchInput:
    id: strawberry.ID
    shared: bool
    idempotency_key: str | None = None


@strawberry.input
class RenameSearchInput:
    id: strawberry.ID
    name: str
    idempotency_key: str | None = None


@strawberry.input
class RenewFeedInput:
    id: strawberry.ID
    idempotency_key: str | None = None


@strawberry.input
class DeleteSearchInput:
    id: strawberry.ID
    idempotency_key: str | None = None


@strawberry.type
class SavedSearchPayload:
    saved_search: SavedSearch

    @classmethod
    def of(cls, record: saved_searches.SavedSearch) -> SavedSearchPayload:
        return cls(saved_search=SavedSearch.of(record))


@strawberry.type
class DeleteSearchPayload:
    id: strawberry.ID


@strawberry.type
class SearchQuestions:
    @strawberry.field(description="The viewer's own, newest first; then what colleagues share.")
    async def saved_searches(self, info: Info) -> list[SavedSearch]:
        asked = saved_searches.ListSearches()
        found = await info.context.ask(saved_searches.LIST_SEARCHES, asked)
        return [SavedSearch.of(one) for one in found]

    @strawberry.field(description="The newest open challenges that fit a saved search.")
    async def search_feed(self, info: Info, token: str) -> list[Challenge]:
        asked = saved_searches.ReadFeed(token=token)
        found = await info.context.ask(saved_searches.READ_FEED, asked)
        return [Challenge.of(one) for one in found.challenges]

    @strawberry.field(description="What the saved search of a feed is called.")
    async def search_feed_name(self, info: Info, token: str) -> str:
        asked = saved_searches.ReadFeed(token=token)
        return (await info.context.ask(saved_searches.READ_FEED, asked)).name


_saved_search = passing(SavedSearchPayload)


@strawberry.type
class Searching:
    save_search = _saved_search(
        saved_searches.SAVE_SEARCH,
        SaveSearchInput,
        "Keep a search, and be told of what it finds from now on.",
    )
    rename_search = _saved_search(
        saved_searches.RENAME_SEARCH, RenameSearchInput, "Call it something else."
    )
    share_search = _saved_search(
        saved_searches.SHARE_SEARCH, ShareSearchInput, "Let one's organization see it, or no more."
    )
    renew_feed = _saved_search(
        saved_searches.RENEW_FEED, RenewFeedInput, "A new address for its feed; the old one ends."
    )

    @strawberry.mutation(description="Be told no more.")
    async def delete_search(
        self,
        info: Info,
        input: DeleteSearchInput,  # noqa: A002 -- Relay's word
    ) -> DeleteSearchPayload:
        asked = saved_searches.DeleteSearch(
            id=new_id(str(input.id)), idempotency_key=input.idempotency_key
        )
        found = await info.context.ask(saved_searches.DELETE_SEARCH, asked)
        return DeleteSearchPayload(id=strawberry.ID(str(found.id)))
