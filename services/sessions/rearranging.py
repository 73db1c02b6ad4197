"""A timetable changed by hand: a meeting put elsewhere, or held where it is. Pure."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec.structs import astuple, replace

from services.sessions.timetable import choosing, validator
from services.sessions.timetable.checking import Flaw
from services.sessions.timetable.instance import edge_numbers, instance
from services.sessions.timetable.problem import Lock, Meeting, Problem, Timetable, Value

Pair = tuple[str, str]
SUMS = frozenset({"wrong_sum", "above_bound"})


def of(result: Timetable, pair: Pair) -> Meeting | None:
    return next((one for one in result.meetings if (one.public, one.private) == pair), None)


def put(problem: Problem, result: Timetable, pair: Pair, slot: str, table: str | None) -> Timetable:
    """With that meeting there, whether it fits or not. Raises ``KeyError`` for no wanted pair."""
    was = of(result, pair)
    scores = {(wish.public, wish.private): wish for wish in problem.wishes}
    wish = scores.get(pair)
    by_hand = any((one.public, one.private) == pair for one in problem.locks)
    if was is None and wish is None and not by_hand:
        raise KeyError(pair)
    new = was or Meeting(public=pair[0], private=pair[1], slot=slot, score=1, locked=by_hand)
    if wish is not None:
        new = replace(new, score=wish.score, must=wish.must)
    order = {one.id: place for place, one in enumerate(problem.slots)}
    meetings = (
        *(one for one in result.meetings if (one.public, one.private) != pair),
        replace(new, slot=slot, table=table),
    )
    ordered = sorted(
        meetings, key=lambda one: (order.get(one.slot, 0), one.table or "~", one.public)
    )
    return _counted(problem, replace(result, meetings=tuple(ordered)), pair)


def put_by_hand(
    problem: Problem, result: Timetable, pair: Pair, slot: str, table: str | None
) -> tuple[Problem, Timetable]:
    """There, and held there, though not both wished for it: planning anew would let it go."""
    others = (one for one in problem.locks if (one.public, one.private) != pair)
    lock = Lock(public=pair[0], private=pair[1], slot=slot, table=table)
    held = replace(problem, locks=(*others, lock))
    return held, bounded(put(held, result, pair, slot, table))


def seated(problem: Problem, meetings: tuple[Meeting, ...]) -> Timetable:
    """Those meetings and no others; the best there is where nobody wants any other."""
    wishes = {(wish.public, wish.private): wish for wish in problem.wishes}
    none = Value(first_served=0, floor=0, musts=0, score=0)
    result = Timetable(meetings=(), value=none, bound=none, gap=0.0, proved=False)
    for one in meetings:
        wish = wishes.get((one.public, one.private))
        how = {"score": wish.score, "must": wish.must} if wish else {"score": 1}
        result = replace(result, meetings=(*result.meetings, replace(one, **how)))
    whole = bounded(_counted(problem, result, ("", "")))
    there = {(one.public, one.private) for one in meetings}
    return replace(whole, proved=wishes.keys() <= there)


def bounded(result: Timetable) -> Timetable:
    """What nobody had wished for may be worth more than was proved possible: then none is known."""
    if astuple(result.value) <= astuple(result.bound):
        return result
    return replace(result, bound=result.value, gap=0.0, proved=False)


def without(problem: Problem, result: Timetable, pair: Pair) -> tuple[Problem, Timetable]:
    """Without that meeting. Raises ``KeyError`` where there is none."""
    if of(result, pair) is None:
        raise KeyError(pair)
    locks = tuple(one for one in problem.locks if (one.public, one.private) != pair)
    wishes = tuple(one for one in problem.wishes if (one.public, one.private) != pair)
    meetings = tuple(one for one in result.meetings if (one.public, one.private) != pair)
    rest = replace(problem, locks=locks, wishes=wishes)
    return rest, _counted(rest, replace(result, meetings=meetings), pair)


def _counted(problem: Problem, result: Timetable, pair: Pair) -> Timetable:
    """Worth, and who is left out and below the floor, as they are now."""
    inst = instance(problem)
    edges = edge_numbers(inst)
    pairs = [(one.public, one.private) for one in result.meetings]
    seated = np.array([edges[each] for each in pairs if each in edges], np.int64)
    value = choosing.value(inst, seated)
    held = [name for each in pairs for name in each]
    short = (replace(one, meetings=held.count(one.participant)) for one in result.short)
    proved = value == result.bound
    return replace(
        result,
        value=value,
        gap=0.0 if proved else max(0.0, 1 - value.score / max(1, result.bound.score)),
        proved=proved or (result.proved and value == result.value),
        unplaced=tuple(one for one in result.unplaced if (one.public, one.private) != pair),
        short=tuple(one for one in short if one.meetings < one.floor),
        moved=0,
        rescheduled=0,
        cancelled=0,
        added=0,
    )


def flaws_of(
    problem: Problem, result: Timetable, pair: Pair, slot: str, table: str | None
) -> list[Flaw]:
    """What stands against that place, looking only at those whom it touches.

    What was put by hand may be moved by hand, though it is locked.
    """
    own = [one for one in result.meetings if {one.public, one.private} & set(pair)]
    beside = [
        one for one in result.meetings if one.slot == slot and one.table == table and one not in own
    ]
    there = [one for one in (*own, *beside) if (one.public, one.private) != pair]
    there.append(Meeting(public=pair[0], private=pair[1], slot=slot, table=table))
    names = {name for one in there for name in (one.public, one.private)}
    pairs = {(one.public, one.private) for one in there}
    part = replace(
        problem,
        participants=tuple(one for one in problem.participants if one.id in names),
        wishes=tuple(one for one in problem.wishes if (one.public, one.private) in pairs),
        locks=tuple(
            one
            for one in problem.locks
            if (one.public, one.private) in pairs - (set() if wanted(problem, pair) else {pair})
        ),
    )
    found = validator.flaws(part, replace(result, meetings=tuple(there)))
    return [flaw for flaw in found if flaw.key not in SUMS | {"not_wished"}]


def places(
    problem: Problem, result: Timetable, pair: Pair
) -> Iterator[tuple[str, str | None, list[Flaw]]]:
    """Every place there is, with what stands against it."""
    tables: list[str | None] = [table.id for table in problem.tables]
    if problem.online_rooms:
        tables.append(None)
    for slot in problem.slots:
        for table in tables:
            yield slot.id, table, flaws_of(problem, result, pair, slot.id, table)


def locked(
    problem: Problem, result: Timetable, pair: Pair, *, held: bool
) -> tuple[Problem, Timetable]:
    """Held where it is, or free again. Raises ``KeyError`` where there is no meeting."""
    meeting = of(result, pair)
    if meeting is None:
        raise KeyError(pair)
    locks = [one for one in problem.locks if (one.public, one.private) != pair]
    if held:
        where = (meeting.slot, meeting.table)
        locks.append(Lock(public=pair[0], private=pair[1], slot=where[0], table=where[1]))
    meetings = tuple(
        replace(one, locked=held) if (one.public, one.private) == pair else one
        for one in result.meetings
    )
    return replace(problem, locks=tuple(locks)), replace(result, meetings=meetings)


def wanted(problem: Problem, pair: Pair) -> bool:
    return any((one.public, one.private) == pair for one in problem.wishes)
