"""Some slots solved anew as one exact model: all of a small event, a few of a large one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

from services.sessions.timetable import kernels
from services.sessions.timetable.choosing import value
from services.sessions.timetable.instance import Instance
from services.sessions.timetable.kernels import Seating
from services.sessions.timetable.pairing import Ints
from services.sessions.timetable.problem import Value

SMALL = 4_000
"""Pairs times slots up to which the whole day is one model."""
WINDOW = 4
"""Slots of a larger event that are solved together; fewer above twice ``SMALL``."""
NODES = 200
"""Of the solver's tree, after which it stops: the same on a slow machine as on a quick one."""
SECONDS = 20.0
"""After which a model is given up whatever the tree; below it results are repeatable."""


def finish(inst: Instance, s: Seating, bound: Value, rounds: int, seed: int) -> bool:
    """Improve until the bound is reached or ``rounds`` are over; whether the best is proved."""
    if inst.far.any():
        return False  # the way between zones depends on neighbouring slots
    loose = np.flatnonzero(~s.stuck)
    if s.allowed[loose].sum() <= SMALL and rounds:
        return solve(inst, s, np.arange(inst.slots)) and _same_tiers(inst, s, bound)
    random = np.random.default_rng(seed)
    for _ in range(rounds):
        if value(inst, np.flatnonzero(s.slot >= 0)) == bound:
            return True
        solve(inst, s, _window(s, random))
    return False


def _window(s: Seating, random: np.random.Generator) -> Ints:
    """Slots at random, as many as make a model that is solved in about a second."""
    order = random.permutation(s.allowed.shape[1])
    open_ = (s.slot < 0)[:, None] & s.allowed
    size = np.cumsum(open_.sum(axis=0)[order] + s.load.sum(axis=0)[order])
    return np.sort(order[: max(2, min(WINDOW, int((size <= 2 * SMALL).sum())))])


def _same_tiers(inst: Instance, s: Seating, bound: Value) -> bool:
    """Whether floors and musts are at their bound: then the best score is the best timetable."""
    now = value(inst, np.flatnonzero(s.slot >= 0))
    return (now.first_served, now.floor, now.musts) == (
        bound.first_served,
        bound.floor,
        bound.musts,
    )


@dataclass(frozen=True, slots=True)
class _Model:
    edge: Ints
    """(x,) edge of a variable."""
    slot: Ints
    """(x,) its place among the slots that are solved."""
    owed: Ints
    """(n,) meetings that still count towards a floor."""
    capacity: Ints
    """(n,) meetings that may still be had."""


def solve(inst: Instance, s: Seating, slots: Ints) -> bool:
    """Solve ``slots`` with everything else kept; whether the solver came to its end.

    Floors and musts never fall; among those timetables the sum of scores is the highest.
    """
    here = np.flatnonzero(np.isin(s.slot, slots) & ~s.stuck)
    model = _model(inst, s, slots, here)
    if len(model.edge) == 0:
        return True
    found = milp(
        np.concatenate([-inst.score[model.edge].astype(float), np.zeros(len(inst.names))]),
        constraints=[*_limits(inst, s, slots, model), *_tiers(inst, model, here)],
        bounds=Bounds(0, np.concatenate([np.ones(len(model.edge)), model.owed])),
        integrality=np.concatenate([np.ones(len(model.edge)), np.zeros(len(inst.names))]),
        options={"node_limit": NODES, "time_limit": SECONDS, "mip_rel_gap": 1e-7},
    )
    if found.x is not None:
        chosen = np.flatnonzero(found.x[: len(model.edge)] > 0.5)  # noqa: PLR2004 -- of 0 or 1
        # stopped before its end it may know only of worse ones
        if inst.score[model.edge[chosen]].sum() >= inst.score[here].sum():
            _take_over(s, slots, model, here, chosen)
    return bool(found.status == 0)


def _model(inst: Instance, s: Seating, slots: Ints, here: Ints) -> _Model:
    mine = _degrees(inst, here)
    degree = s.degree - mine
    capacity = np.maximum(inst.most - degree, 0)
    open_ = np.flatnonzero(((s.slot < 0) | np.isin(s.slot, slots)) & ~s.stuck)
    open_ = open_[(capacity[inst.public[open_]] > 0) & (capacity[inst.private[open_]] > 0)]
    edge, slot = np.nonzero(s.allowed[np.ix_(open_, slots)])
    owed = np.minimum(np.maximum(inst.floor - degree, 0), capacity)
    return _Model(edge=open_[edge], slot=slot, owed=owed, capacity=capacity)


def _degrees(inst: Instance, edges: Ints) -> Ints:
    people = np.concatenate([inst.public[edges], inst.private[edges]])
    return np.bincount(people, minlength=len(inst.names))


def _limits(inst: Instance, s: Seating, slots: Ints, model: _Model) -> list[LinearConstraint]:
    """Each pair once; nobody twice in a slot or too often; as many places as there are."""
    k, n = len(slots), len(inst.names)
    stuck = s.stuck & (s.slot >= 0)
    free = inst.free[:, slots].copy()
    places = inst.places[:, slots].copy()
    for edge in np.flatnonzero(stuck & np.isin(s.slot, slots)):
        at = int(np.searchsorted(slots, s.slot[edge]))
        free[[inst.public[edge], inst.private[edge]], at] -= 1
        places[inst.kind[edge], at] -= 1
    rows = [
        (model.edge, np.ones(inst.edges)),
        (inst.public[model.edge] * k + model.slot, free.ravel()),
        (inst.private[model.edge] * k + model.slot, free.ravel()),
        (inst.kind[model.edge] * k + model.slot, places.ravel()),
        (inst.public[model.edge], model.capacity),
        (inst.private[model.edge], model.capacity),
    ]
    blocks = [_rows(row, len(most), n) for row, most in rows]
    matrix = csr_array(vstack(blocks))
    most = np.concatenate([np.asarray(most, float) for _, most in rows])
    used = np.diff(matrix.indptr) > 0
    return [LinearConstraint(matrix[used], -np.inf, most[used])]


def _rows(row: Ints, count: int, people: int) -> csr_array:
    """Ones at (row of a variable, variable), and nothing for the floors of ``people``."""
    variables = len(row)
    ones = csr_array((np.ones(variables), (row, np.arange(variables))), shape=(count, variables))
    return csr_array(hstack([ones, csr_array((count, people))]))


def _tiers(inst: Instance, model: _Model, here: Ints) -> list[LinearConstraint]:
    """Meetings towards floors, and musts, no fewer than now."""
    n, x = len(inst.names), len(model.edge)
    people = np.concatenate([inst.public[model.edge], inst.private[model.edge]])
    count = csr_array((-np.ones(2 * x), (people, np.tile(np.arange(x), 2))), shape=(n, x))
    floors = csr_array(hstack([count, csr_array((np.ones(n), (np.arange(n), np.arange(n))))]))
    met = np.minimum(_degrees(inst, here), model.owed)
    sums, least = [], []
    for group in (inst.first, ~inst.first):
        sums.append(np.concatenate([np.zeros(x), group.astype(float)]))
        least.append(met[group].sum())
    sums.append(np.concatenate([inst.must[model.edge].astype(float), np.zeros(n)]))
    least.append(inst.must[here].sum())
    return [
        LinearConstraint(floors, -np.inf, np.zeros(n)),
        LinearConstraint(np.array(sums), np.array(least, float), np.inf),
    ]


def _take_over(s: Seating, slots: Ints, model: _Model, here: Ints, chosen: Ints) -> None:
    for edge in here:
        kernels.take(s, edge)
    for one in chosen:
        kernels.put(s, int(model.edge[one]), int(slots[model.slot[one]]))
