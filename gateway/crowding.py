"""Whose connection ends when nearly all are taken: the server answers nobody once all are.

A connection costs whoever opens it nothing, also one that asks nothing, never ends what it began
to say, or never reads what it was answered. Ended are only those where we wait for the other side.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from gateway.limits import network


class Connection(Protocol):
    transport: asyncio.Transport
    client: tuple[str, int] | None
    since: float
    """When it last began or ended to say something."""

    @property
    def rests(self) -> bool:
        """Everything asked is answered; nothing, or not all of a head, was said since."""

    @property
    def keeps_us_waiting(self) -> bool: ...


def make_room(taken: Iterable[Connection], most: int, newest: Connection) -> None:
    """End one for ``newest`` where more than ``most`` are taken: of whom has the most of them,
    one at rest before others, the longest first. Behind a proxy all are of one address."""
    open_ = [one for one in taken if not _is_gone(one.transport)]
    if len(open_) <= most:
        return
    by_address = Counter(_address(one) for one in open_)
    waited_for = (one for one in open_ if one is not newest and one.keeps_us_waiting)
    victim = min(
        waited_for,
        key=lambda one: (-by_address[_address(one)], not one.rests, one.since),
        default=None,
    )
    if victim is not None:
        victim.transport.abort()  # closing would wait for who does not read


def _is_gone(transport: asyncio.Transport) -> bool:
    """One that closes waits for its last words to be read, as long as it takes."""
    return transport.is_closing() and transport.get_write_buffer_size() == 0


def _address(connection: Connection) -> str:
    return network(connection.client[0]) if connection.client else ""
