"""Arrays back to a timetable that people can read: meetings, tables, who fell short, and why."""

from __future__ import annotations

import numpy as np

from services.sessions.timetable import choosing
from services.sessions.timetable.instance import Instance, edge_numbers
from services.sessions.timetable.kernels import Seating, Work
from services.sessions.timetable.pairing import Ints
from services.sessions.timetable.problem import Meeting, Problem, Short, Timetable, Value
from services.sessions.timetable.seating import idle_in_all
from services.sessions.timetable.tabling import Tabled, tables
from services.sessions.timetable.whys import advice, unplaced

ONLINE = "~"
"""Where meetings without a table come among the names of tables."""


def timetable(
    problem: Problem,
    inst: Instance,
    s: Seating,
    w: Work,
    bound: Value,
    *,
    proved: bool,
    stages: tuple[str, ...],
    fixed: Tabled | None = None,
) -> Timetable:
    """What was planned. ``fixed`` are the tables that meetings already have."""
    seated = np.flatnonzero(s.slot >= 0)
    value = choosing.value(inst, seated)
    idle = int(idle_in_all(s, w))
    meetings = _meetings(problem, inst, s, {**(fixed or {}), **_locked_tables(problem, inst)})
    return Timetable(
        meetings=meetings,
        value=value,
        bound=bound,
        gap=0.0 if proved else max(0.0, 1 - value.score / max(1, bound.score)),
        proved=proved,
        unplaced=tuple(unplaced(problem, inst, s)),
        short=_short(inst, s, reachable=value.floor < bound.floor),
        idle_slots=idle,
        stages=stages,
        advice=advice(inst, s, w),
    )


def _locked_tables(problem: Problem, inst: Instance) -> Tabled:
    edges = edge_numbers(inst) if problem.locks else {}
    return {
        edges[lock.public, lock.private]: lock.table
        for lock in problem.locks
        if lock.table is not None
    }


def _meetings(problem: Problem, inst: Instance, s: Seating, fixed: Tabled) -> tuple[Meeting, ...]:
    locked = {(lock.public, lock.private) for lock in problem.locks}
    table = tables(problem, inst, s.slot, fixed)
    seated = np.flatnonzero(s.slot >= 0)
    return tuple(
        Meeting(
            public=(pair := (inst.names[u], inst.names[v]))[0],
            private=pair[1],
            slot=problem.slots[slot].id,
            table=table.get(edge),
            score=score,
            must=must,
            locked=bool(locked) and pair in locked,
        )
        for edge, slot, u, v, score, must in zip(
            *_columns(inst, s, seated[_by_slot_and_table(s, seated, table)]), strict=True
        )
    )


def _columns(inst: Instance, s: Seating, edges: Ints) -> list[list[int]]:
    columns = (s.slot, inst.public, inst.private, inst.score, inst.must)
    return [edges.tolist(), *(column[edges].tolist() for column in columns)]


def _by_slot_and_table(s: Seating, edges: Ints, table: Tabled) -> Ints:
    """Places in the order of slots, then of tables' names; people are in order already."""
    names = [table.get(edge, ONLINE) for edge in edges.tolist()]
    rank = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.lexsort((np.array([rank[name] for name in names], np.int64), s.slot[edges]))


def _short(inst: Instance, s: Seating, *, reachable: bool) -> tuple[Short, ...]:
    return tuple(
        Short(
            participant=inst.names[x],
            meetings=int(s.degree[x]),
            floor=int(inst.floor[x]),
            reachable=reachable,
        )
        for x in np.flatnonzero(s.degree < inst.floor)
    )
