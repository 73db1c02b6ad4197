"""Pages of lists: a request with its filters in, a connection out. ``of`` makes the nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, TypeVar
from uuid import UUID

import msgspec
import strawberry

from contracts import challenges, matching, notify, profiles
from contracts.matching_events import GET_EVENTS, GetEvents
from contracts.wire import After, Method
from gateway.context import must
from gateway.schema.connections import Connection, Info, check_first, connect, scope, uuid_of

T = TypeVar("T")


def _scope(name: str, asked: msgspec.Struct) -> str:
    """The list with all its filters, but not the place in it."""
    filters = msgspec.to_builtins(asked)
    return scope(name, **{k: v for k, v in filters.items() if k not in {"first", "after"}})


async def page_of(
    info: Info, name: str, method: Method[Any, Any], asked: Any, first: int, after: str | None
) -> tuple[Any, Callable[[After], str]]:
    """The service's page, and what seals a place in this list."""
    where = _scope(name, asked)
    place = info.context.cursors.open(where, after, After)
    request = msgspec.structs.replace(asked, first=check_first(first), after=place)
    page = await info.context.ask(method, request)
    return page, lambda place: info.context.cursors.seal(where, place)


async def list_challenges(
    info: Info,
    asked: challenges.ListChallenges,
    first: int,
    after: str | None,
    of: Callable[[challenges.Challenge], T],
) -> Connection[T]:
    page, seal = await page_of(info, "challenges", challenges.LIST_CHALLENGES, asked, first, after)
    found: tuple[challenges.Challenge, ...] = page.challenges
    places = [seal(After(id=c.id, at=c.published_at or c.created_at)) for c in found]
    nodes = [of(record) for record in found]
    return connect(nodes, places, more=page.more, after=after, total=page.total)


async def list_offers(
    info: Info,
    asked: profiles.ListOffers,
    first: int,
    after: str | None,
    of: Callable[[profiles.Offer], T],
) -> Connection[T]:
    page, seal = await page_of(info, "offers", profiles.LIST_OFFERS, asked, first, after)
    found: tuple[profiles.Offer, ...] = page.offers
    places = [seal(After(id=offer.id, at=offer.published_at)) for offer in found]
    nodes = [of(record) for record in found]
    return connect(nodes, places, more=page.more, after=after, total=page.total)


async def list_organizations(
    info: Info,
    asked: profiles.ListOrganizations,
    first: int,
    after: str | None,
    of: Callable[[profiles.Organization], T],
) -> Connection[T]:
    page, seal = await page_of(
        info, "organizations", profiles.LIST_ORGANIZATIONS, asked, first, after
    )
    rows = zip(page.organizations, page.keys, strict=True)
    places = [seal(After(id=record.id, key=key)) for record, key in rows]
    nodes = [of(record) for record in page.organizations]
    return connect(nodes, places, more=page.more, after=after, total=page.total)


async def list_municipalities(
    info: Info,
    asked: profiles.ListMunicipalities,
    first: int,
    after: str | None,
    of: Callable[[profiles.Municipality], T],
) -> Connection[T]:
    page, seal = await page_of(
        info, "municipalities", profiles.LIST_MUNICIPALITIES, asked, first, after
    )
    rows = zip(page.municipalities, page.keys, strict=True)
    places = [seal(After(id=record.id, key=key)) for record, key in rows]
    nodes = [of(record) for record in page.municipalities]
    return connect(nodes, places, more=page.more, after=after, total=page.total)


async def list_notifications(
    info: Info, first: int, after: str | None, of: Callable[[notify.Notification], T]
) -> Connection[T]:
    page, seal = await page_of(
        info,
        "notifications",
        notify.LIST_NOTIFICATIONS,
        notify.ListNotifications(),
        first,
        after,
    )
    found: tuple[notify.Notification, ...] = page.notifications
    places = [seal(After(id=record.id, at=record.created_at)) for record in found]
    nodes = [of(record) for record in found]
    return connect(nodes, places, more=page.more, after=after, total=page.total)


async def list_similar(
    info: Info, asked: matching.SimilarChallenges, first: int
) -> tuple[matching.SimilarChallenge, ...]:
    """A short list without pages. Raises ``Invalid``."""
    request = msgspec.structs.replace(asked, first=check_first(first))
    found: tuple[matching.SimilarChallenge, ...] = await info.context.ask(
        matching.SIMILAR_CHALLENGES, request
    )
    return found


def asked_for(fields: Iterable[Any]) -> frozenset[str]:
    """Names of all fields that a question has, however deep; what costs is done if it is asked."""
    found: set[str] = set()
    for field in fields:
        found |= {getattr(field, "name", "")} | asked_for(field.selections)
    return frozenset(found)


EventArgument = Annotated[
    strawberry.ID | None, strawberry.argument(description="Whose strengths hold, if any were set.")
]


async def event_of(info: Info, given: str | None) -> UUID | None:
    """An event that whoever asks may see. Raises ``NotFound``."""
    if given is None:
        return None
    key = uuid_of(given, "event")
    events = await info.context.ask(GET_EVENTS, GetEvents(ids=(key,)))
    must(events[0] if events else None, "event")
    return key


async def list_matches(
    info: Info,
    method: Method[Any, matching.MatchPage],
    asked: Any,
    first: int,
    after: str | None,
    of: Callable[[matching.Match], T],
) -> Connection[T]:
    """Matches have ranks, so the place in the list is the rank of the last one seen."""
    where = _scope("matches", asked)
    rank = info.context.cursors.open(where, after, int) or 0
    deep = bool(asked_for(info.selected_fields) & {"changes", "standing"})
    request = msgspec.structs.replace(
        asked, first=check_first(first), after_rank=rank, with_changes=deep
    )
    page = await info.context.ask(method, request)
    places = [info.context.cursors.seal(where, record.rank) for record in page.matches]
    nodes = [of(record) for record in page.matches]
    return connect(nodes, places, more=page.more, after=after, total=page.total)
