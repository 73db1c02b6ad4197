"""The connection to NATS: nats-py, with a flush that means what it says."""

from __future__ import annotations

import asyncio
import logging
import random
from typing import Any

from nats.aio.client import Client

from chassis.complaints import Complaints

log = logging.getLogger(__name__)

INBOX = "_INBOX_"


class Connection(Client):
    """In nats-py 2.16 ``flush`` sends its PING past commands still waiting to be written.

    So the server may answer it before it knows a subscription just made: measured, 9 to 25
    of 300 requests sent after it found no responder. ``drain`` rests on ``flush`` and is
    mended with it. Source: ``Client._send_ping``.
    """

    async def flush(self, timeout: int = 10) -> None:  # noqa: ASYNC109 -- nats-py's signature
        while self.is_connected and self.pending_data_size:  # noqa: ASYNC110 -- nothing to wait on
            await asyncio.sleep(0)
        await super().flush(timeout)


class NotThere(Exception):
    """No server let us in for as long as we were ready to wait; the text says why."""


async def connect(
    url: str, name: str, seed: str | None = None, patience: float | None = None
) -> Connection:
    """Connected under ``name``, and again for ever whenever the connection is lost.

    Waits for a server that is not there yet, ``patience`` seconds at most; raises ``NotThere``.
    ``seed`` is the nkey of the user ``name``.
    """
    connection = Connection()
    errors = Errors(url)
    try:
        async with asyncio.timeout(patience):
            await connection.connect(
                url,
                name=name,
                nkeys_seed_str=seed,
                error_cb=errors.hear,
                inbox_prefix=inbox_of(name),  # so that NATS can keep others from our answers
                max_reconnect_attempts=-1,
                reconnect_time_wait=_jittered(),
                connect_timeout=2,
                ping_interval=5,
                max_outstanding_pings=2,
                drain_timeout=20,
            )
    except TimeoutError:
        raise NotThere(errors.last or "it does not answer") from None
    return connection


def inbox_of(name: str) -> str:
    """Where answers to ``name`` arrive: a subject no other user may read."""
    return INBOX + name


def _jittered() -> Any:
    """0.25 to 1.25 s, so that not all come back at once; nats-py says int and takes any number."""
    return 0.25 + random.random()  # noqa: S311 -- no secret


class Errors:
    """What NATS and nats-py complain about. It tries again several times a second, silently."""

    def __init__(self, url: str) -> None:
        self.last = ""
        self._place = url.rpartition("@")[2].rpartition("//")[2]
        self._complaints = Complaints(log)

    async def hear(self, error: Exception) -> None:
        self.last = str(error) or type(error).__name__
        if "permissions violation" in self.last.lower():
            log.critical("nats: %s", self.last)
        else:
            self._complaints.say(f"NATS at {self._place}: {self.last}")
