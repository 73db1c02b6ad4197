"""Passwords as they are kept: Argon2id, two at a time, so that signing in cannot eat the machine.

Source: OWASP password storage (Argon2id with 19 MiB, two passes, one lane).
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from contracts.faults import Limited
from services.accounts.rules import normal

T = TypeVar("T")

AT_ONCE = 2
PATIENCE = 1.0  # seconds to wait for one's turn
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class Hashing:
    """Hashes and compares beside the event loop; who cannot have a turn soon is sent away."""

    def __init__(self, pool: ThreadPoolExecutor, dummy: str) -> None:
        self._pool = pool
        self._dummy = dummy
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def hash(self, password: str) -> str:
        """Raises ``Limited`` when nobody can hash it soon; so does ``is_right``."""
        return await self._in_turn(lambda: HASHER.hash(normal(password)))

    async def is_right(self, kept: str | None, password: str) -> bool:
        """Whether ``kept`` is the hash of ``password``; with nothing kept no, as slowly."""
        compared = await self._in_turn(lambda: _is_hash_of(kept or self._dummy, normal(password)))
        return compared and kept is not None

    async def _in_turn(self, work: Callable[[], T]) -> T:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._turns.acquire()
        except TimeoutError:
            raise Limited("too many are signing in at this moment", retry_after=2) from None
        loop = asyncio.get_running_loop()
        going = self._pool.submit(work)
        going.add_done_callback(lambda _: _soon(loop, self._turns.release))
        return await _result(going)


@asynccontextmanager
async def open_hashing() -> AsyncGenerator[Hashing, None]:
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="hashing") as pool:
        yield Hashing(pool, await _result(pool.submit(HASHER.hash, secrets.token_hex())))


def _is_hash_of(kept: str, password: str) -> bool:
    try:
        return HASHER.verify(kept, password)
    except VerifyMismatchError:
        return False


async def _result(going: Future[T]) -> T:
    return await asyncio.wrap_future(going)


def _soon(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    """A turn is over when its thread is, even if the asker has gone; unless all is over."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(call)
