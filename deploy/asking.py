"""Asking the services of a running town as the operator, from a command."""

from __future__ import annotations

import asyncio
import logging
import os
import platform
import random
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit
from uuid import uuid5

import msgspec

from contracts.codes import NAMESPACE
from contracts.faults import Limited, Unavailable
from contracts.recording import Origin
from contracts.wire import Actor, Method, Role

if TYPE_CHECKING:
    from nats.js import JetStreamContext

    from chassis.calls import Bus
    from chassis.connection import Connection
    from chassis.settings import Settings

log = logging.getLogger(__name__)

Q = TypeVar("Q")
A = TypeVar("A")

OPERATOR = "operator"
ACTOR = Actor(
    account=uuid5(NAMESPACE, "account:operator"),
    person=uuid5(NAMESPACE, "person:operator"),
    role=Role.OPERATOR,
)
ORIGIN = Origin(address=platform.node()[:100], user_agent=f"enishi, as user {os.getuid()}")
"""One operator has many hands: the machine and the user tell them apart in the record."""
PATIENCE = 60.0  # seconds that a call is tried again for; an event that failed may take 30
REACH = 3.0  # seconds to reach the bus at all


class NoTown(Exception):
    """Nothing answers where the town should be; the text says what to do."""

    def __init__(self, where: str) -> None:
        super().__init__(f"no town answers at {where}: start one with make up")


@dataclass(frozen=True, slots=True)
class Asking:
    """A connection to a town on which everything is asked as its operator."""

    bus: Bus
    nc: Connection
    told: asyncio.Event = field(default_factory=asyncio.Event)
    """Whether people know that the town is away and waited for."""

    async def call(self, method: Method[Q, A], request: Q) -> A:
        """Once. Raises what ``Bus.call`` raises."""
        return await self.bus.call(method, request, ACTOR, ORIGIN)

    async def insist(self, method: Method[Q, A], request: Q, patience: float = PATIENCE) -> A:
        """Again and again while the service cannot answer: for what may be done twice."""
        until, pause = time.monotonic() + patience, 0.1
        while True:
            try:
                return await self.call(method, request)
            except (Unavailable, Limited):
                if time.monotonic() > until:
                    raise
                self._tell_away(patience)
            await asyncio.sleep(pause * (0.5 + random.random()))  # noqa: S311 -- jitter, no secret
            pause = min(pause * 2, 2.0)

    def _tell_away(self, patience: float) -> None:
        if not (self.nc.is_connected or self.told.is_set()):
            self.told.set()
            log.error("the town does not answer; trying again for up to %.0f s", patience)

    def jetstream(self) -> JetStreamContext:
        return self.nc.jetstream(timeout=5)


@asynccontextmanager
async def asking(settings: Settings) -> AsyncGenerator[Asking, None]:
    """Connected as the operator. Raises ``NoTown``."""
    from chassis.actors import Speaker
    from chassis.calls import Bus
    from chassis.connection import connect
    from chassis.keys import Keyring

    url = settings.nats_url or _noted(settings.home_path)
    reach = REACH * settings.patience
    await _check_reach(url, reach)
    keys = Keyring(settings.keys_path)
    try:
        seed, key = keys.nats_seed(OPERATOR), keys.signing_key(OPERATOR)
    except FileNotFoundError as error:
        raise NoTown(f"{settings.keys_path} (no key {Path(error.filename).name})") from None
    try:
        async with asyncio.timeout(reach):
            nc = await connect(url, OPERATOR, seed)
    except TimeoutError:
        raise NoTown(url) from None
    try:
        yield Asking(Bus(nc, Speaker(OPERATOR, key), settings.patience), nc)
    finally:
        with suppress(OSError):  # the other end may be gone already
            await nc.close()


def _noted(home: Path) -> str:
    """Where the town of this folder listens, by the note it left there at its start."""
    try:
        note = msgspec.json.decode((home / "run.json").read_bytes())
        return str(note["nats_url"])
    except (OSError, msgspec.DecodeError, KeyError, TypeError):
        raise NoTown(str(home)) from None


async def _check_reach(url: str, within: float) -> None:
    """Fails at once where ``connect`` would wait for ever."""
    parts = urlsplit(url if "//" in url else f"nats://{url}")
    try:
        async with asyncio.timeout(within):
            _, writer = await asyncio.open_connection(parts.hostname, parts.port or 4222)
    except (OSError, TimeoutError):
        raise NoTown(url) from None
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
