"""The solver in a process of its own: compiling and planning hold the interpreter for seconds.

In the service's own process everybody would wait meanwhile, and not only who asked for a
timetable. One worker for all services of a process, started when somebody may soon need it; it
ends with whoever started it, and once nobody has needed it for long. What it answers is made of
``problem`` and ``checking`` alone: of anything else, reading it would load the compiler here.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context
from typing import TypeVar

from contracts.faults import Unavailable
from services.sessions.timetable.checking import Flaw, Unplannable
from services.sessions.timetable.problem import Gain, Problem, Timetable

T = TypeVar("T")

LOOK = 1.0  # seconds between two looks at whether the parent is still there
UNUSED = 600.0  # seconds after which a worker that nobody needs ends


async def solution(
    problem: Problem, kept: Timetable | None, moves: int, start: str | None
) -> Timetable:
    """Planned, or ``kept`` repaired. Raises ``Unplannable``, and ``Unavailable`` once when the
    worker was killed."""
    return await _beside(_solve, problem, kept, moves, start)


async def weighed(
    problem: Problem, kept: Timetable, choices: tuple[int, ...], start: str | None
) -> tuple[Gain, ...]:
    """What would be won if so many meetings might move. Raises as ``solution`` does."""
    return await _beside(_weigh, problem, kept, choices, start)


async def _beside(work: Callable[..., T | list[Flaw]], *given: object) -> T:
    try:
        found = await _asked(work, *given)
    except BrokenProcessPool:
        _worker.cache_clear()
        raise Unavailable("the solver was stopped", retry_after=1) from None
    if isinstance(found, list):
        raise Unplannable(found)
    return found


def _asked(work: Callable[..., T], *given: object) -> asyncio.Future[T]:
    """Of the worker there is; of another where that was killed while it had nothing to do."""
    begin()
    loop = asyncio.get_running_loop()
    try:
        return loop.run_in_executor(_worker(), work, *given)
    except BrokenProcessPool:
        _worker.cache_clear()
        return loop.run_in_executor(_worker(), work, *given)


def begin() -> None:
    """Have the worker load what it needs, so that who presses soon does not wait for that."""
    _USED[:] = [time.monotonic()]
    _worker()


def rest() -> None:
    """End the worker where nothing has needed it for long. What is under way is still answered."""
    if begun() and time.monotonic() - _USED[0] > UNUSED:
        ended = _worker()
        _worker.cache_clear()
        ended.shutdown(wait=False)


def begun() -> bool:
    """Whether there is a worker, be it still loading."""
    return bool(_worker.cache_info().currsize)


async def warm() -> None:
    """Begun and loaded."""
    try:
        await _asked(_warm)
    except BrokenProcessPool:  # killed; the first press starts another
        _worker.cache_clear()


_USED = [0.0]
"""When the worker was last needed."""


@cache
def _worker() -> ProcessPoolExecutor:
    spawn = get_context("spawn")  # a fork would take connections and locks along
    pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=_begin, initargs=(os.getpid(),))
    pool.submit(_warm)
    return pool


def _begin(parent: int) -> None:
    """In the worker: interrupts are the parent's business; without it there is nothing to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    os._exit(0)


def _warm() -> None:
    from services.sessions.timetable import warming  # noqa: PLC0415 -- loads a compiler

    warming.warm()


def _solve(
    problem: Problem, kept: Timetable | None, moves: int, start: str | None
) -> Timetable | list[Flaw]:
    from services.sessions.timetable import planning, repairing  # noqa: PLC0415 -- as above

    try:
        if kept is None:
            return planning.plan(problem)
        return repairing.repair(problem, kept, moves=moves, from_slot=start)
    except Unplannable as error:  # would not come through whole
        return error.flaws


def _weigh(
    problem: Problem, kept: Timetable, choices: tuple[int, ...], start: str | None
) -> tuple[Gain, ...] | list[Flaw]:
    from services.sessions.timetable import repairing  # noqa: PLC0415 -- as above

    try:
        return repairing.gains(problem, kept, choices, from_slot=start)
    except Unplannable as error:
        return error.flaws
