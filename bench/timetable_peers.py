"""Other ways to the same timetable, on the same arrays: who comes first, greedy, stable, monoliths.

Each returns the slot of every edge, or -1. None of them knows a floor.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable

import numpy as np
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from services.sessions.timetable import kernels, rematching, seating
from services.sessions.timetable.choosing import Worth
from services.sessions.timetable.instance import Instance
from services.sessions.timetable.pairing import Ints

Peer = Callable[[Instance, float], Ints]


def first_come(inst: Instance, _: float) -> Ints:
    return _first_fit(inst, np.random.default_rng(1).permutation(inst.edges))


def best_first(inst: Instance, _: float) -> Ints:
    """What most tools do: by score, the first slot that is free."""
    return _first_fit(inst, np.argsort(-inst.score, kind="stable"))


def _first_fit(inst: Instance, order: Ints) -> Ints:
    s, _ = seating.empty(inst)
    for e in order.tolist():
        u, v = inst.public[e], inst.private[e]
        if s.degree[u] < inst.most[u] and s.degree[v] < inst.most[v]:
            free = s.allowed[e] & (s.held[u] < inst.free[u]) & (s.held[v] < inst.free[v])
            free &= s.load[inst.kind[e]] < inst.places[inst.kind[e]]
            if free.any():
                kernels.put(s, e, int(free.argmax()))
    return s.slot


def slot_by_slot(inst: Instance, _: float) -> Ints:
    """An exact matching of the first slot, then of the second with what is left, and so on."""
    s, _ = seating.empty(inst)
    price = Worth(edge=inst.score, floor=np.zeros(len(inst.names), np.int64))
    for t in range(inst.slots):
        rematching.rematch(inst, price, s, t)
    return s.slot


def deferred_acceptance(inst: Instance, _: float) -> Ints:
    """Pairs that are stable (Gale and Shapley 1962, many to many), then seated by chains."""
    s, w = seating.empty(inst)
    possible = np.flatnonzero(s.allowed.any(axis=1))
    asks: dict[int, list[int]] = defaultdict(list)
    for e in possible[np.argsort(-inst.score[possible], kind="stable")].tolist():
        asks[int(inst.private[e])].append(e)
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    given: dict[int, int] = defaultdict(int)
    waiting = sorted(asks)
    while waiting:
        v = waiting.pop()
        while given[v] < inst.most[v] and asks[v]:
            e = asks[v].pop(0)
            u = int(inst.public[e])
            heapq.heappush(held[u], (int(inst.score[e]), e))
            given[v] += 1
            if len(held[u]) > inst.most[u]:
                _, out = heapq.heappop(held[u])
                other = int(inst.private[out])
                given[other] -= 1
                if other != v:
                    waiting.append(other)
    chosen = np.array([e for one in held.values() for _, e in one], np.int64)
    seating.insert_all(s, w, chosen[np.argsort(-inst.score[chosen], kind="stable")], False)
    return s.slot


def cp_sat(inst: Instance, seconds: float) -> Ints:
    """The whole model at once, two workers."""
    s, _ = seating.empty(inst)
    model = cp_model.CpModel()
    edge, slot = np.nonzero(s.allowed)
    x = [model.new_bool_var("") for _ in edge]
    for rows, most in _rows(inst, edge, slot):
        of: dict[int, list[int]] = defaultdict(list)
        for variable, row in enumerate(rows.tolist()):
            of[row].append(variable)
        for row, variables in of.items():
            if len(variables) > most[row]:
                model.add(sum(x[variable] for variable in variables) <= int(most[row]))
    model.maximize(sum(int(inst.score[e]) * one for e, one in zip(edge, x, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    found = s.slot.copy()
    if solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        for e, t, one in zip(edge, slot, x, strict=True):
            if solver.boolean_value(one):
                found[e] = t
    return found


def highs(inst: Instance, seconds: float) -> Ints:
    """The whole model at once, as a mixed-integer programme."""
    s, _ = seating.empty(inst)
    edge, slot = np.nonzero(s.allowed)
    rows = _rows(inst, edge, slot)
    ones = np.ones(len(edge))
    places = [
        csr_array((ones, (row, np.arange(len(edge)))), shape=(len(most), len(edge)))
        for row, most in rows
    ]
    most = np.concatenate([np.asarray(most, float) for _, most in rows])
    result = milp(
        -inst.score[edge].astype(float),
        constraints=LinearConstraint(csr_array(vstack(places)), -np.inf, most),
        bounds=Bounds(0, 1),
        integrality=ones,
        options={"time_limit": seconds, "mip_rel_gap": 1e-6},
    )
    found = s.slot.copy()
    if result.x is not None:
        taken = np.flatnonzero(result.x > 0.5)
        found[edge[taken]] = slot[taken]
    return found


def _rows(inst: Instance, edge: Ints, slot: Ints) -> list[tuple[Ints, Ints]]:
    """Each limit as (row of every variable, most of every row)."""
    t = inst.slots
    return [
        (edge, np.ones(inst.edges, np.int64)),
        (inst.public[edge] * t + slot, inst.free.ravel()),
        (inst.private[edge] * t + slot, inst.free.ravel()),
        (inst.kind[edge] * t + slot, inst.places.ravel()),
        (inst.public[edge], inst.most),
        (inst.private[edge], inst.most),
    ]
