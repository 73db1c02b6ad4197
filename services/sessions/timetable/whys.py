"""Why a wanted meeting is not in a timetable, and the smallest change that would let it in.

The change is enough by itself: everything that is there may stay where it is (a test adds
it and sees the meeting seated).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from services.sessions.timetable.instance import UNLIMITED, Instance
from services.sessions.timetable.kernels import Seating, Work
from services.sessions.timetable.pairing import (
    Bools,
    Ints,
)
from services.sessions.timetable.problem import (
    Advice,
    Limit,
    Participant,
    Problem,
    Unplaced,
    Wish,
)
from services.sessions.timetable.rematching import reachable
from services.sessions.timetable.seating import copied, insert_all, lighten


def unplaced(problem: Problem, inst: Instance, s: Seating) -> list[Unplaced]:
    """Every wish that is not fulfilled, what was worth most first."""
    left = np.flatnonzero((s.slot < 0) & (inst.wish >= 0) & (inst.wish < len(problem.wishes)))
    left = left[np.lexsort((-inst.score[left], ~inst.must[left]))]
    found = _told(problem, inst, left, _why(_look(inst, s, left)))
    barred = np.setdiff1d(np.arange(len(problem.wishes)), inst.wish)
    if len(barred):
        found += _barred(problem, barred)
        found.sort(key=lambda one: (not one.must, -one.score, one.public, one.private))
    return found


def _barred(problem: Problem, wishes: Ints) -> list[Unplaced]:
    """What is forbidden, whatever the slots."""
    people = {one.id: one for one in problem.participants}
    never = {frozenset(pair) for pair in problem.never}
    return [
        Unplaced(
            public=wish.public,
            private=wish.private,
            score=wish.score,
            must=wish.must,
            limit=_bar(wish, people, never),
        )
        for wish in (problem.wishes[number] for number in wishes.tolist())
    ]


def _bar(wish: Wish, people: dict[str, Participant], never: set[frozenset[str]]) -> Limit:
    if frozenset((wish.public, wish.private)) in never:
        return Limit.NEVER
    public, private = people[wish.public], people[wish.private]
    own = public.organization and public.organization == private.organization
    return Limit.OWN_ORGANIZATION if own else Limit.NO_COMMON_PLACE


@dataclass(frozen=True, slots=True)
class _Look:
    """The pairs that do not meet, and what each slot would say to them."""

    u: Ints
    v: Ints
    most: tuple[Bools, Bools]
    """(e,) whether the public and the private side have as many meetings as they wanted."""
    free: tuple[Bools, Bools]
    """(e, t) whether each has a meeting free."""
    there: tuple[Bools, Bools]
    """(e, t) whether each is there, in slots that can still change."""
    away: tuple[Bools, Bools]
    """(e, t) whether each is not there at all."""
    way: Bools
    """(e, t) whether the private side gets there and on in time."""
    over: Ints
    """(e, t) meetings of the kind more than places; 0: full."""
    placeless: Bools
    """(e,) whether there is no place of the kind in any slot."""


def _look(inst: Instance, s: Seating, left: Ints) -> _Look:
    u, v, kind = inst.public[left], inst.private[left], inst.kind[left]
    there = inst.free > 0
    there[:, : inst.start] = False
    free = there & (s.held < inst.free)
    way = np.ones((len(left), inst.slots), np.bool_)
    if inst.far.any():
        ways = [reachable(inst, s, t)[left] for t in range(inst.slots)]
        way = np.stack(ways, axis=1)
    full, away = s.degree >= inst.asked, inst.free == 0
    return _Look(
        u=u,
        v=v,
        most=(full[u], full[v]),
        free=(free[u], free[v]),
        there=(there[u], there[v]),
        away=(away[u], away[v]),
        way=way,
        over=(s.load - inst.places)[kind],
        placeless=inst.bare[kind],
    )


@dataclass(slots=True)
class _Why:
    """(e,) each: a limit and what would lift it; -1: nobody, no slot."""

    limit: Ints
    slots: Ints
    tables: Ints
    slot: Ints
    who: Ints
    also: Ints


LIMITS = tuple(Limit)


def _why(look: _Look) -> _Why:
    common = look.free[0] & look.free[1] & look.way
    held = common.any(axis=1)
    by_most = look.most[0] | look.most[1]
    which = np.select(
        [
            look.most[0],
            look.most[1],
            held,
            (look.free[0] & look.free[1]).any(axis=1),
            ~(look.there[0] & look.there[1]).any(axis=1),
            ~look.free[0].any(axis=1),
            look.free[1].any(axis=1),
        ],
        [LIMITS.index(limit) for limit in _IN_ORDER[:-1]],
        LIMITS.index(_IN_ORDER[-1]),
    )
    why = _a_place(look, which, common)
    why.who = np.where(look.most[0], look.u, np.where(look.most[1], look.v, -1))
    why.also = np.where(look.most[0] & look.most[1], look.v, -1)
    _or_come(look, why, ~by_most & ~held & (which != LIMITS.index(Limit.WALKING)))
    return why


_IN_ORDER = (
    Limit.PUBLIC_MOST,
    Limit.PRIVATE_MOST,
    Limit.TABLES,
    Limit.WALKING,
    Limit.NO_COMMON_SLOT,
    Limit.PUBLIC_SLOTS,
    Limit.CROSSED,
    Limit.PRIVATE_SLOTS,
)


def _a_place(look: _Look, limit: Ints, common: Bools) -> _Why:
    """A table more in a slot that both have free, or else a slot more with a table in it."""
    rows = np.arange(len(common))
    slot = np.where(common, look.over, UNLIMITED).argmin(axis=1) if common.size else 0 * rows
    held = common.any(axis=1)
    tables = (look.over[rows, slot] + 1) if common.size else 0 * rows
    at = held & (tables > 0)
    return _Why(
        limit=limit,
        slots=np.where(held, 0, 1),
        tables=np.where(at, tables, ~held & look.placeless),
        slot=np.where(at, slot, -1),
        who=0 * rows - 1,
        also=0 * rows - 1,
    )


def _or_come(look: _Look, why: _Why, rows: Bools) -> None:
    """Sooner than a slot more: one of them there in a slot that the other has free."""
    fine = (look.over < 0) & look.way & rows[:, None]
    for here, away, who in ((0, 1, look.v), (1, 0, look.u)):
        better = look.free[here] & look.away[away] & fine
        some = np.flatnonzero(better.any(axis=1))
        if not len(some):
            continue
        why.who[some], why.slots[some], why.tables[some] = who[some], 0, 0
        why.slot[some] = better[some].argmax(axis=1)


def _told(problem: Problem, inst: Instance, left: Ints, why: _Why) -> list[Unplaced]:
    names: tuple[str | None, ...] = (*inst.names, None)
    slots: tuple[str | None, ...] = (*(slot.id for slot in problem.slots), None)
    most = np.isin(why.limit, [LIMITS.index(Limit.PUBLIC_MOST), LIMITS.index(Limit.PRIVATE_MOST)])
    columns = (inst.wish[left], why.limit, why.slots, why.tables, most, why.slot, why.who, why.also)
    return [
        Unplaced(
            public=(wish := problem.wishes[number]).public,
            private=wish.private,
            score=wish.score,
            must=wish.must,
            limit=LIMITS[limit],
            more_slots=more_slots,
            more_tables=more_tables,
            more_most=int(more),
            slot=slots[slot],
            participant=names[who],
            also=names[also],
        )
        for number, limit, more_slots, more_tables, more, slot, who, also in zip(
            *(column.tolist() for column in columns), strict=True
        )
    ]


def advice(inst: Instance, s: Seating, w: Work) -> Advice:
    """Slots or tables more with which everything fits that nobody's own maximum keeps out."""
    rest = inst.asked - s.degree
    left = np.flatnonzero((s.slot < 0) & (rest[inst.public] > 0) & (rest[inst.private] > 0))
    if len(left) == 0:
        return Advice()
    chosen = _within_most(inst, rest, left)
    more_tables = _more_tables(inst, s, w, chosen)
    return Advice(more_slots=_more_slots(inst, rest, left), more_tables=more_tables)


def _within_most(inst: Instance, rest: Ints, left: Ints) -> Ints:
    """What would be within everybody's own maximum, what is worth most first."""
    left = left[np.lexsort((-inst.score[left], ~inst.must[left]))]
    found, room = [], rest.tolist()
    for edge, u, v in zip(
        left.tolist(), inst.public[left].tolist(), inst.private[left].tolist(), strict=True
    ):
        if room[u] > 0 and room[v] > 0:
            room[u] -= 1
            room[v] -= 1
            found.append(edge)
    return np.array(found, np.int64)


def _more_slots(inst: Instance, rest: Ints, left: Ints) -> int:
    """Enough whichever of these are chosen within everybody's own maximum.

    A two-sided graph needs as many slots as its busiest person has meetings (König 1916).
    """
    people = np.concatenate([inst.public[left], inst.private[left]])
    most = np.minimum(np.bincount(people, minlength=len(inst.names)), rest)
    slots = int(np.ceil(most / inst.free.max(axis=1, initial=1)).max())
    for kind, places in enumerate(inst.places.max(axis=1, initial=0)):
        wanted = _at_most(inst, rest, left[inst.kind[left] == kind])
        slots = max(slots, -(-wanted // max(1, int(places))))
    return slots


def _at_most(inst: Instance, rest: Ints, left: Ints) -> int:
    """How many of these fit within everybody's own maximum, were there places for all."""
    begin, end = len(inst.names), len(inst.names) + 1
    public, private = np.unique(inst.public[left]), np.unique(inst.private[left])
    tails = np.concatenate([np.full(len(public), begin), inst.public[left], private])
    heads = np.concatenate([public, inst.private[left], np.full(len(private), end)])
    room = np.concatenate([rest[public], np.ones(len(left), np.int64), rest[private]])
    graph = csr_array((room.astype(np.int32), (tails, heads)), shape=(end + 1, end + 1))
    return int(maximum_flow(graph, begin, end).flow_value)


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
