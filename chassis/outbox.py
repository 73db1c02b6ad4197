"""Facts told exactly when they became true.

``tell`` writes the event in the transaction that made it true. ``Relay`` hands
it to JetStream, which drops a second copy by its id. The reader notes in the
transaction of its effect that it has dealt with an event, so it does its work once
however often it is told; what it could not take is laid aside in ``dead``.
Postgres is the truth: a lost stream is told again from the outbox.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid4

import msgspec

from chassis import traces
from chassis.postgres import listening
from chassis.stopping import told_to_stop
from contracts.wire import Event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nats.js import JetStreamContext

    from chassis.postgres import Database, Runner

log = logging.getLogger(__name__)

P = TypeVar("P")
CHANNEL = "outbox"
BATCH = 100
PRUNE_EVERY = 3_600.0  # seconds

TABLES = """
CREATE TABLE IF NOT EXISTS outbox (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    subject text NOT NULL,
    payload jsonb NOT NULL,
    trace text NOT NULL DEFAULT '',
    told_at timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz
);
CREATE INDEX IF NOT EXISTS outbox_unpublished ON outbox (seq) WHERE published_at IS NULL;
CREATE TABLE IF NOT EXISTS inbox (
    reader text NOT NULL,
    event_id uuid NOT NULL,
    read_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (reader, event_id)
);
CREATE TABLE IF NOT EXISTS dead (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reader text NOT NULL,
    subject text NOT NULL,
    event_id text NOT NULL,
    body bytea NOT NULL,
    error text NOT NULL,
    laid_aside_at timestamptz NOT NULL DEFAULT now(),
    replayed_at timestamptz
);
CREATE TABLE IF NOT EXISTS answered (
    account uuid NOT NULL,
    key text NOT NULL,
    subject text NOT NULL,
    request_hash bytea NOT NULL,
    answer jsonb NOT NULL,
    answered_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account, key)
);
"""

ADD = """
WITH added AS (
    INSERT INTO outbox (id, subject, payload, trace) VALUES ($1, $2, $3, $4) RETURNING seq
)
SELECT pg_notify($5, '') FROM added
"""

TAKE = """
UPDATE outbox SET published_at = now() WHERE seq IN (
    SELECT seq FROM outbox WHERE published_at IS NULL ORDER BY seq LIMIT $1 FOR UPDATE SKIP LOCKED
) RETURNING seq, id, subject, payload, trace
"""

NOTE = """
INSERT INTO inbox (reader, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING true
"""

PRUNE = """
WITH outbox_gone AS (DELETE FROM outbox WHERE published_at < now() - interval '35 days'),
     inbox_gone AS (DELETE FROM inbox WHERE read_at < now() - interval '60 days')
DELETE FROM answered WHERE answered_at < now() - interval '3 days'
"""


async def tell(
    transaction: Runner, event: Event[P], payload: P, event_id: UUID | None = None
) -> UUID:
    """Put ``payload`` in the outbox of the open transaction; returns the event's id."""
    event_id = event_id or uuid4()
    body = msgspec.to_builtins(payload)
    channel = await _channel(transaction)
    await transaction.execute(ADD, event_id, event.subject, body, traces.current(), channel)
    return event_id


async def _channel(transaction: Runner) -> str:
    """Channels are of a whole database, so each schema has one of its own."""
    return f"{CHANNEL}_{await transaction.fetchval('SELECT current_schema()')}"


async def first_time(transaction: Runner, reader: str, event_id: UUID) -> bool:
    """Whether ``reader`` has not yet dealt with this event; notes that it now has."""
    return bool(await transaction.fetchval(NOTE, reader, event_id))


class Relay:
    """Moves the outbox of one service to its stream, woken by NOTIFY or every ``pause`` s."""

    def __init__(
        self, database: Database, dsn: str, schema: str, js: JetStreamContext, pause: float = 1.0
    ) -> None:
        self._database = database
        self._dsn = dsn
        self._channel = f"{CHANNEL}_{schema}"
        self._js = js
        self._pause = pause
        self._wake = asyncio.Event()
        self._pruned_at = time.monotonic()

    async def run(self) -> None:
        """Until cancelled; a lost database or bus is waited for."""
        while not told_to_stop():
            try:
                async with listening(self._dsn, self._channel, self._heard) as ears:
                    while not (ears.is_closed() or told_to_stop()):
                        self._wake.clear()
                        while await self.move() and not told_to_stop():
                            pass
                        await self._prune()
                        await self._rest()
            except Exception:
                log.exception("outbox not moved; trying again in %s s", self._pause)
                await asyncio.sleep(self._pause)

    async def _rest(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._pause):
                await self._wake.wait()

    async def _prune(self) -> None:
        if time.monotonic() - self._pruned_at > PRUNE_EVERY:
            self._pruned_at = time.monotonic()
            await self._database.execute(PRUNE)

    async def move(self) -> int:
        """Publish one batch and mark it; returns how many went.

        A crash between publishing and committing publishes again later, under
        the same ``Nats-Msg-Id``. Side by side, not one by one: a reader keeps the
        highest revision, so the order of delivery does not matter.
        """
        async with self._database.transaction() as transaction:
            rows = await transaction.fetch(TAKE, BATCH)
            await asyncio.gather(*(self._publish(row) for row in sorted(rows, key=_seq)))
        return len(rows)

    async def _publish(self, row: Mapping[str, Any]) -> None:
        headers = {"Nats-Msg-Id": str(row["id"]), traces.HEADER: row["trace"]}
        body = msgspec.json.encode(row["payload"])
        await self._js.publish(row["subject"], body, timeout=2, headers=headers)

    def _heard(self, *_: Any) -> None:
        self._wake.set()


def _seq(row: Mapping[str, Any]) -> int:
    return int(row["seq"])
