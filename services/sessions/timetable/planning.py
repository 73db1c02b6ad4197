"""A timetable from a problem, in stages of which each leaves a complete one.

Choose who meets (``choosing``), seat them most constrained first (``seating``), bring the
slots within their places, rematch slot by slot (``rematching``), solve parts exactly where
the bound is still missed (``exact``), close gaps (``compacting``), give tables (``tabling``).
The bound comes from the first stage and needs no trust in the others.
"""

from __future__ import annotations

import numpy as np

from services.sessions.timetable import choosing, compacting, exact, rematching, seating
from services.sessions.timetable.checking import Unplannable, problem_flaws
from services.sessions.timetable.instance import Instance, instance
from services.sessions.timetable.kernels import Seating, Work
from services.sessions.timetable.pairing import Ints
from services.sessions.timetable.problem import Problem, Timetable, Value
from services.sessions.timetable.telling import timetable


def plan(problem: Problem) -> Timetable:
    """The best timetable found, and how far it is from the bound. Raises ``Unplannable``."""
    flaws = problem_flaws(problem)
    if flaws:
        raise Unplannable(flaws)
    inst = instance(problem)
    seats, work = seating.empty(inst)
    bound, proved, stages = seat(inst, seats, work, problem)
    return timetable(problem, inst, seats, work, bound, proved=proved, stages=stages)


def seat(
    inst: Instance, s: Seating, w: Work, problem: Problem
) -> tuple[Value, bool, tuple[str, ...]]:
    """All stages but the tables; the bound, whether the best is proved, what was done."""
    options, price = problem.options, choosing.worth(inst)
    wanted, bound = best_choice(inst, s, price)
    stages = [f"chosen {len(wanted)}"]
    seated = seating.insert_all(s, w, _constrained_first(inst, s, wanted), True)
    lost = seating.fit_places(s, w, price.edge)
    stages.append(f"seated {seated - lost}")
    if reached(inst, s) != bound:
        passes = rematching.improve_shuffled(inst, price, s, w, bound, options.seed)
        stages.append(f"rematched {passes}")
    proved = reached(inst, s) == bound
    if not proved:
        proved = exact.finish(inst, s, bound, options.effort, options.seed)
        left = np.flatnonzero(s.slot < 0)
        seating.insert_all(s, w, left[np.argsort(-price.edge[left], kind="stable")], False)
        stages.append(f"repaired {options.effort}")
    if options.compact:
        stages.append(f"compacted to {compacting.compact(s, w, options.seed)}")
    return bound, proved or reached(inst, s) == bound, tuple(stages)


def best_choice(inst: Instance, s: Seating, price: choosing.Worth) -> tuple[Ints, Value]:
    """Who should meet besides those who already sit, and what all of them are worth."""
    seated = np.flatnonzero(s.slot >= 0)
    kinds = np.bincount(inst.kind[seated], minlength=len(inst.places))
    day = choosing.whole_day(inst)
    rest = choosing.Supply(
        capacity=np.maximum(day.capacity - s.degree, 0),
        owed=np.maximum(inst.floor - s.degree, 0),
        places=np.maximum(day.places - kinds, 0),
    )
    possible = np.flatnonzero((s.slot < 0) & s.allowed.any(axis=1))
    wanted = choosing.chosen(inst, price, rest, possible)
    return wanted, choosing.value(inst, np.concatenate([seated, wanted]))


def _constrained_first(inst: Instance, s: Seating, edges: Ints) -> Ints:
    return edges[np.lexsort((-inst.score[edges], s.allowed[edges].sum(axis=1)))]


def reached(inst: Instance, s: Seating) -> Value:
    return choosing.value(inst, np.flatnonzero(s.slot >= 0))
