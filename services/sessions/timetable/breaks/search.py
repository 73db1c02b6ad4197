"""From the bound upwards: the first number of breaks that can be had is the fewest."""

from __future__ import annotations

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


def fewest_breaks(case: Case, spread: int | None) -> Answer:
    """``spread``: how many breaks more than anybody else one may have; None: any."""
    if any(not allowed for allowed in case.allowed):
        return IMPOSSIBLE
    alone = [fewest_alone(case, p) for p in range(case.participants)]
    least = [one for one in alone if one is not None]
    if len(least) < len(alone):
        return IMPOSSIBLE
    made = encoded(case, spread)
    return IMPOSSIBLE if made is None else _upwards(case, made, least)


def _upwards(case: Case, made: Encoded, least: list[int]) -> Answer:
    with Solver(name=SOLVER, bootstrap_with=made.clauses.hard) as solver:
        excess = []
        for p, outputs in made.breaks.items():
            for output in outputs[: least[p]]:
                solver.add_clause([output])
            excess += outputs[least[p] :]
        total = ITotalizer(lits=excess, ubound=len(excess), top_id=made.clauses.pool.top)
        for clause in total.cnf.clauses:
            solver.add_clause(clause)
        for allowed in range(len(excess) + 1):
            limit = [-total.rhs[allowed]] if allowed < len(total.rhs) else []
            if solver.solve(assumptions=limit):
                return _answer(case, made.slots(case, solver.get_model()))
            if allowed == 0 and not solver.solve():
                break
        total.delete()
    return IMPOSSIBLE


def _answer(case: Case, slots: list[int]) -> Answer:
    breaks = sum(
        breaks_of([slots[m] for m in case.meetings_of(p)]) for p in range(case.participants)
    )
    return Answer(slots=slots, breaks=breaks)
