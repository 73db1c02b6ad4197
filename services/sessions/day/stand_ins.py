"""Who can take the place of who has not come, and who is to: by the solver and its rules. Pure.

Only the slot that runs is touched. Those who stand by have said nothing against the one who
waits, are here and free, and have not as many meetings yet as they want. Not all of them are
offered (``drawing``), so that nobody can tell who said something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from services.sessions import rearranging
from services.sessions.day.drawing import Draw
from services.sessions.timetable.problem import (
    Options,
    Participant,
    Problem,
    Side,
    Timetable,
    Wish,
)

UNWANTED = 100
"""What a meeting is worth that not both had asked for: less than any other."""


@dataclass(frozen=True, slots=True)
class Place:
    """A seat that somebody did not come to: who waits there, and where."""

    waits: str
    missing: str
    side: Side
    """Of who is missing."""
    slot: str
    table: str | None

    def pair(self, other: str) -> rearranging.Pair:
        """Public first."""
        return (self.waits, other) if self.side is Side.PRIVATE else (other, self.waits)


def without(result: Timetable, places: Iterable[Place]) -> Timetable:
    """The timetable with those meetings gone."""
    gone = {place.pair(place.missing) for place in places}
    kept = tuple(one for one in result.meetings if (one.public, one.private) not in gone)
    return replace(result, meetings=kept)


def given_up(
    problem: Problem,
    result: Timetable,
    asked: Iterable[Place],
    found: dict[Place, rearranging.Pair],
) -> list[Place]:
    """Places that leave the timetable: those that are filled, and those whose own people moved."""
    rest = without(result, found)
    desks = {one.id: one.desks for one in problem.participants}
    slots = {place.slot for place in found}
    seats = Counter(
        name
        for pair in (
            *((one.public, one.private) for one in rest.meetings if one.slot in slots),
            *found.values(),
        )
        for name in pair
    )
    return [one for one in asked if one in found or seats[one.waits] > desks.get(one.waits, 1)]


def wishing(problem: Problem, pairs: Iterable[rearranging.Pair], result: Timetable) -> Problem:
    """With those pairs among the wishes: who has few meetings comes first among the unasked."""
    wished = {(one.public, one.private) for one in problem.wishes}
    counts = Counter(name for one in result.meetings for name in (one.public, one.private))
    more = tuple(
        Wish(public=one, private=two, score=max(1, UNWANTED - counts[one] - counts[two]))
        for one, two in dict.fromkeys(pairs)
        if (one, two) not in wished
    )
    return replace(problem, wishes=problem.wishes + more)


def possible(
    problem: Problem, result: Timetable, place: Place, here: Iterable[str], draw: Draw
) -> list[rearranging.Pair]:
    """Pairs with somebody who is here, drawn, against which no rule stands.

    ``result``: without them.
    """
    met = {frozenset((one.public, one.private)) for one in result.meetings}
    busy = Counter(
        name
        for one in result.meetings
        if one.slot == place.slot
        for name in (one.public, one.private)
    )
    desks = {one.id: one.desks for one in problem.participants if one.side == place.side}
    found = []
    for other in here:
        pair = place.pair(other)
        free = other in desks and busy[other] < desks[other]
        if not free or other == place.missing or frozenset(pair) in met:
            continue
        if not draw.allows(problem, pair):
            continue
        asked = wishing(problem, [pair], result)
        if not rearranging.flaws_of(asked, result, pair, place.slot, place.table):
            found.append(pair)
    return found


def seated(
    places: Sequence[Place], pairs: dict[Place, list[rearranging.Pair]], made: Timetable
) -> dict[Place, rearranging.Pair]:
    """Who takes which place in the solver's answer to what ``until`` asked."""
    new = {(one.public, one.private) for one in made.meetings if one.slot == places[0].slot}
    found: dict[Place, rearranging.Pair] = {}
    for place in places:
        fitting = [pair for pair in pairs[place] if pair in new and pair not in found.values()]
        if fitting:
            found[place] = fitting[0]
    return found


def until(
    problem: Problem, result: Timetable, slot: str, pairs: list[rearranging.Pair]
) -> tuple[Problem, Timetable]:
    """The problem up to that slot, in which nothing but those pairs is new."""
    ids = [one.id for one in problem.slots]
    upto = ids[: ids.index(slot) + 1]
    early = tuple(one for one in result.meetings if one.slot in upto)
    later = Counter(
        name
        for one in result.meetings
        if one.slot not in upto
        for name in (one.public, one.private)
    )
    own: dict[str, set[str]] = {}
    for one in early:
        own.setdefault(one.public, set()).add(one.slot)
        own.setdefault(one.private, set()).add(one.slot)
    asked = {name for pair in pairs for name in pair}

    def there(one: Participant) -> Participant:
        slots = own.get(one.id, set()) | ({slot} if one.id in asked else set())
        most = None if one.most is None else max(0, one.most - later[one.id])
        available = tuple(each for each in upto if each in slots)
        return replace(one, available=available, most=most, least=0, first_served=False)

    wished = {(one.public, one.private) for one in early} | set(pairs)
    return (
        replace(
            problem,
            slots=problem.slots[: len(upto)],
            participants=tuple(
                there(one) for one in problem.participants if one.id in own or one.id in asked
            ),
            wishes=tuple(one for one in problem.wishes if (one.public, one.private) in wished),
            never=(),
            locks=(),
            options=Options(floor=0, walking_minutes=problem.options.walking_minutes),
        ),
        replace(result, meetings=early),
    )
