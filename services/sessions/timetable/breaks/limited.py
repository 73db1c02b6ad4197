"""The best answer that a time allows, and how far it can be from the fewest breaks.

Neither way of searching can be stopped in the middle, so each has a process of its own: one
raises the bound, one finds better answers. Whichever comes to its end first has the fewest.
"""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass
from math import inf
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import cast

from services.sessions.timetable.breaks.case import Case
from services.sessions.timetable.breaks.search import (
    Answer,
    Tell,
    fewer_and_fewer,
    fewest_breaks,
)

GRACE = 5
"""Seconds after which a search ends by itself if nobody is left to end it."""


@dataclass(frozen=True, slots=True)
class Best:
    answer: Answer | None
    """None: nothing found in time."""
    bound: int
    """Breaks that there are at least."""
    proved: bool
    """That there are no fewer, or that there is no timetable."""


def best_within(case: Case, spread: int | None, seconds: float) -> Best:
    """``seconds`` of time on the wall, for two processes."""
    until = time.monotonic() + seconds
    spawn = get_context("spawn")
    pipes = [spawn.Pipe(duplex=False) for _ in (fewest_breaks, fewer_and_fewer)]
    searches = [
        spawn.Process(target=_search, args=(upwards, case, spread, seconds, there), daemon=True)
        for upwards, (_, there) in zip((True, False), pipes, strict=True)
    ]
    for one in searches:
        one.start()
    for _, there in pipes:
        there.close()
    try:
        return best_of([here for here, _ in pipes], until)
    finally:
        for one in searches:
            one.kill()
            one.join()
        for here, _ in pipes:
            here.close()


def best_of(pipes: list[Connection], until: float) -> Best:
    """What both say until one of them ends, or the time is over."""
    best, bound = None, 0
    while pipes:
        ready = wait(pipes, timeout=_left(until))
        if not ready:
            break
        for pipe in ready:
            try:
                said = cast(Connection, pipe).recv()
            except EOFError:  # killed, for example for its memory
                pipes.remove(cast(Connection, pipe))
                continue
            if isinstance(said, Answer):
                return Best(answer=said, bound=said.breaks or 0, proved=True)
            best, bound = said.answer or best, max(bound, said.bound)
            if best is not None and best.breaks == bound:
                return Best(answer=best, bound=bound, proved=True)
    return Best(answer=best, bound=bound, proved=False)


def _left(until: float) -> float | None:
    """Seconds; None: as long as it takes."""
    return None if until == inf else max(0.0, until - time.monotonic())


def _search(
    upwards: bool, case: Case, spread: int | None, seconds: float, there: Connection
) -> None:
    """In the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)
    tell: Tell = there.send
    there.send((fewest_breaks if upwards else fewer_and_fewer)(case, spread, tell))
