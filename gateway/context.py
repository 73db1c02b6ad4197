"""What one web request carries to its resolvers and pages."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol, TypeVar
from uuid import UUID

from litestar import Request
from litestar.datastructures import Cookie
from litestar.datastructures.state import State
from strawberry.dataloader import DataLoader

from chassis.calls import Bus
from contracts import challenges, profiles
from contracts.faults import NotFound
from contracts.recording import NOWHERE, Origin
from contracts.wire import Actor, Method
from gateway.acting import acting_cookie, is_stale
from gateway.cursors import Cursors
from gateway.limits import network
from gateway.sessions import Who, browser_name, is_https, who
from gateway.settings import GatewaySettings


class Known(Protocol):
    @property
    def id(self) -> UUID: ...


R = TypeVar("R", bound=Known)
K = TypeVar("K")
T = TypeVar("T")
LONGEST_BROWSER = 100  # characters
AT_ONCE = 16
"""Questions that one request may have open: a service takes 64 from everybody and refuses more."""


class Loader(DataLoader[K, T]):
    """Whoever stops waiting for a record leaves it to the others who wait for the same one.

    A field that fails cancels its neighbours; what they share with the rest of the document
    would be cancelled with them, and the whole request with it.
    """

    def load(self, key: K) -> Awaitable[T]:
        return asyncio.shield(super().load(key))


class Loaders:
    """One set per request: ids asked for in the same tick go out as one call."""

    def __init__(self, bus: Bus, actor: Actor | None) -> None:
        self.challenge = _loader(bus, actor, challenges.GET_CHALLENGES, challenges.GetChallenges)
        self.offer = _loader(bus, actor, profiles.GET_OFFERS, profiles.GetOffers)
        self.organization = _loader(
            bus, actor, profiles.GET_ORGANIZATIONS, profiles.GetOrganizations
        )
        self.municipality = _loader(
            bus, actor, profiles.GET_MUNICIPALITIES, profiles.GetMunicipalities
        )
        self.person = _loader(bus, actor, profiles.GET_PEOPLE, profiles.GetPeople)


def _loader(
    bus: Bus, actor: Actor | None, method: Method[Any, tuple[R, ...]], request: Callable[..., Any]
) -> Loader[UUID, R | None]:
    """Records by id; none for what is not there or not to be seen."""

    async def load(ids: list[UUID]) -> Sequence[R | None]:
        found = await bus.call(method, request(ids=tuple(ids)), actor)
        by_id = {record.id: record for record in found}
        return [by_id.get(wanted) for wanted in ids]

    return Loader(load, max_batch_size=100)


@dataclass(slots=True)
class Context:
    """``cookies`` are set on the answer, whatever it is."""

    bus: Bus
    settings: GatewaySettings
    who: Who
    cursors: Cursors
    loaders: Loaders
    address: str = ""
    """Of who asks, for limits; what a header claims only where a trusted proxy wrote it."""
    origin: Origin = NOWHERE
    """From where somebody asks, for the record."""
    cookies: list[Cookie] = field(default_factory=list)
    browser: str = ""
    """What the browser was given when somebody signed in with it before."""
    limit_sign_in: Callable[[str], None] = lambda _: None
    charge: Callable[[float], None] = lambda _: None
    """Count more than one request for what is dear. Raises ``Refused`` 429."""
    refused: list[str] = field(default_factory=list)
    """Places that a role was refused at, to be recorded: ``refusals.note``."""
    limit: asyncio.Timeout | None = None
    """When the operation that runs has to be done."""
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    @property
    def actor(self) -> Actor | None:
        return self.who.actor

    async def ask(self, method: Method[Any, Any], request: Any) -> Any:
        """Ask a service on behalf of whoever asks us, ``AT_ONCE`` questions at a time.

        What may take longer than operations usually do (a timetable) has that time.
        """
        async with self._turns:
            within = self.settings.patience * method.deadline
            if self.limit is not None and within > self.settings.operation_seconds:
                self.limit.reschedule(asyncio.get_running_loop().time() + within)
            # A visitor who only looks leaves no trace, so nothing has to be signed for them.
            traced = self.who.token or not method.safe
            return await self.bus.call(method, request, self.actor, self.origin if traced else None)


async def open_context(request: Request[None, None, State]) -> Context:
    """Litestar dependency ``context``: one per request."""
    state = request.app.state
    found = await who(request, state.bus, state.settings)
    address = network(request.client.host) if request.client else ""
    stale = found.session if is_stale(request, found.session) else None
    return Context(
        bus=state.bus,
        settings=state.settings,
        who=found,
        cookies=[acting_cookie(stale, None, secure=is_https(state.settings))] if stale else [],
        cursors=Cursors(state.secret, found.key),
        loaders=Loaders(state.bus, found.actor),
        address=address,
        origin=origin_of(request),
        browser=request.cookies.get(browser_name(state.settings), "")[:LONGEST_BROWSER],
        limit_sign_in=state.sign_ins.take,
        charge=partial(state.requests.take, f"{found.key} {address}"),
    )


def origin_of(request: Request[None, None, State]) -> Origin:
    """The peer and what it calls itself, cut to what can be kept."""
    named = request.headers.get("user-agent", "")
    agent = "".join(character for character in named if character.isprintable())
    peer = request.client.host if request.client else ""
    return Origin(address=peer[:100], user_agent=agent[:200])


N = TypeVar("N")


def must(found: N | None, what: str) -> N:
    """What is there. Raises ``NotFound`` in the same words for all that is not."""
    if found is None:
        raise NotFound(f"no such {what}")
    return found
