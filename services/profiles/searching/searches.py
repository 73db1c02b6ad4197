"""Searches for offers, kept, changed and told of, as those for challenges are."""

from __future__ import annotations

import secrets
from itertools import islice
from uuid import UUID

from chassis.calls import Asked
from chassis.events import Told
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.texts import patterns
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound, Unauthenticated
from contracts.offer_searches import (
    CHANGE_OFFER_SEARCH,
    DELETE_OFFER_SEARCH,
    OFFER_FOUND,
    SAVE_OFFER_SEARCH,
    ChangeOfferSearch,
    DeleteOfferSearch,
    ListOfferSearches,
    OfferFeed,
    OfferFound,
    OfferSearch,
    OfferSearchDeleted,
    ReadOfferFeed,
    SaveOfferSearch,
)
from contracts.prefectures import PREFECTURES
from contracts.profiles import ListOffers, Offer
from contracts.saved_searches import MOST
from contracts.wire import Actor
from services.profiles.deps import Deps
from services.profiles.store import offer_searches, offers

TOLD_AT_ONCE = 500
"""Subscribers in one event."""
IN_FEED = 50


def _subscriber(actor: Actor | None) -> Actor:
    """Who saves searches. Raises ``Unauthenticated`` or ``Forbidden``."""
    if actor is None:
        raise Unauthenticated("sign in first")
    if actor.organization is None:
        raise Forbidden("only who acts for an organization is told of offers")
    return actor


def _check(asked: SaveOfferSearch) -> None:
    """Raises ``Invalid`` for one without a name that shows, or that finds everything."""
    problems = []
    if not asked.name.strip():
        problems.append(FieldProblem("name", "required"))
    chosen = (asked.prefecture, asked.tag, asked.cost, asked.kind)
    if not patterns(asked.search) and not any(chosen) and asked.before_budget is None:
        problems.append(FieldProblem("search", "required"))
    if asked.prefecture is not None and asked.prefecture not in PREFECTURES:
        problems.append(FieldProblem("prefecture", "unknown_prefecture"))
    if problems:
        raise Invalid("the search cannot be saved", fields=tuple(problems))


async def save_search(deps: Deps, asked: Asked[SaveOfferSearch]) -> OfferSearch:
    """Twenty at most; the same id again is the one that is there."""
    actor, request = _subscriber(asked.actor), asked.request
    _check(request)

    async def change(transaction: Runner) -> OfferSearch:
        count = await offer_searches.how_many(transaction, actor.person)
        if found := await offer_searches.one(transaction, request.id, actor.person):
            return found
        if count >= MOST:
            raise Invalid("too many", fields=(FieldProblem("name", "too_many", MOST),))
        words = patterns(request.search)
        await offer_searches.insert(transaction, request, actor, words, _token())
        found = await offer_searches.one(transaction, request.id, actor.person)
        if found is None:
            raise Conflict("this id is already in use")
        return found

    return await once(deps.database, SAVE_OFFER_SEARCH, asked, change)


async def change_search(deps: Deps, asked: Asked[ChangeOfferSearch]) -> OfferSearch:
    actor, request = _subscriber(asked.actor), asked.request
    if request.name is not None and not request.name.strip():
        raise Invalid("no name", fields=(FieldProblem("name", "required"),))

    async def change(transaction: Runner) -> OfferSearch:
        token = _token() if request.renew_feed else None
        await offer_searches.change(transaction, request, actor.person, token)
        return await _own(transaction, request.id, actor)

    return await once(deps.database, CHANGE_OFFER_SEARCH, asked, change)


async def delete_search(deps: Deps, asked: Asked[DeleteOfferSearch]) -> OfferSearchDeleted:
    actor, request = _subscriber(asked.actor), asked.request

    async def change(transaction: Runner) -> OfferSearchDeleted:
        await _own(transaction, request.id, actor)
        await offer_searches.delete(transaction, request.id, actor.person)
        return OfferSearchDeleted(id=request.id)

    return await once(deps.database, DELETE_OFFER_SEARCH, asked, change)


async def list_searches(deps: Deps, asked: Asked[ListOfferSearches]) -> tuple[OfferSearch, ...]:
    return await offer_searches.seen(deps.database, _subscriber(asked.actor))


async def read_feed(deps: Deps, asked: Asked[ReadOfferFeed]) -> OfferFeed:
    """As the list shows them to a visitor, whoever asks."""
    saved = await offer_searches.by_token(deps.database, asked.request.token)
    if saved is None:
        raise NotFound("no such feed")
    wanted = ListOffers(
        first=IN_FEED,
        prefecture=saved.prefecture,
        tag=saved.tag,
        cost=saved.cost,
        kind=saved.kind,
        before_budget=saved.before_budget,
    )
    found = await offers.page(deps.database, wanted, patterns(saved.search))
    return OfferFeed(offers=found[:IN_FEED], name=saved.name)


async def tell_subscribers(_: Deps, told: Told[Offer]) -> None:
    """Once of each offer, when it is published."""
    found = told.payload
    waiting = iter(await offer_searches.subscribers(told.transaction, found.id))
    while some := tuple(islice(waiting, TOLD_AT_ONCE)):
        news = OfferFound(
            offer_id=found.id,
            title=found.title,
            organization_name=found.organization_name,
            subscribers=some,
        )
        await tell(told.transaction, OFFER_FOUND, news)


async def _own(transaction: Runner, search_id: UUID, actor: Actor) -> OfferSearch:
    found = await offer_searches.one(transaction, search_id, actor.person)
    if found is None:
        raise NotFound("no such search")
    return found


def _token() -> str:
    return secrets.token_urlsafe(32)
