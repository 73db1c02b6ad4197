"""Better slots one at a time: who meets in this slot, chosen anew and exactly, all else kept.

Where no slot can be bettered any more, chains bring meetings into other slots at random; nobody
loses any, and the slots then hold other people, of whom a slot alone can make more again.
"""

from __future__ import annotations

import numpy as np

from services.sessions.timetable import kernels
from services.sessions.timetable.choosing import Supply, Worth, chosen, value
from services.sessions.timetable.instance import Instance
from services.sessions.timetable.kernels import Seating, Work, compiled
from services.sessions.timetable.pairing import Ints
from services.sessions.timetable.problem import Value
from services.sessions.timetable.seating import insert_all, walking

PASSES = 12
SHUFFLED = 3
STEPS_PER_MEETING = 30
MOST_STEPS = 100_000


def improve(inst: Instance, price: Worth, s: Seating, w: Work, seed: int) -> int:
    """Rematch and insert until neither gains; passes made. Never lowers what is reached."""
    random = np.random.default_rng(seed)
    for done in range(1, PASSES + 1):
        if not _pass(inst, price, s, w, random):
            return done
    return PASSES


def improve_shuffled(
    inst: Instance, price: Worth, s: Seating, w: Work, bound: Value, seed: int
) -> int:
    """Rematch, shuffle and rematch again; passes made. Never lowers what is reached."""
    random = np.random.default_rng(seed)
    _pass(inst, price, s, w, random)
    for done in range(1, SHUFFLED + 1):
        meetings = np.flatnonzero(s.slot >= 0)
        if value(inst, meetings) == bound:
            return done
        shuffle(s, w, meetings, min(MOST_STEPS, STEPS_PER_MEETING * len(meetings)), random)
        _pass(inst, price, s, w, random)
    return SHUFFLED + 1


def _pass(inst: Instance, price: Worth, s: Seating, w: Work, random: np.random.Generator) -> bool:
    """Each slot once, then whoever fits now; whether anything gained."""
    gained = sum([rematch(inst, price, s, int(t)) for t in random.permutation(inst.slots)])
    left = np.flatnonzero(s.slot < 0)
    order = left[np.argsort(-price.edge[left], kind="stable")]
    return bool(insert_all(s, w, order, False) or gained)


@compiled
def shuffle(s: Seating, w: Work, meetings: Ints, steps: int, random: np.random.Generator) -> None:
    """Meetings into other slots by chains, whichever can: everybody keeps all of theirs."""
    for _ in range(steps if len(meetings) else 0):
        e = meetings[int(random.random() * len(meetings))]
        t, was = int(random.random() * s.free.shape[1]), s.slot[e]
        if was == t or s.stuck[e] or not s.allowed[e, t]:
            continue
        n = kernels.chain(s, w, e, t, was)
        if n < 0 or not kernels.roomy(s, w, t, was):
            continue
        kernels.turn(s, w, n)
        if not walking(s, w, n, t, was):
            kernels.turn(s, w, n)


def rematch(inst: Instance, price: Worth, s: Seating, t: int) -> bool:
    """Whether slot ``t`` became better."""
    here = np.flatnonzero(s.slot == t)
    loose = here[~s.stuck[here]]
    supply = _supply(inst, s, t, loose)
    wanted = ((s.slot < 0) | (s.slot == t)) & s.allowed[:, t] & ~s.stuck
    wanted &= (supply.capacity[inst.public] > 0) & (supply.capacity[inst.private] > 0)
    if inst.far.any():
        wanted &= reachable(inst, s, t)
    found = chosen(inst, price, supply, _one_kind_each(inst, price, np.flatnonzero(wanted)))
    if _total(inst, price, supply, found) <= _total(inst, price, supply, loose):
        return False
    for edge in loose:
        kernels.take(s, edge)
    for edge in found:
        kernels.put(s, edge, t)
    return True


def _one_kind_each(inst: Instance, price: Worth, edges: Ints) -> Ints:
    """Of a host that could meet on site and online: the kind of what is worth most.

    A flow counts the places of a host's one kind; of several it would count none.
    """
    if (inst.kind[edges] == inst.kind[edges[:1]]).all():
        return edges
    order = edges[np.argsort(price.edge[edges], kind="stable")]
    kind = np.zeros(inst.publics, np.int64)
    kind[inst.public[order]] = inst.kind[order]
    return np.asarray(edges[inst.kind[edges] == kind[inst.public[edges]]])


def _supply(inst: Instance, s: Seating, t: int, loose: Ints) -> Supply:
    mine = np.bincount(
        np.concatenate([inst.public[loose], inst.private[loose]]), minlength=len(inst.names)
    )
    degree = s.degree - mine
    capacity = np.minimum(inst.free[:, t] - s.held[:, t] + mine, inst.most - degree)
    kinds = np.bincount(inst.kind[loose], minlength=len(inst.places))
    return Supply(
        capacity=np.maximum(capacity, 0),
        owed=np.maximum(inst.floor - degree, 0),
        places=np.maximum(inst.places[:, t] - s.load[:, t] + kinds, 0),
    )


def reachable(inst: Instance, s: Seating, t: int) -> np.ndarray:
    """(e,) whether the private side gets in time from the meetings before and to those after."""
    online = len(inst.places) - 1
    fine = np.ones(inst.edges, np.bool_)
    for neighbour, break_ in ((t - 1, t - 1), (t + 1, t)):
        if not 0 <= neighbour < inst.slots or not inst.far[break_]:
            continue
        there = np.flatnonzero(s.slot == neighbour)
        kind = np.full(len(inst.names), online, np.int64)
        kind[inst.private[there]] = inst.kind[there]
        other = kind[inst.private]
        fine &= (other == inst.kind) | (other == online) | (inst.kind == online)
    return fine


def _total(inst: Instance, price: Worth, supply: Supply, edges: Ints) -> int:
    people = np.concatenate([inst.public[edges], inst.private[edges]])
    met = np.minimum(np.bincount(people, minlength=len(inst.names)), supply.owed)
    return int(price.edge[edges].sum() + (met * price.floor).sum())
