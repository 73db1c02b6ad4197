"""Searches that a person keeps: they are told once of each new challenge that fits one."""

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
from contracts.challenges import Challenge, ChallengeState, ListChallenges
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound, Unauthenticated
from contracts.prefectures import PREFECTURES
from contracts.saved_searches import (
    DELETE_SEARCH,
    MOST,
    RENAME_SEARCH,
    RENEW_FEED,
    SAVE_SEARCH,
    SEARCH_FOUND,
    SHARE_SEARCH,
    Deleted,
    DeleteSearch,
    Feed,
    ListSearches,
    ReadFeed,
    RenameSearch,
    RenewFeed,
    SavedSearch,
    SaveSearch,
    SearchFound,
    ShareSearch,
)
from contracts.wire import Actor
from services.challenges.deps import Deps
from services.challenges.store import challenges, searches

TOLD_AT_ONCE = 500
"""Subscribers in one event."""
IN_FEED = 50


def subscriber(actor: Actor | None) -> Actor:
    """Who saves searches. Raises ``Unauthenticated`` or ``Forbidden``."""
    if actor is None:
        raise Unauthenticated("sign in first")
    if actor.organization is None:
        raise Forbidden("only who acts for an organization is told of challenges")
    return actor


def check(asked: SaveSearch) -> None:
    """Raises ``Invalid`` for one without a name that shows, or that finds everything."""
    problems = []
    if not asked.name.strip():
        problems.append(FieldProblem("name", "required"))
    chosen = (asked.prefecture, asked.direction, asked.budget_stage, asked.tag)
    if not patterns(asked.search) and not any(chosen):
        problems.append(FieldProblem("search", "required"))
    if asked.prefecture is not None and asked.prefecture not in PREFECTURES:
        problems.append(FieldProblem("prefecture", "unknown_prefecture"))
    if problems:
        raise Invalid("the search cannot be saved", fields=tuple(problems))


async def save_search(deps: Deps, asked: Asked[SaveSearch]) -> SavedSearch:
    """Twenty at most; the same id again is the one that is there."""
    actor, request = subscriber(asked.actor), asked.request
    check(request)

    async def change(transaction: Runner) -> SavedSearch:
        count = await searches.how_many(transaction, actor.person)
        if found := await searches.one(transaction, request.id, actor.person):
            return found
        if count >= MOST:
            raise Invalid("too many", fields=(FieldProblem("name", "too_many", MOST),))
        words = patterns(request.search)
        await searches.insert(transaction, request, actor, words, _token())
        found = await searches.one(transaction, request.id, actor.person)
        if found is None:
            raise Conflict("this id is already in use")
        return found

    return await once(deps.database, SAVE_SEARCH, asked, change)


async def rename_search(deps: Deps, asked: Asked[RenameSearch]) -> SavedSearch:
    actor, request = subscriber(asked.actor), asked.request
    if not request.name.strip():
        raise Invalid("no name", fields=(FieldProblem("name", "required"),))

    async def change(transaction: Runner) -> SavedSearch:
        await searches.rename(transaction, request, actor.person)
        return await _own(transaction, request.id, actor)

    return await once(deps.database, RENAME_SEARCH, asked, change)


async def share_search(deps: Deps, asked: Asked[ShareSearch]) -> SavedSearch:
    actor, request = subscriber(asked.actor), asked.request

    async def change(transaction: Runner) -> SavedSearch:
        await searches.share(transaction, request, actor.person)
        return await _own(transaction, request.id, actor)

    return await once(deps.database, SHARE_SEARCH, asked, change)


async def renew_feed(deps: Deps, asked: Asked[RenewFeed]) -> SavedSearch:
    actor, request = subscriber(asked.actor), asked.request

    async def change(transaction: Runner) -> SavedSearch:
        await searches.renew(transaction, request.id, actor.person, _token())
        return await _own(transaction, request.id, actor)

    return await once(deps.database, RENEW_FEED, asked, change)


async def delete_search(deps: Deps, asked: Asked[DeleteSearch]) -> Deleted:
    actor, request = subscriber(asked.actor), asked.request

    async def change(transaction: Runner) -> Deleted:
        await _own(transaction, request.id, actor)
        await searches.delete(transaction, request.id, actor.person)
        return Deleted(id=request.id)

    return await once(deps.database, DELETE_SEARCH, asked, change)


async def list_searches(deps: Deps, asked: Asked[ListSearches]) -> tuple[SavedSearch, ...]:
    return await searches.seen(deps.database, subscriber(asked.actor))


async def read_feed(deps: Deps, asked: Asked[ReadFeed]) -> Feed:
    """As the list shows them to a visitor, whoever asks."""
    saved = await searches.by_token(deps.database, asked.request.token)
    if saved is None:
        raise NotFound("no such feed")
    wanted = ListChallenges(
        first=IN_FEED,
        prefecture=saved.prefecture,
        state=ChallengeState.OPEN,
        direction=saved.direction,
        budget_stage=saved.budget_stage,
        tag=saved.tag,
    )
    found = await challenges.page(deps.database, wanted, patterns(saved.search), None)
    return Feed(challenges=found[:IN_FEED], name=saved.name)


async def tell_subscribers(_: Deps, told: Told[Challenge]) -> None:
    """Once of each challenge, when it is published."""
    found = told.payload
    waiting = iter(await searches.subscribers(told.transaction, found.id))
    while some := tuple(islice(waiting, TOLD_AT_ONCE)):
        news = SearchFound(
            challenge_id=found.id,
            title=found.title,
            organization_name=found.organization_name,
            subscribers=some,
        )
        await tell(told.transaction, SEARCH_FOUND, news)


async def _own(transaction: Runner, search_id: UUID, actor: Actor) -> SavedSearch:
    found = await searches.one(transaction, search_id, actor.person)
    if found is None:
        raise NotFound("no such search")
    return found


def _token() -> str:
    return secrets.token_urlsafe(32)
