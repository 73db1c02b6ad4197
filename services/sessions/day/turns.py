"""Check-ins of one event one after the other, before they take a connection to the database.

All of them hold the event while they are kept. Were they to wait for it in the database, each
would keep a connection waiting, and the eleventh would be refused: a hall that opens is 50 at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from uuid import UUID
from weakref import WeakValueDictionary


class Turns:
    """In the order of asking. What is waited for no longer leaves nothing behind."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, event_id: UUID) -> AsyncGenerator[None, None]:
        lock = self._locks.get(event_id)
        if lock is None:
            lock = self._locks[event_id] = asyncio.Lock()
        async with lock:
            yield
