"""The solver's problem, from who is registered and what they wish. Pure.

Only what both sides want is a wish, so nothing that is told of a timetable says more of
anybody's preferences than that; a "no" of either, and a meeting that was taken out, is never.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from msgspec.structs import replace

from contracts.matching_events import MatchingEvent
from contracts.participants import EventSide
from contracts.preferences import Grade
from services.sessions.store.timetables import Attendee, Wished
from services.sessions.timetable.problem import (
    Lock,
    Meeting,
    Options,
    Participant,
    Problem,
    Side,
    Slot,
    Table,
    Timetable,
    Wish,
)

Pair = tuple[UUID, UUID]

WORTH = {2: 1_000, 1: 800, 0: 600}
"""By how many of the two said must."""
LEAST = min(WORTH.values())
"""Of a pair in which both want to meet; what stands in on the day is worth less."""


def problem(
    event: MatchingEvent,
    people: tuple[Attendee, ...],
    wished: Iterable[Wished],
    dropped: Iterable[Wished],
    locks: tuple[Lock, ...] = (),
    seed: int = 0,
    arranged: Iterable[Pair] = (),
) -> Problem:
    """``arranged``: pairs that agreed on a meeting themselves, whatever they had wished before."""
    grades = {(one.participant_id, one.other_id): one.grade for one in wished}
    out = {frozenset((str(one.participant_id), str(one.other_id))) for one in dropped}
    no = {frozenset(map(str, pair)) for pair, grade in grades.items() if grade is Grade.NO} | out
    here = {str(one.id) for one in people}
    agreed = {(str(one), str(other)) for one, other in arranged}
    wishes = [
        _wish(*pair, len(WORTH) - 1 if pair in agreed else musts)
        for pair, musts in (_mutual(people, grades) | dict.fromkeys(agreed, 0)).items()
        if frozenset(pair) not in no and here.issuperset(pair)
    ]
    return Problem(
        slots=_slots(event),
        tables=tuple(Table(id=table.id, zone=table.zone) for table in event.tables),
        participants=tuple(_participant(event, one) for one in people),
        wishes=tuple(sorted(wishes, key=lambda wish: (wish.public, wish.private))),
        never=tuple(
            sorted((min(pair), max(pair)) for pair in no if len(pair) > 1 and pair <= here)
        ),
        locks=locks,
        online_rooms=event.online_rooms,
        options=Options(floor=event.floor, walking_minutes=event.walking_minutes, seed=seed),
    )


def _mutual(
    people: tuple[Attendee, ...], grades: Mapping[Pair, Grade]
) -> dict[tuple[str, str], int]:
    """Pairs of which both said something, public side first, and how many of the two said must."""
    private = {one.id for one in people if one.side is EventSide.PRIVATE}
    found = {}
    for one in people:
        for other in private if one.side is EventSide.PUBLIC else ():
            both = (grades.get((one.id, other)), grades.get((other, one.id)))
            if None not in both:
                found[str(one.id), str(other)] = both.count(Grade.MUST)
    return found


def with_held(
    found: Problem,
    event: MatchingEvent,
    previous: Timetable,
    start: str,
    gone: tuple[Attendee, ...],
) -> Problem:
    """With those who have left since, as far as their meetings before ``start`` were held."""
    names = [slot.id for slot in found.slots]
    over = tuple(names[: names.index(start)])
    left = {str(one.id): one for one in gone}
    kept = [one for one in previous.meetings if one.slot in over and {*_pair(one)} & left.keys()]
    back = {name for one in kept for name in _pair(one) if name in left}
    people = (replace(_participant(event, left[name]), available=over) for name in sorted(back))
    wishes = (
        Wish(public=one.public, private=one.private, score=max(1, one.score), must=one.must)
        for one in kept
    )
    return replace(
        found,
        participants=(*found.participants, *people),
        wishes=(*found.wishes, *wishes),
    )


def _pair(one: Meeting) -> tuple[str, str]:
    return one.public, one.private


def _wish(public: str, private: str, musts: int) -> Wish:
    return Wish(public=public, private=private, score=WORTH[musts], must=musts == len(WORTH) - 1)


def _slots(event: MatchingEvent) -> tuple[Slot, ...]:
    ordered = sorted(event.slots, key=lambda slot: slot.starts_at)
    return tuple(Slot(id=one.id, starts_at=one.starts_at, ends_at=one.ends_at) for one in ordered)


def _participant(event: MatchingEvent, one: Attendee) -> Participant:
    """A slot or zone that the event has no longer is as if it had not been said."""
    slots = {slot.id for slot in event.slots}
    zones = {table.zone for table in event.tables}
    there = one.available
    return Participant(
        id=str(one.id),
        side=Side(one.side.value),
        organization=str(one.organization_id or ""),
        available=None if there is None else tuple(slot for slot in there if slot in slots),
        desks=one.desks,
        least=one.least,
        most=one.most,
        first_served=one.first_served,
        attends=one.attends,
        zone=one.zone if one.zone in zones else "",
    )
