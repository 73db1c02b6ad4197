"""Reading the facts other services tell, from JetStream: delivered at least once, done once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

import msgspec
import nats.errors
import nats.js.errors
from nats.js.api import AckPolicy, ConsumerConfig, DiscardPolicy, StreamConfig

from chassis import traces
from chassis.outbox import first_time
from chassis.stopping import told_to_stop
from contracts.wire import Event

if TYPE_CHECKING:
    from nats.aio.msg import Msg
    from nats.js import JetStreamContext

    from chassis.postgres import Database, Runner

log = logging.getLogger(__name__)

P = TypeVar("P")
D = TypeVar("D")

TRIES = 8
BACKOFF = (0.2, 1.0, 5.0, 30.0, 60.0, 120.0, 600.0)  # seconds before try 2, 3, … 8
ACK_WAIT = 30  # seconds
FINISH = 15.0  # seconds that what was taken may take to be done when we are told to stop
KEPT = 30 * 86_400.0  # seconds an event stays in its stream
DUPLICATES = 600.0  # seconds in which a second copy is recognised
STREAM_BYTES = 512 * 1024 * 1024

LAY_ASIDE = """
INSERT INTO dead (reader, subject, event_id, body, error) VALUES ($1, $2, $3, $4, $5)
"""


@dataclass(frozen=True, slots=True)
class Told(Generic[P]):
    """One event as a reader sees it, in the transaction its effect belongs in."""

    id: UUID
    payload: P
    transaction: Runner
    tries: int = 1
    """1 on the first delivery."""
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    """Called once the transaction is on disk."""


@dataclass(frozen=True, slots=True)
class Reading(Generic[D]):
    """An event, the durable name it is read under, and what is done with it."""

    event: Event[Any]
    reader: str
    handler: Callable[[D, Told[Any]], Awaitable[None]]
    at_once: int = 16
    """Events dealt with side by side; few where they would wait for each other."""


def reading(
    event: Event[P],
    reader: str,
    handler: Callable[[D, Told[P]], Awaitable[None]],
    at_once: int = 16,
) -> Reading[D]:
    """Bind ``handler`` to ``event``. ``reader`` is ``<service>-<verb>-<noun>``, for ever."""
    return Reading(event, reader, handler, at_once)


async def ensure_stream(js: JetStreamContext, service: str, replicas: int = 1) -> None:
    """Create or widen the stream of the events ``service`` tells.

    ``max_bytes`` with ``discard: new``: a full disk refuses at once and heals by itself.
    """
    stream = StreamConfig(
        name=f"EVENTS_{service.upper()}",
        subjects=[f"event.{service}.>"],
        max_age=KEPT,
        max_bytes=STREAM_BYTES,
        max_msg_size=262_144,
        discard=DiscardPolicy.NEW,
        duplicate_window=DUPLICATES,
        num_replicas=replicas,
        deny_delete=True,
    )
    try:
        await js.update_stream(stream)
    except nats.js.errors.NotFoundError:
        await js.add_stream(stream)


async def ensure_reader(js: JetStreamContext, what: Reading[Any]) -> None:
    """Create the durable consumer of a reading; its service may only use it.

    No ``max_deliver``: past it JetStream says nothing more; we count and lay aside ourselves.
    No ``backoff``: it would replace ``ack_wait``.
    """
    config = ConsumerConfig(
        durable_name=what.reader,
        filter_subject=what.event.subject,
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=ACK_WAIT,
        max_ack_pending=64,
    )
    await js.add_consumer(what.event.stream, config)


async def read_forever(js: JetStreamContext, database: Database, deps: D, what: Reading[D]) -> None:
    """Fetch, hand over, acknowledge; runs until cancelled.

    Asked each time round: `wait_for` of Python 3.11 inside nats-py may swallow a cancellation.
    """
    taken = await js.pull_subscribe_bind(what.reader, stream=what.event.stream)
    while not told_to_stop():
        try:
            messages = await taken.fetch(batch=what.at_once, timeout=5)
        except TimeoutError:  # also the bare one that nats-py raises between two waits
            continue
        except (nats.errors.Error, nats.js.errors.Error) as error:
            log.warning("%s: %r; asking again in a second", what.reader, error)
            await asyncio.sleep(1)
            continue
        handing = asyncio.gather(*(_hand_over(database, deps, what, msg) for msg in messages))
        try:
            await asyncio.shield(handing)
        except asyncio.CancelledError:
            await asyncio.wait({handing}, timeout=FINISH)
            raise


async def _hand_over(database: Database, deps: D, what: Reading[D], msg: Msg) -> None:
    """One message: acknowledged, tried again later, or laid aside."""
    tries = msg.metadata.num_delivered
    headers = msg.headers or {}
    traces.begin(headers.get(traces.HEADER))
    try:
        await take(database, deps, what, headers.get("Nats-Msg-Id", ""), msg.data, tries)
    except Exception as error:
        log.exception("%s: %s failed, try %s of %s", what.reader, msg.subject, tries, TRIES)
        await _again_or_aside(database, what, msg, error)
    else:
        await msg.ack()


async def take(
    database: Database, deps: D, what: Reading[D], event_id: str, body: bytes, tries: int = 1
) -> None:
    """Do what is to be done with one event, once, together with the note that it is done.

    Raises ``Unreadable`` for what will not read better another time.
    """
    try:
        known, payload = UUID(event_id), msgspec.json.decode(body, type=what.event.payload)
    except (ValueError, msgspec.DecodeError, RecursionError) as error:
        raise Unreadable(repr(error)) from error
    async with database.transaction() as transaction:
        if not await first_time(transaction, what.reader, known):
            return
        told = Told(known, payload, transaction, tries)
        await what.handler(deps, told)
    for call in told.afterwards:
        call()


class Unreadable(Exception):
    """An event without an id, or with a body that is not what its contract says."""


async def _again_or_aside(database: Database, what: Reading[D], msg: Msg, error: Exception) -> None:
    tries = msg.metadata.num_delivered
    if tries < TRIES and not isinstance(error, Unreadable):
        await msg.nak(delay=BACKOFF[tries - 1])
        return
    event_id = (msg.headers or {}).get("Nats-Msg-Id", "")
    try:
        await database.execute(
            LAY_ASIDE, what.reader, msg.subject, event_id, msg.data, repr(error)[:2_000]
        )
    except Exception:
        log.exception("%s: not even laid aside", what.reader)
        await msg.nak(delay=BACKOFF[-1])
    else:
        await msg.term()
