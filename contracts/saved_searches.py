"""Public face of the challenges service: searches that a person keeps, and what they find."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.challenges import BudgetStage, Challenge, Direction, Tag
from contracts.profiles import Prefecture
from contracts.wire import Event, Key, Method, SearchText

SearchName = Annotated[str, Meta(min_length=1, max_length=60)]
FeedToken = Annotated[str, Meta(min_length=20, max_length=64)]

MOST = 20
"""Saved searches of one person."""


class SavedSearch(Struct, frozen=True, kw_only=True):
    """A person's own; with ``shared`` the people of the organization they saved it for see it."""

    id: UUID
    name: str
    search: str = ""
    prefecture: str | None = None
    direction: Direction | None = None
    budget_stage: BudgetStage | None = None
    tag: str | None = None
    feed_token: str
    """Whoever has it reads the open challenges that fit, which everybody may, and no more."""
    created_at: datetime
    shared: bool = False
    is_own: bool = True
    """To whoever asks: theirs to change, and they are told of what it finds."""


class SaveSearch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At least one filter. The same ``id`` sent twice is saved once."""

    id: UUID
    name: SearchName
    search: SearchText = ""
    prefecture: Prefecture | None = None
    direction: Direction | None = None
    budget_stage: BudgetStage | None = None
    tag: Tag | None = None
    shared: bool = False
    idempotency_key: Key | None = None


class ShareSearch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether the people of the organization that it was saved for see it."""

    id: UUID
    shared: bool
    idempotency_key: Key | None = None


class RenameSearch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    name: SearchName
    idempotency_key: Key | None = None


class RenewFeed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new address for its feed; the old one leads nowhere from now on."""

    id: UUID
    idempotency_key: Key | None = None


class DeleteSearch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    idempotency_key: Key | None = None


class Deleted(Struct, frozen=True, kw_only=True):
    id: UUID


class ListSearches(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The actor's own, newest first; then what others share with their organization."""


class ReadFeed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The newest open challenges that fit a saved search, for who knows its token."""

    token: FeedToken


class Feed(Struct, frozen=True, kw_only=True):
    """Not whose it is."""

    challenges: tuple[Challenge, ...]
    name: str = ""
    """Of the search: what a feed reader calls it by."""


class Subscriber(Struct, frozen=True, kw_only=True):
    person_id: UUID
    organization_id: UUID
    """That they acted for when they saved it."""


class SearchFound(Struct, frozen=True, kw_only=True):
    """A new challenge fits what these people look for; each is named once."""

    challenge_id: UUID
    title: str
    organization_name: str
    subscribers: tuple[Subscriber, ...]


SAVE_SEARCH = Method("rpc.challenges.v1.search.save", SaveSearch, SavedSearch)
SHARE_SEARCH = Method("rpc.challenges.v1.search.share", ShareSearch, SavedSearch)
RENAME_SEARCH = Method("rpc.challenges.v1.search.rename", RenameSearch, SavedSearch)
RENEW_FEED = Method("rpc.challenges.v1.search.renew_feed", RenewFeed, SavedSearch)
DELETE_SEARCH = Method("rpc.challenges.v1.search.delete", DeleteSearch, Deleted)
LIST_SEARCHES = Method(
    "rpc.challenges.v1.search.list", ListSearches, tuple[SavedSearch, ...], safe=True
)
READ_FEED = Method("rpc.challenges.v1.search.read_feed", ReadFeed, Feed, safe=True)

SEARCH_FOUND = Event("event.challenges.v1.search.found", SearchFound)
