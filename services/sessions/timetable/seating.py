"""A half-made timetable and what is done to it as a whole, on the compiled steps of ``kernels``."""

from __future__ import annotations

from functools import cache

import numpy as np

from services.sessions.timetable import kernels
from services.sessions.timetable.instance import Instance
from services.sessions.timetable.kernels import NOWHERE, TABLED, Seating, Work, compiled
from services.sessions.timetable.pairing import Bools, Ints


def empty(inst: Instance) -> tuple[Seating, Work]:
    """Nobody sits yet, except in the locked meetings."""
    n, t = inst.free.shape
    desks = max(1, int(inst.free.max(initial=1)))
    seating = Seating(
        public=inst.public,
        private=inst.private,
        kind=inst.kind,
        free=inst.free,
        most=inst.most,
        places=inst.places,
        allowed=inst.together(),
        stuck=inst.pinned >= 0,
        far=inst.far,
        slot=np.full(inst.edges, NOWHERE, np.int64),
        at=np.full((n, t, desks), NOWHERE, np.int64),
        held=np.zeros((n, t), np.int64),
        degree=np.zeros(n, np.int64),
        load=np.zeros(inst.places.shape, np.int64),
        busy=np.zeros(n, np.int64),
    )
    for edge in np.flatnonzero(inst.pinned >= 0):
        kernels.put(seating, int(edge), int(inst.pinned[edge]))
    return seating, _room(inst)


def copied(s: Seating) -> Seating:
    return Seating._make(np.copy(part) for part in s)


def _room(inst: Instance) -> Work:
    n, t = inst.free.shape
    return Work(
        path=np.zeros(kernels.LONGEST, np.int64),
        to=np.zeros(kernels.LONGEST, np.int64),
        came=np.zeros(kernels.LONGEST, np.int64),
        mark=np.zeros(inst.edges, np.int64),
        seen=np.zeros(n, np.int64),
        change=np.zeros((n, 2), np.int64),
        loads=np.zeros((len(inst.places), 2), np.int64),
        stamp=np.zeros(1, np.int64),
        idle=_idle_of_patterns(t),
    )


@cache
def _idle_of_patterns(slots: int) -> Ints:
    patterns = np.arange(1 << slots if slots <= TABLED else 1, dtype=np.int64)
    busy = np.zeros_like(patterns)
    first, last = np.full_like(patterns, slots), np.full_like(patterns, -1)
    for slot in range(slots):
        on = (patterns >> slot) & 1 == 1
        busy += on
        last[on] = slot
        first[on & (first == slots)] = slot
    return np.where(busy > 0, last - first + 1 - busy, 0)


@compiled
def walks(s: Seating, x: int, t: int) -> bool:
    """Whether ``x`` gets in time from the meetings of slot ``t`` to those of the next."""
    online = s.places.shape[0] - 1
    if t < 0 or t + 1 >= s.free.shape[1] or not s.far[t]:
        return True
    for i in range(s.held[x, t]):
        for j in range(s.held[x, t + 1]):
            one, other = s.kind[s.at[x, t, i]], s.kind[s.at[x, t + 1, j]]
            if one != other and online not in (one, other):
                return False
    return True


@compiled
def walking(s: Seating, w: Work, n: int, a: int, b: int) -> bool:
    """Whether everybody of the chain just turned still gets from slot to slot in time."""
    for i in range(n):
        x = s.private[w.path[i]]
        for t in (a - 1, a, b - 1, b):
            if not walks(s, x, t):
                return False
    return True


@compiled
def move(s: Seating, w: Work, e: int, a: int, b: int, relaxed: bool) -> bool:
    """Bring ``e`` into slot ``a`` by a chain with slot ``b``; ``relaxed``: whatever the places."""
    n = kernels.chain(s, w, e, a, b)
    if n < 0 or not (relaxed or kernels.roomy(s, w, a, b)):
        return False
    kernels.turn(s, w, n)
    if walking(s, w, n, a, b):
        return True
    kernels.turn(s, w, n)
    return False


@compiled
def quietest(s: Seating, e: int, relaxed: bool) -> int:
    """Free slot of both that leaves the fewest idle ones, then the emptiest; -1: none."""
    u, v, k = s.public[e], s.private[e], s.kind[e]
    best, least = NOWHERE, 0.0
    for t in range(s.free.shape[1]):
        if not s.allowed[e, t] or s.held[u, t] >= s.free[u, t] or s.held[v, t] >= s.free[v, t]:
            continue
        if not relaxed and s.load[k, t] >= s.places[k, t]:
            continue
        value = s.load[k, t] / max(1, s.places[k, t])
        if best < 0 or value < least:
            best, least = t, value
    return best


@compiled
def gives_way(s: Seating, x: int, t: int) -> bool:
    """Whether ``x`` has slot ``t`` free, or a meeting in it that could go elsewhere."""
    if s.held[x, t] < s.free[x, t]:
        return True
    for i in range(s.held[x, t]):  # noqa: SIM110 -- any() of a generator cannot be compiled
        if not s.stuck[s.at[x, t, i]]:
            return True
    return False


@compiled
def insert(s: Seating, w: Work, e: int, relaxed: bool) -> bool:
    """Seat ``e``: in a slot that both have free, else by a chain; nobody loses a meeting."""
    u, v = s.public[e], s.private[e]
    if s.slot[e] >= 0 or s.degree[u] >= s.most[u] or s.degree[v] >= s.most[v]:
        return False
    t = quietest(s, e, relaxed)
    if t >= 0:
        kernels.put(s, e, t)
        if walks(s, v, t - 1) and walks(s, v, t):
            return True
        kernels.take(s, e)
    slots = s.free.shape[1]
    for busy in (1, 2):  # slots in which one of them has to give way, then both
        for a in range(slots):
            if not s.allowed[e, a]:
                continue
            full = int(s.held[u, a] >= s.free[u, a]) + int(s.held[v, a] >= s.free[v, a])
            if full != busy or not (gives_way(s, u, a) and gives_way(s, v, a)):
                continue
            for b in range(slots):
                if b != a and move(s, w, e, a, b, relaxed):
                    return True
    return False


@compiled
def insert_within(s: Seating, w: Work, e: int, published: Ints, moves: int) -> bool:
    """Seat ``e`` by the chain that takes fewest published meetings out of their slot."""
    u, v = s.public[e], s.private[e]
    if s.degree[u] >= s.most[u] or s.degree[v] >= s.most[v]:
        return False
    slots = s.free.shape[1]
    best, first, second = moves + 1, NOWHERE, NOWHERE
    for a in range(slots):
        if not (s.allowed[e, a] and gives_way(s, u, a) and gives_way(s, v, a)):
            continue
        for b in range(slots):
            if b == a:
                continue
            n = kernels.chain(s, w, e, a, b)
            if n < 0 or not kernels.roomy(s, w, a, b):
                continue
            cost = 0
            for i in range(1, n):
                f = w.path[i]
                if published[f] >= 0:
                    cost += int(published[f] == s.slot[f]) - int(published[f] == w.to[i])
            if cost < best:
                best, first, second = cost, a, b
    return first >= 0 and move(s, w, e, first, second, False)


@compiled
def insert_all(s: Seating, w: Work, order: Ints, relaxed: bool) -> int:
    seated = 0
    for e in order:
        if insert(s, w, e, relaxed):
            seated += 1
    return seated


@compiled
def seat_published(s: Seating, published: Ints, possible: Bools, start: int) -> None:
    """What has been held sits whatever has changed since; the rest where it still can."""
    for e in range(len(published)):
        t = published[e]
        if t < 0 or s.slot[e] >= 0:
            continue
        u, v = s.public[e], s.private[e]
        fits = s.held[u, t] < s.free[u, t] and s.held[v, t] < s.free[v, t]
        room = max(s.held[u, t], s.held[v, t]) < s.at.shape[2]
        if (t < start and room) or (s.allowed[e, t] and fits):
            kernels.put(s, e, t)
            s.stuck[e] = True
            possible[e] = True


@compiled
def lighten(s: Seating, w: Work, k: int, a: int) -> bool:
    """Bring one meeting more of kind ``k`` out of slot ``a`` than into it, by a chain."""
    for b in np.argsort(s.load[k] - s.places[k]):
        if b == a or s.load[k, b] >= s.places[k, b]:
            continue
        for x in range(s.free.shape[0]):
            for i in range(s.held[x, a]):
                e = s.at[x, a, i]
                if s.public[e] != x or s.kind[e] != k or s.stuck[e] or not s.allowed[e, b]:
                    continue
                n = kernels.chain(s, w, e, b, a)
                if n < 0 or w.loads[k, 1] >= 0 or not kernels.roomy(s, w, b, a):
                    continue
                kernels.turn(s, w, n)
                if walking(s, w, n, a, b):
                    return True
                kernels.turn(s, w, n)
    return False


@compiled
def fit_places(s: Seating, w: Work, worth: Ints) -> int:
    """Bring every slot within its places: by chains, at last by taking out what is worth least.

    Returns how many meetings were taken out.
    """
    lost = 0
    for k in range(s.load.shape[0]):
        for a in range(s.load.shape[1]):
            while s.load[k, a] > s.places[k, a]:
                if lighten(s, w, k, a):
                    continue
                least = NOWHERE
                for e in range(len(s.slot)):
                    here = s.slot[e] == a and s.kind[e] == k and not s.stuck[e]
                    if here and (least < 0 or worth[e] < worth[least]):
                        least = e
                if least < 0:
                    break
                kernels.take(s, least)
                lost += 1
    return lost


@compiled
def idle(s: Seating, w: Work, mask: int) -> int:
    """Slots in a pattern of busy ones in which somebody waits between two meetings."""
    if s.free.shape[1] <= TABLED:
        return int(w.idle[mask])
    first, last, busy = -1, -1, 0
    for t in range(s.free.shape[1]):
        if mask >> t & 1:
            busy += 1
            last = t
            if first < 0:
                first = t
    return last - first + 1 - busy if busy else 0


@compiled
def idle_in_all(s: Seating, w: Work) -> int:
    total = 0
    for x in range(len(s.busy)):
        total += idle(s, w, s.busy[x])
    return total
