"""Which table: a public participant keeps its own all day wherever that is possible."""

from __future__ import annotations

import numpy as np

from services.sessions.timetable.instance import Instance
from services.sessions.timetable.pairing import Bools, Ints
from services.sessions.timetable.problem import Problem

Tabled = dict[int, str]
"""Table of each edge that is held on site."""


def tables(problem: Problem, inst: Instance, slot: Ints, fixed: Tabled) -> Tabled:
    """A table for every edge with a slot and a place on site. ``fixed`` ones stay."""
    zones = sorted({table.zone for table in problem.tables})
    found = dict(fixed)
    for kind, zone in enumerate(zones):
        names = [table.id for table in problem.tables if table.zone == zone]
        free = _usable(problem, names)
        rows = {name: row for row, name in enumerate(names)}
        for edge, table in fixed.items():
            if table in rows:
                free[rows[table], slot[edge]] = False
        _zone(_lanes(inst, slot, kind, fixed), names, free, slot, found)
    return found


def _usable(problem: Problem, names: list[str]) -> Bools:
    """(tables, t) whether a table can be used in a slot."""
    every = tuple(slot.id for slot in problem.slots)
    of = {t.id: frozenset(every if t.slots is None else t.slots) for t in problem.tables}
    return np.array(
        [[slot.id in of[name] for slot in problem.slots] for name in names],
        np.bool_,
    )


def _zone(lanes: list[list[int]], names: list[str], free: Bools, slot: Ints, found: Tabled) -> None:
    """Each lane its own table, the busiest first; what is left takes what is left."""
    for lane in sorted(lanes, key=lambda lane: (-len(lane), lane)):
        slots = slot[lane]
        table = int(free[:, slots].sum(axis=1).argmax())
        for edge, at in zip(lane, slots, strict=True):
            if free[table, at]:
                found[edge] = names[table]
                free[table, at] = False
    for edge in sorted({edge for lane in lanes for edge in lane} - found.keys()):
        table = int(free[:, slot[edge]].argmax())
        found[edge] = names[table]
        free[table, slot[edge]] = False


def _lanes(inst: Instance, slot: Ints, kind: int, fixed: Tabled) -> list[list[int]]:
    """The meetings of each desk of each public participant: one meeting a slot."""
    lanes: dict[tuple[int, int], list[int]] = {}
    used: dict[tuple[int, int], int] = {}
    for edge in np.flatnonzero((slot >= 0) & (inst.kind == kind)).tolist():
        if edge not in fixed:
            host, at = int(inst.public[edge]), int(slot[edge])
            desk = used.get((host, at), 0)
            used[host, at] = desk + 1
            lanes.setdefault((host, desk), []).append(edge)
    return [edges for _, edges in sorted(lanes.items())]
