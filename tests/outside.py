"""What a test does behind the services' backs: telling events as one of them, reading tables."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import msgspec
from nats.js import JetStreamContext

from chassis.connection import connect
from chassis.keys import Keyring
from chassis.settings import Settings
from contracts.wire import Event


async def rows(settings: Settings, statement: str, *args: object) -> list[tuple[Any, ...]]:
    """Run as the superuser."""
    connection = await asyncpg.connect(settings.database_url)
    try:
        return [tuple(row) for row in await connection.fetch(statement, *args)]
    finally:
        await connection.close()


@dataclass(frozen=True)
class Teller:
    """A service that tells what the test wants told."""

    streams: dict[str, JetStreamContext]

    async def tell(self, event: Event[Any], payload: Any, event_id: UUID | None = None) -> UUID:
        known = event_id or uuid4()
        js = self.streams[event.subject.split(".")[1]]
        body = msgspec.json.encode(payload)
        await js.publish(event.subject, body, headers={"Nats-Msg-Id": str(known)})
        return known


@asynccontextmanager
async def open_teller(settings: Settings, keys: Keyring, *names: str) -> AsyncIterator[Teller]:
    """Tells for each of ``names``."""
    found = {name: await connect(settings.nats_url, name, keys.nats_seed(name)) for name in names}
    yield Teller({name: nc.jetstream() for name, nc in found.items()})
    for nc in found.values():
        await nc.close()
