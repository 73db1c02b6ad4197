"""Public face of the profiles service: searches for offers that a person keeps."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from contracts.profiles import CostBand, Offer, OrganizationKind, Prefecture, Tag
from contracts.saved_searches import FeedToken, SearchName, Subscriber
from contracts.wire import Event, Key, Method, SearchText


class OfferSearch(Struct, frozen=True, kw_only=True):
    """A person's own; with ``shared`` the people of the organization they saved it for see it."""

    id: UUID
    name: str
    search: str = ""
    prefecture: str | None = None
    tag: str | None = None
    cost: CostBand | None = None
    kind: OrganizationKind | None = None
    before_budget: bool | None = None
    feed_token: str
    """Whoever has it reads the offers that fit, which everybody may, and no more."""
    created_at: datetime
    shared: bool = False
    is_own: bool = True
    """To whoever asks: theirs to change, and they are told of what it finds."""


class SaveOfferSearch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At least one filter. The same ``id`` sent twice is saved once."""

    id: UUID
    name: SearchName
    search: SearchText = ""
    prefecture: Prefecture | None = None
    tag: Tag | None = None
    cost: CostBand | None = None
    kind: OrganizationKind | None = None
    before_budget: bool | None = None
    shared: bool = False
    idempotency_key: Key | None = None


class ChangeOfferSearch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is not said stays."""

    id: UUID
    name: SearchName | None = None
    shared: bool | None = None
    renew_feed: bool = False
    """A new address for its feed; the old one leads nowhere from now on."""
    idempotency_key: Key | None = None


class DeleteOfferSearch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    idempotency_key: Key | None = None


class OfferSearchDeleted(Struct, frozen=True, kw_only=True):
    id: UUID


class ListOfferSearches(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The actor's own, newest first; then what others share with their organization."""


class ReadOfferFeed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The newest offers that fit a saved search, for who knows its token."""

    token: FeedToken


class OfferFeed(Struct, frozen=True, kw_only=True):
    """Not whose it is."""

    offers: tuple[Offer, ...]
    name: str = ""
    """Of the search: what a feed reader calls it by."""


class OfferFound(Struct, frozen=True, kw_only=True):
    """A new offer fits what these people look for; each is named once."""

    offer_id: UUID
    title: str
    organization_name: str
    subscribers: tuple[Subscriber, ...]


SAVE_OFFER_SEARCH = Method("rpc.profiles.v1.offer_search.save", SaveOfferSearch, OfferSearch)
CHANGE_OFFER_SEARCH = Method("rpc.profiles.v1.offer_search.change", ChangeOfferSearch, OfferSearch)
DELETE_OFFER_SEARCH = Method(
    "rpc.profiles.v1.offer_search.delete", DeleteOfferSearch, OfferSearchDeleted
)
LIST_OFFER_SEARCHES = Method(
    "rpc.profiles.v1.offer_search.list", ListOfferSearches, tuple[OfferSearch, ...], safe=True
)
READ_OFFER_FEED = Method(
    "rpc.profiles.v1.offer_search.read_feed", ReadOfferFeed, OfferFeed, safe=True
)

OFFER_FOUND = Event("event.profiles.v1.offer.found", OfferFound)
