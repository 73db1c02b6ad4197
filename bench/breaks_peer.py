"""RC2, the MaxSAT solver that comes with python-sat, on the record's encoding of B2B scheduling.

The record's own solver, UWrMaxSat, comes in no package; RC2 won the MaxSAT evaluations of
2018 and 2019. Each case runs in a process of its own, so that it can be stopped.
"""

from __future__ import annotations

import resource
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection

from pysat.examples.rc2 import RC2Stratified
from pysat.formula import WCNF

from services.sessions.timetable.breaks import clauses
from services.sessions.timetable.breaks.case import Case


@dataclass(frozen=True)
class Told:
    breaks: int | None
    """None: proved impossible, or not finished."""
    is_finished: bool
    seconds: float
    """CPU of the process; the limit where it was not finished."""


def rc2(case: Case, spread: int | None, limit: float) -> Told:
    """``limit`` in seconds of wall time."""
    context = get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_solve, args=(case, spread, there))
    process.start()
    finished = here.poll(limit)
    found = here.recv() if finished else Told(breaks=None, is_finished=False, seconds=limit)
    process.kill()
    process.join()
    return found


def _solve(case: Case, spread: int | None, to: Connection) -> None:
    clauses._span = lambda *_: None  # noqa: SLF001 - ours, not the record's
    began = _spent()
    breaks = None
    made = clauses.encoded(case, spread) if all(case.allowed) else None
    if made is not None:
        formula = WCNF()
        formula.extend(made.clauses.hard)
        for outputs in made.breaks.values():
            formula.extend([[-one] for one in outputs], weights=[1] * len(outputs))
        with RC2Stratified(formula, solver="cadical153", exhaust=True, minz=True) as solver:
            breaks = solver.cost if solver.compute() else None
    to.send(Told(breaks=breaks, is_finished=True, seconds=_spent() - began))


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
