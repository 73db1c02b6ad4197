"""From the bound upwards: the first number of breaks that can be had is the fewest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pysat.card import ITotalizer
from pysat.solvers import Solver

from services.sessions.timetable.breaks.bounds import fewest_alone
from services.sessions.timetable.breaks.case import Case, breaks_of
from services.sessions.timetable.breaks.clauses import Encoded, encoded

SOLVER = "cadical195"


@dataclass(frozen=True, slots=True)
class Answer:
    """``slots`` of the meetings with the fewest breaks there are; None: proved impossible."""

    slots: list[int] | None
    breaks: int | None


IMPOSSIBLE = Answer(slots=None, breaks=None)


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known before the end: an answer, or breaks that there are at least."""

    answer: Answer | None = None
    bound: int = 0


Tell = Callable[[Progress], None]


def fewest_breaks(case: Case, spread: int | None, tell: Tell | None = None) -> Answer:
    """``spread``: how many breaks more than anybody else one may have; None: any."""
    posed = _posed(case, spread)
    return IMPOSSIBLE if posed is None else _upwards(posed, tell or _to_nobody)


def fewer_and_fewer(case: Case, spread: int | None, tell: Tell) -> Answer:
    """The same from above: some answer soon, then better ones, until there is none."""
    posed = _posed(case, spread)
    return IMPOSSIBLE if posed is None else _downwards(posed, tell)


@dataclass(frozen=True, slots=True)
class _Posed:
    case: Case
    made: Encoded
    least: list[int]
    """Breaks of each participant by itself."""


def _posed(case: Case, spread: int | None) -> _Posed | None:
    if any(not allowed for allowed in case.allowed):
        return None
    alone = [fewest_alone(case, p) for p in range(case.participants)]
    least = [one for one in alone if one is not None]
    if len(least) < len(alone):
        return None
    made = encoded(case, spread)
    return None if made is None else _Posed(case=case, made=made, least=least)


def _to_nobody(_: Progress) -> None:
    pass


def _upwards(posed: _Posed, tell: Tell) -> Answer:
    with Solver(name=SOLVER, bootstrap_with=posed.made.clauses.hard) as solver:
        total, bound = _counted(posed, solver), sum(posed.least)
        for allowed in range(len(total.lits) + 1):
            tell(Progress(bound=bound + allowed))
            if solver.solve(assumptions=_at_most(total, allowed)):
                return _answer(posed, solver)
            if allowed == 0 and not solver.solve():
                break
        total.delete()
    return IMPOSSIBLE


def _downwards(posed: _Posed, tell: Tell) -> Answer:
    best = IMPOSSIBLE
    with Solver(name=SOLVER, bootstrap_with=posed.made.clauses.hard) as solver:
        total, least = _counted(posed, solver), sum(posed.least)
        allowed = len(total.lits)
        while allowed >= 0 and solver.solve(assumptions=_at_most(total, allowed)):
            best = _answer(posed, solver)
            tell(Progress(answer=best))
            allowed = (best.breaks or 0) - least - 1
        total.delete()
    return best


def _counted(posed: _Posed, solver: Solver) -> ITotalizer:
    """Breaks above everybody's own bound, counted."""
    excess = []
    for p, outputs in posed.made.breaks.items():
        for output in outputs[: posed.least[p]]:
            solver.add_clause([output])
        excess += outputs[posed.least[p] :]
    total = ITotalizer(lits=excess, ubound=len(excess), top_id=posed.made.clauses.pool.top)
    for clause in total.cnf.clauses:
        solver.add_clause(clause)
    return total


def _at_most(total: ITotalizer, allowed: int) -> list[int]:
    return [-total.rhs[allowed]] if allowed < len(total.rhs) else []


def _answer(posed: _Posed, solver: Solver) -> Answer:
    slots = posed.made.slots(posed.case, solver.get_model())
    breaks = sum(
        breaks_of([slots[m] for m in posed.case.meetings_of(p)])
        for p in range(posed.case.participants)
    )
    return Answer(slots=slots, breaks=breaks)
