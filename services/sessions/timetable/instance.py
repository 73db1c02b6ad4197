"""A problem as arrays: what the stages of planning count with.

``n`` participants, those of the public side first; ``e`` edges (pairs that may meet);
``t`` slots; ``k`` kinds of place: the zones in the order of their names, then online.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from services.sessions.timetable import pairing
from services.sessions.timetable.pairing import Bools, Ints
from services.sessions.timetable.problem import Attendance, Participant, Problem, Side

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
    wish: Ints
    """(e,) its place among the wishes, or -1: locked, though nobody wished it."""
    kind: Ints
    """(e,) zone in which it would be held, or the last kind: online."""
    places: Ints
    """(k, t) meetings of a kind that can be held in a slot."""
    bare: Bools
    """(k,) whether there is no place of a kind at all, whatever the slot."""
    pinned: Ints
    """(e,) slot in which the edge is locked, or -1."""
    far: Bools
    """(t,) whether the break after a slot is too short to walk to another zone."""
    names: tuple[str, ...]
    """(n,) ids of the participants."""
    start: int = 0
    """Slots before it are over: nothing can change in them."""

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
    pairs = pairing.pairs(problem, people, place)
    asked = _ints(UNLIMITED if one.most is None else one.most for one in people)
    floors = [problem.options.floor if one.least is None else one.least for one in people]
    online = _every(people, lambda one: one.attends is Attendance.ONLINE)
    zone_of = _zones(people, zones, problem)
    return Instance(
        publics=sum(one.side is Side.PUBLIC for one in people),
        free=free,
        most=np.minimum(asked, free.sum(axis=1)),
        asked=asked,
        floor=_ints(floors),
        first=_every(people, lambda one: one.first_served),
        public=pairs.public,
        private=pairs.private,
        score=pairs.score,
        must=pairs.must,
        wish=pairs.wish,
        kind=np.where(
            online[pairs.public] | online[pairs.private], len(zones), zone_of[pairs.public]
        ),
        places=_places(problem, zones),
        bare=_bare(problem, zones),
        pinned=pairs.pinned,
        far=_far(problem, len(zones)),
        names=tuple(one.id for one in people),
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _every(people: list[Participant], has: Callable[[Participant], bool]) -> Bools:
    return np.fromiter(map(has, people), np.bool_, len(people))


def _free(problem: Problem, people: list[Participant]) -> Ints:
    number = {slot.id: place for place, slot in enumerate(problem.slots)}
    free = np.zeros((len(people), len(number)), np.int64)
    for row, one in zip(free, people, strict=True):
        if one.available is None:
            row[:] = one.desks
        else:
            row[[number[name] for name in one.available]] = one.desks
    return free


def _zones(people: list[Participant], zones: list[str], problem: Problem) -> Ints:
    """(n,) zone of each public participant: its own, or that with most tables left for it."""
    room = [sum(table.zone == zone for table in problem.tables) for zone in zones]
    found = np.zeros(len(people), np.int64)
    public = [(number, one) for number, one in enumerate(people) if one.side is Side.PUBLIC]
    for number, one in sorted(public, key=lambda each: not each[1].zone):
        zone = zones.index(one.zone) if one.zone else room.index(max(room))
        room[zone] -= one.desks
        found[number] = zone
    return found


def _places(problem: Problem, zones: list[str]) -> Ints:
    places = np.zeros((len(zones) + 1, len(problem.slots)), np.int64)
    number = {slot.id: place for place, slot in enumerate(problem.slots)}
    for table in problem.tables:
        here = slice(None) if table.slots is None else [number[name] for name in set(table.slots)]
        places[zones.index(table.zone), here] += 1
    places[-1] = UNLIMITED if problem.online_rooms is None else problem.online_rooms
    return places


def _bare(problem: Problem, zones: list[str]) -> Bools:
    used = {table.zone for table in problem.tables}
    return np.array([*(zone not in used for zone in zones), problem.online_rooms == 0], np.bool_)


def _far(problem: Problem, zones: int) -> Bools:
    far = np.zeros(len(problem.slots), np.bool_)
    for number, (slot, following) in enumerate(zip(problem.slots, problem.slots[1:], strict=False)):
        gap = (following.starts_at - slot.ends_at).total_seconds() / 60
        far[number] = zones > 1 and gap < problem.options.walking_minutes
    return far


def edges_of(inst: Instance, pairs: list[tuple[str, str]]) -> Ints:
    """Edge of each pair of names, or -1."""
    place = {name: number for number, name in enumerate(inst.names)}
    people = len(inst.names)
    sought = np.array(
        [place[u] * people + place[v] if u in place and v in place else -1 for u, v in pairs],
        np.int64,
    )
    code = inst.public * people + inst.private
    if not (len(code) and len(sought)):
        return np.full(len(sought), -1, np.int64)
    order = np.argsort(code)
    at = np.minimum(np.searchsorted(code, sought, sorter=order), len(code) - 1)
    return np.where(code[order[at]] == sought, order[at], -1)


def edge_numbers(inst: Instance) -> dict[tuple[str, str], int]:
    return {
        (inst.names[public], inst.names[private]): edge
        for edge, (public, private) in enumerate(
            zip(inst.public.tolist(), inst.private.tolist(), strict=True)
        )
    }
