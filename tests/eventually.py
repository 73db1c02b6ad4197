"""Waiting for what is bound to happen, with a limit and without guessing how long it takes."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def eventually(
    check: Callable[[], T | Awaitable[T]], *, within: float = 60.0, every: float = 0.02
) -> T:
    """The first true answer of `check`, which may be async and may use assert.

    Fails as `check` failed last when `within` seconds pass.
    """
    deadline = asyncio.get_running_loop().time() + within
    while True:
        try:
            found = check()
            answer: T = await found if inspect.isawaitable(found) else found
            if answer:
                return answer
            failed = AssertionError(f"still {answer!r} after {within} s")
        except AssertionError as assertion:
            failed = assertion
        if asyncio.get_running_loop().time() > deadline:
            raise failed
        await asyncio.sleep(every)
