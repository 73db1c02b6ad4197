"""A problem as arrays: what the stages of planning count with.

``n`` participants, those of the public side first; ``e`` edges (pairs that may meet);
``t`` slots; ``k`` kinds of place: the zones in the order of their names, then online.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.sessions.timetable.problem import Attendance, Participant, Problem, Side, Wish

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

UNLIMITED = 1 << 30


@dataclass(frozen=True, slots=True)
class Instance:
    publics: int
    """Participants of the public side: nodes 0 to ``publics`` - 1."""
    free: Ints
    """(n, t) meetings that a participant can hold in a slot."""
    most: Ints
    """(n,) meetings it can have in all."""
    asked: Ints
    """(n,) meetings that it wanted at most, or ``UNLIMITED``."""
    floor: Ints
    """(n,) meetings it should have at least."""
    first: Bools
    """(n,) whose floor comes first."""
    public: Ints
    """(e,) node of the public side of an edge."""
    private: Ints
    """(e,) node of the private side."""
    score: Ints
    """(e,) 1 to 1,000."""
    must: Bools
    """(e,)"""
    kind: Ints
    """(e,) zone in which it would be held, or the last kind: online."""
    places: Ints
    """(k, t) meetings of a kind that can be held in a slot."""
    pinned: Ints
    """(e,) slot in which the edge is locked, or -1."""
    far: Bools
    """(t,) whether the break after a slot is too short to walk to another zone."""
    names: tuple[str, ...]
    """(n,) ids of the participants."""

    @property
    def slots(self) -> int:
        return int(self.free.shape[1])

    @property
    def edges(self) -> int:
        return len(self.public)

    def together(self) -> Bools:
        """(e, t) whether both sides are there and a place of the kind exists."""
        there = (self.free[self.public] > 0) & (self.free[self.private] > 0)
        there &= self.places[self.kind] > 0
        pinned = np.flatnonzero(self.pinned >= 0)
        there[pinned] = False
        there[pinned, self.pinned[pinned]] = True
        return there


def instance(problem: Problem) -> Instance:
    """Arrays of a problem without flaws (``checking.problem_flaws``)."""
    people = [one for side in Side for one in problem.participants if one.side is side]
    place = {one.id: number for number, one in enumerate(people)}
    zones = sorted({table.zone for table in problem.tables}) or [""]
    free = _free(problem, people)
    pairs = _pairs(problem, {one.id: one for one in people})
    zone_of = _zones(people, zones, problem)
    kinds = [
        _kind(people[place[w.public]], people[place[w.private]], zone_of, len(zones)) for w in pairs
    ]
    slot_of = {slot.id: number for number, slot in enumerate(problem.slots)}
    locked = {(lock.public, lock.private): slot_of[lock.slot] for lock in problem.locks}
    asked = _ints(UNLIMITED if one.most is None else one.most for one in people)
    floors = [problem.options.floor if one.least is None else one.least for one in people]
    return Instance(
        publics=sum(one.side is Side.PUBLIC for one in people),
        free=free,
        most=np.minimum(asked, free.sum(axis=1)),
        asked=asked,
        floor=_ints(floors),
        first=np.array([one.first_served for one in people], np.bool_),
        public=_ints(place[wish.public] for wish in pairs),
        private=_ints(place[wish.private] for wish in pairs),
        score=_ints(wish.score for wish in pairs),
        must=np.array([wish.must for wish in pairs], np.bool_),
        kind=_ints(kinds),
        places=_places(problem, zones),
        pinned=_ints(locked.get((wish.public, wish.private), -1) for wish in pairs),
        far=_far(problem, len(zones)),
        names=tuple(one.id for one in people),
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _free(problem: Problem, people: list[Participant]) -> Ints:
    free = np.zeros((len(people), len(problem.slots)), np.int64)
    for number, one in enumerate(people):
        there = None if one.available is None else set(one.available)
        for slot, named in enumerate(problem.slots):
            if there is None or named.id in there:
                free[number, slot] = one.desks
    return free


def _pairs(problem: Problem, people: dict[str, Participant]) -> list[Wish]:
    """Wishes that may be fulfilled at all, in a fixed order, and locked pairs nobody wished."""
    wishes = {(wish.public, wish.private): wish for wish in problem.wishes}
    locked = {(lock.public, lock.private) for lock in problem.locks}
    for public, private in locked - wishes.keys():
        wishes[public, private] = Wish(public=public, private=private, score=1)
    never = {frozenset(pair) for pair in problem.never}
    return [
        wish
        for pair, wish in sorted(wishes.items())
        if pair in locked
        or (
            frozenset(pair) not in never
            and not same_organization(people[pair[0]], people[pair[1]])
            and meet_somewhere(people[pair[0]], people[pair[1]])
        )
    ]


def same_organization(one: Participant, other: Participant) -> bool:
    return bool(one.organization) and one.organization == other.organization


def meet_somewhere(one: Participant, other: Participant) -> bool:
    """Whether there is a kind of place that both can use."""
    return {one.attends, other.attends} != {Attendance.ON_SITE, Attendance.ONLINE}


def _zones(people: list[Participant], zones: list[str], problem: Problem) -> dict[str, int]:
    """Zone of each public participant: its own, or that with most tables left for it."""
    room = [sum(table.zone == zone for table in problem.tables) for zone in zones]
    found: dict[str, int] = {}
    public = [one for one in people if one.side is Side.PUBLIC]
    for one in sorted(public, key=lambda one: not one.zone):
        zone = zones.index(one.zone) if one.zone else room.index(max(room))
        room[zone] -= one.desks
        found[one.id] = zone
    return found


def _kind(public: Participant, private: Participant, zone_of: dict[str, int], online: int) -> int:
    if Attendance.ONLINE in (public.attends, private.attends):
        return online
    return zone_of[public.id]


def _places(problem: Problem, zones: list[str]) -> Ints:
    places = np.zeros((len(zones) + 1, len(problem.slots)), np.int64)
    for table in problem.tables:
        for slot, named in enumerate(problem.slots):
            if table.slots is None or named.id in table.slots:
                places[zones.index(table.zone), slot] += 1
    places[-1] = UNLIMITED if problem.online_rooms is None else problem.online_rooms
    return places


def _far(problem: Problem, zones: int) -> Bools:
    far = np.zeros(len(problem.slots), np.bool_)
    for number, (slot, following) in enumerate(zip(problem.slots, problem.slots[1:], strict=False)):
        gap = (following.starts_at - slot.ends_at).total_seconds() / 60
        far[number] = zones > 1 and gap < problem.options.walking_minutes
    return far


def edge_numbers(inst: Instance) -> dict[tuple[str, str], int]:
    return {
        (inst.names[public], inst.names[private]): edge
        for edge, (public, private) in enumerate(
            zip(inst.public.tolist(), inst.private.tolist(), strict=True)
        )
    }
