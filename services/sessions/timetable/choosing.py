"""Who meets whom, slots left aside: one min-cost flow, exact, and the bound of every timetable.

Choosing pairs so that nobody has too many is a flow, and concave rewards keep it one: the
first ``floor`` meetings of a participant are worth more than any score can outweigh. Its
optimum bounds every timetable, whatever the slots do (b-matching; see ``docs/timetables.md``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from services.sessions.timetable.instance import Instance
from services.sessions.timetable.pairing import Ints
from services.sessions.timetable.problem import Value


@dataclass(frozen=True, slots=True)
class Worth:
    """What counts, as prices so far apart that the lower never outweighs the higher."""

    edge: Ints
    """(e,) score, and a price for a must."""
    floor: Ints
    """(n,) price of each meeting up to the floor."""


@dataclass(frozen=True, slots=True)
class Supply:
    """How much may be chosen: of one slot, or of the whole day."""

    capacity: Ints
    """(n,) meetings of a participant."""
    owed: Ints
    """(n,) how many of them count towards its floor."""
    places: Ints
    """(k,) meetings of a kind."""


def worth(inst: Instance) -> Worth:
    """Prices by the longest way a choice can change along: once through every participant."""
    people = len(inst.names) + 2
    must = 1_000 * people if inst.must.any() else 0
    most = (1_000 + must) * people
    floor = np.where(inst.first, 4 * most * 4, most * 2)
    return Worth(edge=inst.score + must * inst.must, floor=floor)


def whole_day(inst: Instance) -> Supply:
    return Supply(
        capacity=inst.most,
        owed=np.minimum(inst.floor, inst.most),
        places=_places_of_day(inst),
    )


def _places_of_day(inst: Instance) -> Ints:
    """(k,) no more than both sides have people in a slot, if there are more places than that."""
    people = np.minimum(inst.free[: inst.publics].sum(0), inst.free[inst.publics :].sum(0))
    return np.asarray(np.minimum(inst.places, people).sum(axis=1))


def chosen(inst: Instance, price: Worth, supply: Supply, edges: Ints) -> Ints:
    """Those of ``edges`` that together are worth most."""
    if len(edges) == 0:
        return edges
    arcs = _Arcs(inst, price, supply, edges)
    return edges[arcs.flows() > 0]


class _Arcs:
    """source -> private side -> public side -> its kind of place -> sink."""

    def __init__(self, inst: Instance, price: Worth, supply: Supply, edges: Ints) -> None:
        n = len(inst.names)
        self._source, self._sink, kinds = n, n + 1, n + 2
        self._tails: list[Ints] = []
        self._heads: list[Ints] = []
        self._capacities: list[Ints] = []
        self._costs: list[Ints] = []
        private, public = np.unique(inst.private[edges]), np.unique(inst.public[edges])
        self._add(inst.private[edges], inst.public[edges], np.ones_like(edges), -price.edge[edges])
        self._tiers(np.full_like(private, self._source), private, private, price, supply)
        kind = _kind_of(inst, edges)[public]
        ends = np.where(kind < 0, self._sink, kinds + kind)
        self._tiers(public, ends, public, price, supply)
        every = np.arange(len(supply.places))
        self._add(
            kinds + every,
            np.full_like(every, self._sink),
            np.minimum(supply.places, int(supply.capacity[public].sum())),
            np.zeros_like(every),
        )
        self._total = int(supply.capacity[private].sum())
        self._add(*(np.array([x]) for x in (self._source, self._sink, self._total, 0)))
        self._edges = len(edges)

    def _tiers(self, tails: Ints, heads: Ints, people: Ints, price: Worth, supply: Supply) -> None:
        owed = np.minimum(supply.owed[people], supply.capacity[people])
        self._add(tails, heads, owed, -price.floor[people])
        self._add(tails, heads, supply.capacity[people] - owed, np.zeros_like(people))

    def _add(self, tails: Ints, heads: Ints, capacities: Ints, costs: Ints) -> None:
        self._tails.append(tails)
        self._heads.append(heads)
        self._capacities.append(capacities)
        self._costs.append(costs)

    def flows(self) -> Ints:
        """(edges,) 1 for the chosen."""
        flow = SimpleMinCostFlow()
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            np.concatenate(self._tails).astype(np.int32),
            np.concatenate(self._heads).astype(np.int32),
            np.concatenate(self._capacities).astype(np.int64),
            np.concatenate(self._costs).astype(np.int64),
        )
        flow.set_node_supply(self._source, self._total)
        flow.set_node_supply(self._sink, -self._total)
        if flow.solve() != flow.OPTIMAL:
            raise ArithmeticError("a flow with a way around it has an answer")
        return np.asarray(flow.flows(arcs[: self._edges]))


def _kind_of(inst: Instance, edges: Ints) -> Ints:
    """(publics,) kind of place of each public participant; -1: of several, left unbounded."""
    kinds = np.full(inst.publics, -2, np.int64)
    kinds[inst.public[edges]] = inst.kind[edges]
    mixed = kinds[inst.public[edges]] != inst.kind[edges]
    kinds[inst.public[edges][mixed]] = -1
    return np.where(kinds == -2, -1, kinds)  # noqa: PLR2004 -- nobody wants to meet it


def value(inst: Instance, edges: Ints) -> Value:
    """What a set of meetings is worth."""
    degree = np.bincount(
        np.concatenate([inst.public[edges], inst.private[edges]]), minlength=len(inst.names)
    )
    met = np.minimum(degree, inst.floor)
    return Value(
        first_served=int(met[inst.first].sum()),
        floor=int(met[~inst.first].sum()),
        musts=int(inst.must[edges].sum()),
        score=int(inst.score[edges].sum()),
    )
