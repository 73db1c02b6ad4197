"""Questions and answers over NATS: ``Bus`` asks, ``Desk`` answers.

We keep to the NATS service protocol (ADR-32: queue groups, error headers), yet
not to ``nats.micro`` of nats-py 2.16, which answers one request at a time per
endpoint, cancels a request in flight when it stops, and sends the text of an
unexpected exception to the asker.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec
import nats.errors

from chassis import checking, traces
from chassis.actors import Claim, Listener, Speaker
from chassis.postgres import fault_of
from contracts.faults import Fault, FaultBody, Internal, Unavailable, from_body
from contracts.recording import NOWHERE, Origin
from contracts.rights import check_right, check_step_up
from contracts.wire import Actor, Method

if TYPE_CHECKING:
    from nats.aio.client import Client
    from nats.aio.msg import Msg
    from nats.aio.subscription import Subscription

log = logging.getLogger(__name__)

Q = TypeVar("Q")
A = TypeVar("A")
D = TypeVar("D")

ACTOR = "Actor"
DEADLINE = "Deadline"  # unix time, seconds
LONGEST = 86_400.0  # seconds; who says they wait for longer is mistaken
ERROR, ERROR_CODE = "Nats-Service-Error", "Nats-Service-Error-Code"
ASKERS_INBOX = re.compile(r"^_INBOX_[a-z]+\.")


class Bus:
    """Asks other services. One per process; safe to share between tasks."""

    def __init__(self, nc: Client, speaker: Speaker | None = None, patience: float = 1.0) -> None:
        """``patience``: how many times a method's own deadline its answer is waited for."""
        self._nc = nc
        self._speaker = speaker
        self._patience = patience

    async def call(
        self,
        method: Method[Q, A],
        request: Q,
        actor: Actor | None = None,
        origin: Origin | None = None,
    ) -> A:
        """Ask and wait for the answer, ``method.deadline`` seconds times ``patience`` at most.

        ``origin``: from where the actor, or a visitor, asks; for the record. Raises the
        ``Fault`` the service raised, or ``Unavailable`` when nobody listens or nobody
        answered in time.
        """
        within = self._patience * method.deadline
        headers = {
            DEADLINE: f"{time.time() + within:.3f}",
            traces.HEADER: traces.current(),
        }
        if (actor or origin) and self._speaker is not None:
            headers[ACTOR] = self._speaker.sign(actor, method.subject, origin)
        data = msgspec.json.encode(request)
        try:
            reply = await self._nc.request(method.subject, data, within, headers=headers)
        except nats.errors.NoRespondersError:
            raise Unavailable(f"nobody answers {method.subject}", retry_after=5) from None
        except (nats.errors.TimeoutError, nats.errors.ConnectionClosedError):
            raise Unavailable(f"{method.subject} took too long", retry_after=1) from None
        except nats.errors.MaxPayloadError:
            raise Unavailable("the request is too large for the bus") from None
        except nats.errors.Error as error:  # as when its buffer is full while it is away
            raise Unavailable(f"the bus is not there ({error})", retry_after=1) from None
        if reply.headers and ERROR_CODE in reply.headers:
            raise from_body(msgspec.json.decode(reply.data, type=FaultBody))
        return msgspec.json.decode(reply.data, type=method.answer)


@dataclass(frozen=True, slots=True)
class Asked(Generic[Q]):
    """One request as a handler sees it."""

    request: Q
    actor: Actor | None
    operation: str
    """The subject that was asked."""
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that was answered with a fault, and what was known of who asked."""

    method: Method[Any, Any]
    fault: Fault
    claim: Claim | None
    asked: Asked[Any] | None
    """None when it was not even read."""
    speaks: bool
    """Whether it came with a claim, which may have been forged."""


@dataclass(frozen=True, slots=True)
class Endpoint(Generic[D]):
    """A method and the handler that answers it, checked against each other."""

    method: Method[Any, Any]
    handler: Callable[[D, Asked[Any]], Awaitable[Any]]


def endpoint(method: Method[Q, A], handler: Callable[[D, Asked[Q]], Awaitable[A]]) -> Endpoint[D]:
    """Bind ``handler`` to ``method``; a mismatch is a type error, not a surprise."""
    return Endpoint(method, handler)


class Desk(Generic[D]):
    """Answers the endpoints of one service, up to ``limit`` requests at once.

    A request over the limit is refused at once with ``Unavailable`` rather than
    queued: the asker learns it while there is still time to do something else.
    """

    def __init__(
        self,
        nc: Client,
        service: str,
        deps: D,
        endpoints: list[Endpoint[D]],
        listener: Listener,
        limit: int = 64,
        refused: Callable[[Refusal], Awaitable[None]] | None = None,
    ) -> None:
        """``refused`` hears of each fault, after its asker. It must not raise."""
        self._nc = nc
        self._service = service
        self._deps = deps
        self._endpoints = endpoints
        self._listener = listener
        self._limit = limit
        self._refused = refused
        self._open: set[asyncio.Task[None]] = set()
        self._subscriptions: list[Subscription] = []

    async def start(self) -> None:
        for point in self._endpoints:
            taken = await self._nc.subscribe(
                point.method.subject, queue=self._service, cb=self._receiver(point)
            )
            self._subscriptions.append(taken)
        await self._nc.flush()

    async def stop(self) -> None:
        """Take no more requests, then answer those already taken."""
        for taken in self._subscriptions:
            await taken.drain()
        if self._open:
            await asyncio.wait(self._open)
        await self._nc.flush()

    def _receiver(self, point: Endpoint[D]) -> Callable[[Msg], Awaitable[None]]:
        async def receive(msg: Msg) -> None:
            if not ASKERS_INBOX.match(msg.reply):
                # Whoever sets another reply subject would have us write there with our rights.
                log.error("%s: no answer to %r", msg.subject, msg.reply)
                return
            if len(self._open) >= self._limit:
                await self._refuse(msg, Unavailable(f"{self._service} is busy", retry_after=1))
                return
            task = asyncio.create_task(self._answer(point, msg))
            self._open.add(task)
            task.add_done_callback(self._open.discard)

        return receive

    async def _answer(self, point: Endpoint[D], msg: Msg) -> None:
        traces.begin((msg.headers or {}).get(traces.HEADER))
        patience = asyncio.timeout(_seconds_left(msg))
        claim = asked = None
        try:
            async with patience:
                claim = self._claim(point.method, msg)
                asked = self._asked(point.method, msg, claim)
                answer = await point.handler(self._deps, asked)
            # Not msg.respond: it would send the asker its own headers back.
            await self._nc.publish(msg.reply, msgspec.json.encode(answer))
        except Fault as fault:
            await self._refuse(msg, fault)
            if self._refused:
                speaks = ACTOR in (msg.headers or {})
                await self._refused(Refusal(point.method, fault, claim, asked, speaks))
        except Exception as error:  # noqa: BLE001 -- whatever it is, the asker gets an answer
            if patience.expired():
                log.warning("gave up on %s: the asker no longer waits", msg.subject)
            else:
                await self._refuse(msg, self._fault(msg, error))

    def _fault(self, msg: Msg, error: Exception) -> Fault:
        fault = fault_of(error)
        if fault is None:
            log.error("%s failed", msg.subject, exc_info=error)
            return Internal(f"{self._service} failed")
        log.warning("%s: %s (%s)", msg.subject, fault.message, type(error).__name__)
        return fault

    def _claim(self, method: Method[Any, Any], msg: Msg) -> Claim | None:
        signed = (msg.headers or {}).get(ACTOR)
        return self._listener.check(signed, method.subject) if signed else None

    def _asked(self, method: Method[Q, Any], msg: Msg, claim: Claim | None) -> Asked[Q]:
        """The request, decoded and checked, of somebody whose role may make it at all."""
        actor = claim.actor if claim else None
        check_right(method.subject, actor.role if actor else None)
        check_step_up(method.subject, actor)
        request = checking.read(msg.data, method.request)
        return Asked(request, actor, method.subject, claim.origin if claim else NOWHERE)

    async def _refuse(self, msg: Msg, fault: Fault) -> None:
        headers = {ERROR: fault.code, ERROR_CODE: str(fault.status)}
        body = msgspec.json.encode(fault.body())
        await self._nc.publish(msg.reply, body, headers=headers)


def _seconds_left(msg: Msg) -> float | None:
    """None where no deadline was given; a wrong one counts as over."""
    deadline = (msg.headers or {}).get(DEADLINE)
    if not deadline:
        return None
    try:
        left = float(deadline) - time.time()
    except ValueError:
        return 0.0
    return left if left < LONGEST else 0.0  # no number (nan) is not less either
