"""Why a wanted meeting is not in a timetable, and the smallest change that would let it in.

The change is enough by itself: everything that is there may stay where it is (a test adds
it and sees the meeting seated).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from services.sessions.timetable.instance import (
    Instance,
    Ints,
    meet_somewhere,
    same_organization,
)
from services.sessions.timetable.kernels import Seating, Work
from services.sessions.timetable.problem import (
    Advice,
    Limit,
    Participant,
    Problem,
    Unplaced,
    Wish,
)
from services.sessions.timetable.seating import copied, insert_all, lighten


def unplaced(problem: Problem, inst: Instance, s: Seating) -> list[Unplaced]:
    """Every wish that is not fulfilled, what was worth most first."""
    people = {one.id: one for one in problem.participants}
    never = {frozenset(pair) for pair in problem.never}
    wished = {(wish.public, wish.private): wish for wish in problem.wishes}
    found = [
        _told(wish, limit)
        for wish in problem.wishes
        if (limit := _barred(wish, people, never)) is not None
    ]
    for edge, limit, change in _left(problem, inst, s):
        wish = wished.get((inst.names[inst.public[edge]], inst.names[inst.private[edge]]))
        if wish is not None:
            found.append(_told(wish, limit, **change))
    return sorted(found, key=lambda one: (not one.must, -one.score, one.public, one.private))


def _barred(wish: Wish, people: dict[str, Participant], never: set[frozenset[str]]) -> Limit | None:
    """What forbids a meeting, whatever the slots."""
    public, private = people[wish.public], people[wish.private]
    if never and frozenset((wish.public, wish.private)) in never:
        return Limit.NEVER
    if same_organization(public, private):
        return Limit.OWN_ORGANIZATION
    return None if meet_somewhere(public, private) else Limit.NO_COMMON_PLACE


Change = dict[str, int | str | None]


def _told(wish: Wish, limit: Limit, **change: int | str | None) -> Unplaced:
    return Unplaced(
        public=wish.public,
        private=wish.private,
        score=wish.score,
        must=wish.must,
        limit=limit,
        **change,  # type: ignore[arg-type] # names of its fields, given below
    )


def _left(problem: Problem, inst: Instance, s: Seating) -> Iterator[tuple[int, Limit, Change]]:
    """Each edge that is not seated, its limit and what would lift it."""
    left = np.flatnonzero(s.slot < 0)
    u, v, kind = inst.public[left], inst.private[left], inst.kind[left]
    free = s.held < inst.free
    room = (s.load < inst.places)[kind]
    both = np.asarray(free[u] & free[v])
    full: list[bool] = np.logical_not((both & room).any(axis=1)).tolist()
    most: list[bool] = np.greater_equal(s.degree, inst.asked).tolist()
    for number, edge in enumerate(left.tolist()):
        x, y = int(u[number]), int(v[number])
        for z, limit in ((x, Limit.PUBLIC_MOST), (y, Limit.PRIVATE_MOST)):
            if most[z]:
                change: Change = {"more_most": 1, "participant": inst.names[z]}
                yield edge, limit, {**change, "more_slots": int(full[number])}
                break
        else:
            yield edge, *_by_slots(problem, inst, s, edge, free, both[number], room[number])


def _by_slots(
    problem: Problem,
    inst: Instance,
    s: Seating,
    edge: int,
    free: np.ndarray,
    both: np.ndarray,
    room: np.ndarray,
) -> tuple[Limit, Change]:
    u, v = int(inst.public[edge]), int(inst.private[edge])
    common = np.flatnonzero(both)
    if len(common) and not room[common].any():
        over = (s.load - inst.places)[inst.kind[edge]][common]
        slot = int(common[over.argmin()])
        return Limit.TABLES, {"more_tables": 1, "slot": problem.slots[slot].id}
    if len(common):
        return Limit.WALKING, {"more_slots": 1}
    limit = _slot_limit(inst, free, u, v)
    for here, away in ((v, u), (u, v)):
        better = np.flatnonzero(free[here] & room & (inst.free[away] == 0))
        if len(better):
            slot = int(better[0])
            return limit, {"slot": problem.slots[slot].id, "participant": inst.names[away]}
    return limit, {"more_slots": 1}


def _slot_limit(inst: Instance, free: np.ndarray, u: int, v: int) -> Limit:
    if not np.any((inst.free[u] > 0) & (inst.free[v] > 0)):
        return Limit.NO_COMMON_SLOT
    if not free[u].any():
        return Limit.PUBLIC_SLOTS
    return Limit.CROSSED if free[v].any() else Limit.PRIVATE_SLOTS


def advice(inst: Instance, s: Seating, w: Work) -> Advice:
    """Slots or tables more with which everything fits that nobody's own maximum keeps out."""
    left = np.flatnonzero((s.slot < 0) & ~_kept_out(inst, s))
    if len(left) == 0:
        return Advice()
    return Advice(more_slots=_more_slots(inst, left), more_tables=_more_tables(inst, s, w, left))


def _kept_out(inst: Instance, s: Seating) -> np.ndarray:
    most = s.degree >= inst.asked
    return np.asarray(most[inst.public] | most[inst.private])


def _more_slots(inst: Instance, left: Ints) -> int:
    """A two-sided graph needs as many slots as its busiest person has meetings (König 1916)."""
    people = np.concatenate([inst.public[left], inst.private[left]])
    most = np.bincount(people, minlength=len(inst.names))
    slots = int(np.ceil(most / inst.free.max(axis=1, initial=1)).max())
    for kind, places in enumerate(inst.places.max(axis=1, initial=0)):
        wanted = int((inst.kind[left] == kind).sum())
        slots = max(slots, -(-wanted // max(1, int(places))))
    return slots


def _more_tables(inst: Instance, s: Seating, w: Work, left: Ints) -> int | None:
    """None as soon as one of them would not fit with any number of tables."""
    full = s.degree >= inst.most
    if (full[inst.public[left]] | full[inst.private[left]]).any():
        return None
    trial = copied(s)
    if insert_all(trial, w, left, True) < len(left):
        return None
    for kind in range(len(s.load)):
        for slot in range(s.load.shape[1]):
            while trial.load[kind, slot] > trial.places[kind, slot]:
                if not lighten(trial, w, kind, slot):
                    break
    return int((trial.load - trial.places).max(initial=0))
