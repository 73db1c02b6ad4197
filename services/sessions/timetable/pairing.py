"""The pairs of a problem that may meet at all, as arrays. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.sessions.timetable.problem import Attendance, Participant, Problem

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Wishes that may be fulfilled at all, and locked pairs nobody wished, by their names."""

    public: Ints
    private: Ints
    score: Ints
    must: Bools
    wish: Ints
    pinned: Ints

    def of(self, rows: Ints | Bools) -> Pairs:
        return Pairs(
            public=self.public[rows],
            private=self.private[rows],
            score=self.score[rows],
            must=self.must[rows],
            wish=self.wish[rows],
            pinned=self.pinned[rows],
        )


def pairs(problem: Problem, people: list[Participant], place: dict[str, int]) -> Pairs:
    found = _wished(problem, place)
    slot_of = {slot.id: number for number, slot in enumerate(problem.slots)}
    locked = {(place[one.public], place[one.private]): slot_of[one.slot] for one in problem.locks}
    code = found.public * len(people) + found.private
    for (public, private), slot in locked.items():
        found.pinned[code == public * len(people) + private] = slot
    bare = locked.keys() - set(zip(found.public.tolist(), found.private.tolist(), strict=True))
    found = _with_bare(found, {pair: locked[pair] for pair in bare}) if bare else found
    found = found.of((found.pinned >= 0) | _may_meet(problem, people, place, found))
    rank = np.empty(len(people), np.int64)
    rank[sorted(range(len(people)), key=lambda number: people[number].id)] = np.arange(len(people))
    return found.of(np.lexsort((rank[found.private], rank[found.public])))


def _wished(problem: Problem, place: dict[str, int]) -> Pairs:
    wishes = problem.wishes
    return Pairs(
        public=_ints([place[wish.public] for wish in wishes]),
        private=_ints([place[wish.private] for wish in wishes]),
        score=_ints([wish.score for wish in wishes]),
        must=np.array([wish.must for wish in wishes], np.bool_),
        wish=np.arange(len(wishes)),
        pinned=np.full(len(wishes), -1, np.int64),
    )


def _with_bare(found: Pairs, bare: dict[tuple[int, int], int]) -> Pairs:
    """And pairs that are locked though nobody wished them, worth the least there is."""
    public, private = np.array(list(bare), np.int64).T
    ones = np.ones(len(bare), np.int64)
    return Pairs(
        public=np.concatenate([found.public, public]),
        private=np.concatenate([found.private, private]),
        score=np.concatenate([found.score, ones]),
        must=np.concatenate([found.must, ones == 0]),
        wish=np.concatenate([found.wish, -ones]),
        pinned=np.concatenate([found.pinned, _ints(list(bare.values()))]),
    )


def _may_meet(
    problem: Problem, people: list[Participant], place: dict[str, int], found: Pairs
) -> Bools:
    """(e,) whether nothing forbids them to meet, whatever the slots."""
    number: dict[str, int] = {"": 0}
    own = _ints([number.setdefault(one.organization, len(number)) for one in people])
    attends = list(Attendance)
    where = _ints([attends.index(one.attends) for one in people])
    u, v = found.public, found.private
    apart = {attends.index(Attendance.ON_SITE), attends.index(Attendance.ONLINE)}
    nowhere = (
        np.isin(where[u], list(apart)) & np.isin(where[v], list(apart)) & (where[u] != where[v])
    )
    said_no = [
        place[one] * len(people) + place[other]
        for pair in problem.never
        for one, other in (pair, pair[::-1])
        if one in place and other in place
    ]
    never = np.isin(u * len(people) + v, said_no) if said_no else np.zeros(len(u), np.bool_)
    return np.asarray(((own[u] == 0) | (own[u] != own[v])) & ~nowhere & ~never)


def _ints(values: list[int]) -> Ints:
    return np.array(values, np.int64)
