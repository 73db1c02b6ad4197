"""Compiled steps on a half-made timetable: put in, take out, swap two slots along a chain.

A *chain* (Kempe 1879) are the meetings that have to change between two slots when one
meeting goes from the one to the other: whoever would sit twice in a slot gives up the
other meeting of it to the other slot, and so on until nobody does. With desks of several
people a participant may hold several meetings in a slot, and any of them may give way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numba

from services.sessions.timetable.pairing import Bools, Ints

NOWHERE = -1
LONGEST = 100
"""Meetings of a chain; longer ones hardly ever end well."""
TABLED = 16
"""Slots up to which the idle slots of every pattern are looked up (65,536 bytes)."""

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Machine code at the first call, kept beside the module; does not hold the interpreter up."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))


class Seating(NamedTuple):
    """Who sits where so far. What does not change comes first."""

    public: Ints
    private: Ints
    kind: Ints
    free: Ints
    most: Ints
    places: Ints
    allowed: Bools
    """(e, t)"""
    stuck: Bools
    """(e,) meetings that may not be moved."""
    far: Bools
    slot: Ints
    """(e,) slot of an edge, or ``NOWHERE``."""
    at: Ints
    """(n, t, d) edges that a participant holds in a slot, the first ``held`` of them."""
    held: Ints
    """(n, t)"""
    degree: Ints
    """(n,) meetings in all."""
    load: Ints
    """(k, t)"""
    busy: Ints
    """(n,) a bit for each slot with a meeting."""


class Work(NamedTuple):
    """Room for one chain, made once."""

    path: Ints
    to: Ints
    came: Ints
    mark: Ints
    seen: Ints
    change: Ints
    """(n, 2) meetings more in the first and the second slot of the chain."""
    loads: Ints
    """(k, 2)"""
    stamp: Ints
    idle: Ints
    """Idle slots of each pattern of busy slots, where the slots are few enough."""


@compiled
def put(s: Seating, e: int, t: int) -> None:
    for x in (s.public[e], s.private[e]):
        s.at[x, t, s.held[x, t]] = e
        s.held[x, t] += 1
        s.degree[x] += 1
        s.busy[x] |= 1 << t
    s.load[s.kind[e], t] += 1
    s.slot[e] = t


@compiled
def take(s: Seating, e: int) -> None:
    t = s.slot[e]
    for x in (s.public[e], s.private[e]):
        last = s.held[x, t] - 1
        for i in range(last):
            if s.at[x, t, i] == e:
                s.at[x, t, i] = s.at[x, t, last]
        s.held[x, t] = last
        s.degree[x] -= 1
        if last == 0:
            s.busy[x] &= ~(1 << t)
    s.load[s.kind[e], t] -= 1
    s.slot[e] = NOWHERE


@compiled
def giving_way(s: Seating, w: Work, x: int, t: int, o: int) -> int:
    """A meeting of ``x`` in slot ``t`` that can go to slot ``o``, not yet of the chain."""
    for i in range(s.held[x, t]):
        f = s.at[x, t, i]
        if w.mark[f] != w.stamp[0] and not s.stuck[f] and s.allowed[f, o]:
            return int(f)
    return NOWHERE


@compiled
def chain(s: Seating, w: Work, e: int, a: int, b: int) -> int:
    """Length of the chain in ``w.path`` if ``e`` goes to slot ``a``; -1: there is none.

    ``e`` comes from slot ``b`` or from nowhere; the others change between the two.
    """
    w.stamp[0] += 1
    stamp = w.stamp[0]
    w.loads[:] = 0
    w.path[0] = e
    w.mark[e] = stamp
    n = 1
    k = 0
    while k < n:
        f = w.path[k]
        o = a if k == 0 or s.slot[f] == b else b
        w.to[k] = o
        k += 1
        step(s, w, f, o, a, b)
        for x in (s.public[f], s.private[f]):
            if s.held[x, o] + w.change[x, int(o == b)] > s.free[x, o]:
                g = giving_way(s, w, x, o, a + b - o)
                if g >= 0:
                    if n == LONGEST:
                        return -1
                    w.path[n] = g
                    w.mark[g] = stamp
                    n += 1
    return n if fits(s, w, n, a, b) else -1


@compiled
def step(s: Seating, w: Work, f: int, o: int, a: int, b: int) -> None:
    """Count what changes for the people and places of ``f`` when it goes to slot ``o``."""
    there = int(o == b)
    leaves = s.slot[f] == a + b - o
    for x in (s.public[f], s.private[f]):
        if w.seen[x] != w.stamp[0]:
            w.seen[x] = w.stamp[0]
            w.change[x, 0] = 0
            w.change[x, 1] = 0
        w.change[x, there] += 1
        if leaves:
            w.change[x, 1 - there] -= 1
    w.loads[s.kind[f], there] += 1
    if leaves:
        w.loads[s.kind[f], 1 - there] -= 1


@compiled
def fits(s: Seating, w: Work, n: int, a: int, b: int) -> bool:
    for i in range(n):
        f = w.path[i]
        for x in (s.public[f], s.private[f]):
            if s.held[x, a] + w.change[x, 0] > s.free[x, a]:
                return False
            if s.held[x, b] + w.change[x, 1] > s.free[x, b]:
                return False
    return True


@compiled
def roomy(s: Seating, w: Work, a: int, b: int) -> bool:
    """Whether the places suffice after the chain, or are exceeded by no more than before."""
    for k in range(s.load.shape[0]):
        if w.loads[k, 0] > 0 and s.load[k, a] + w.loads[k, 0] > s.places[k, a]:
            return False
        if w.loads[k, 1] > 0 and s.load[k, b] + w.loads[k, 1] > s.places[k, b]:
            return False
    return True


@compiled
def turn(s: Seating, w: Work, n: int) -> None:
    """Carry the chain out, and leave in ``w.to`` where each came from: turned twice, undone."""
    for i in range(n):
        f = w.path[i]
        before = s.slot[f]
        if before >= 0:
            take(s, f)
        w.came[i] = before
    for i in range(n):
        if w.to[i] >= 0:
            put(s, w.path[i], w.to[i])
        w.to[i] = w.came[i]
