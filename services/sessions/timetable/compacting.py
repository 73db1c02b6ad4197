"""Closing idle gaps: the same people meet, in slots that follow each other.

Simulated annealing over chains (``kernels.chain``) that start where somebody waits: the
first or last meeting of the day goes into a gap. Whole chains keep everybody's meetings.
"""

from __future__ import annotations

import numpy as np

from services.sessions.timetable import kernels
from services.sessions.timetable.kernels import Seating, Work, compiled
from services.sessions.timetable.seating import idle, idle_in_all, walking

STEPS_PER_MEETING = 450
FEWEST_STEPS, MOST_STEPS = 120_000, 6_000_000
ANYWHERE = 0.5
"""Share of the steps that try any meeting in any slot, so that the others find new gaps."""
EITHER = 0.5
WARM, COLD = 0.7, 0.08
"""Idle slots that a step may add are accepted with probability exp(-added / temperature)."""


def compact(s: Seating, w: Work, seed: int) -> int:
    """Idle slots that are left."""
    wanted = STEPS_PER_MEETING * int((s.slot >= 0).sum())
    steps = min(MOST_STEPS, max(FEWEST_STEPS, wanted))
    return int(anneal(s, w, steps, np.random.default_rng(seed)))


@compiled
def anneal(s: Seating, w: Work, steps: int, random: np.random.Generator) -> int:
    n, slots = s.free.shape
    now = idle_in_all(s, w)
    if now == 0:
        return 0
    best, kept = now, s.slot.copy()
    heat = np.exp(np.log(COLD / WARM) / max(1, steps))
    temperature = WARM
    for _ in range(steps):
        temperature *= heat
        if random.random() < ANYWHERE:
            e = int(random.random() * len(s.slot))
            if s.slot[e] < 0:
                continue
            change = try_move(s, w, e, int(random.random() * slots), temperature, random)
        else:
            x = int(random.random() * n)
            if idle(s, w, s.busy[x]) == 0:
                continue
            change = try_gap(s, w, x, int(random.random() * slots), temperature, random)
        now += change
        if now < best:
            best = now
            kept[:] = s.slot
            if best == 0:
                break
    restore(s, kept)
    return best


@compiled
def restore(s: Seating, kept: np.ndarray) -> None:
    for e in range(len(kept)):
        if s.slot[e] != kept[e] and s.slot[e] >= 0:
            kernels.take(s, e)
    for e in range(len(kept)):
        if s.slot[e] != kept[e]:
            kernels.put(s, e, kept[e])


@compiled
def try_gap(
    s: Seating, w: Work, x: int, gap: int, temperature: float, random: np.random.Generator
) -> int:
    """Bring an outer meeting of ``x`` into ``gap``; the change in idle slots, 0 if it stays."""
    first, last = ends(s, x)
    if gap <= first or gap >= last or s.held[x, gap] > 0:
        return 0
    outer = first if random.random() < EITHER else last
    return try_move(
        s, w, s.at[x, outer, int(random.random() * s.held[x, outer])], gap, temperature, random
    )


@compiled
def try_move(
    s: Seating, w: Work, e: int, gap: int, temperature: float, random: np.random.Generator
) -> int:
    outer = s.slot[e]
    if outer == gap or s.stuck[e] or not s.allowed[e, gap]:
        return 0
    n = kernels.chain(s, w, e, gap, outer)
    if n < 0 or not kernels.roomy(s, w, gap, outer):
        return 0
    change = idle_change(s, w, n, gap, outer)
    if change > 0 and random.random() >= np.exp(-change / temperature):
        return 0
    kernels.turn(s, w, n)
    if not walking(s, w, n, gap, outer):
        kernels.turn(s, w, n)
        return 0
    return int(change)


@compiled
def ends(s: Seating, x: int) -> tuple[int, int]:
    first, last = -1, -1
    for t in range(s.free.shape[1]):
        if s.held[x, t] > 0:
            last = t
            if first < 0:
                first = t
    return first, last


@compiled
def idle_change(s: Seating, w: Work, n: int, a: int, b: int) -> int:
    """Idle slots more once the chain of slots ``a`` and ``b`` is turned."""
    total = 0
    for i in range(n):
        for x in (s.public[w.path[i]], s.private[w.path[i]]):
            one, other = w.change[x, 0], w.change[x, 1]
            if one == 0 and other == 0:
                continue
            w.change[x, 0] = 0
            w.change[x, 1] = 0
            mask = s.busy[x] & ~(1 << a) & ~(1 << b)
            mask |= int(s.held[x, a] + one > 0) << a
            mask |= int(s.held[x, b] + other > 0) << b
            total += idle(s, w, mask) - idle(s, w, s.busy[x])
    return total
