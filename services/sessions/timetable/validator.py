"""Whether a timetable keeps every rule: code of its own, sharing nothing with the planner.

Plain loops over the two documents; used by tests, benchmarks and the organizer's page
("checked"), and by ``enishi timetable --check``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from services.sessions.timetable.checking import Flaw
from services.sessions.timetable.problem import (
    Attendance,
    Meeting,
    Participant,
    Problem,
    Timetable,
    Value,
)


def flaws(problem: Problem, timetable: Timetable) -> list[Flaw]:
    """Every rule that is broken; empty: it may be published."""
    unknown = list(_unknown(problem, timetable))
    if unknown:
        return unknown
    return [
        *_people(problem, timetable),
        *_tables(problem, timetable),
        *_pairs(problem, timetable),
        *_locks(problem, timetable),
        *_ways(problem, timetable),
        *_value(problem, timetable),
    ]


def _flaw(key: str, *names: str) -> Flaw:
    return Flaw(field="meetings", key=key, names=names)


def _unknown(problem: Problem, timetable: Timetable) -> Iterator[Flaw]:
    people = {one.id: one.side for one in problem.participants}
    slots = {slot.id for slot in problem.slots}
    tables = {table.id for table in problem.tables}
    for meeting in timetable.meetings:
        if people.get(meeting.public) != "public" or people.get(meeting.private) != "private":
            yield _flaw("unknown_participant", meeting.public, meeting.private)
        if meeting.slot not in slots:
            yield _flaw("unknown_slot", meeting.slot)
        if meeting.table is not None and meeting.table not in tables:
            yield _flaw("unknown_table", meeting.table)


def _people(problem: Problem, timetable: Timetable) -> Iterator[Flaw]:
    per_slot: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    for meeting in timetable.meetings:
        for name in (meeting.public, meeting.private):
            per_slot[name, meeting.slot] += 1
            total[name] += 1
    for one in problem.participants:
        if one.most is not None and total[one.id] > one.most:
            yield _flaw("more_than_most", one.id)
        for slot in problem.slots:
            count = per_slot[one.id, slot.id]
            if count > one.desks:
                yield _flaw("person_twice", one.id, slot.id)
            if count and one.available is not None and slot.id not in one.available:
                yield _flaw("not_there", one.id, slot.id)


def _tables(problem: Problem, timetable: Timetable) -> Iterator[Flaw]:
    people = {one.id: one for one in problem.participants}
    slots_of = {table.id: table.slots for table in problem.tables}
    used: Counter[tuple[str, str]] = Counter()
    for meeting in timetable.meetings:
        attends = {people[meeting.public].attends, people[meeting.private].attends}
        yield from _place(meeting, attends)
        if meeting.table is None:
            continue
        used[meeting.table, meeting.slot] += 1
        slots = slots_of[meeting.table]
        if slots is not None and meeting.slot not in slots:
            yield _flaw("table_not_there", meeting.table, meeting.slot)
    yield from (_flaw("table_twice", *place) for place, count in used.items() if count > 1)
    online = Counter(meeting.slot for meeting in timetable.meetings if meeting.table is None)
    for slot, count in online.items():
        if problem.online_rooms is not None and count > problem.online_rooms:
            yield _flaw("too_many_online", slot)


def _place(meeting: Meeting, attends: set[Attendance]) -> Iterator[Flaw]:
    """At a table nobody is online; online is somebody who is only that."""
    wrong = Attendance.ONLINE if meeting.table is not None else Attendance.ON_SITE
    if meeting.table is None and Attendance.ONLINE not in attends:
        yield _flaw("without_table", meeting.public, meeting.private)
    elif wrong in attends:
        yield _flaw("no_common_place", meeting.public, meeting.private)


def _pairs(problem: Problem, timetable: Timetable) -> Iterator[Flaw]:
    organization = {one.id: one.organization for one in problem.participants}
    never = {frozenset(pair) for pair in problem.never}
    wished = {(wish.public, wish.private) for wish in problem.wishes}
    wished |= {(lock.public, lock.private) for lock in problem.locks}
    seen: Counter[tuple[str, str]] = Counter(
        (meeting.public, meeting.private) for meeting in timetable.meetings
    )
    for (public, private), count in seen.items():
        if count > 1:
            yield _flaw("pair_twice", public, private)
        if frozenset((public, private)) in never:
            yield _flaw("never", public, private)
        if organization[public] and organization[public] == organization[private]:
            yield _flaw("own_organization", public, private)
        if (public, private) not in wished:
            yield _flaw("not_wished", public, private)


def _locks(problem: Problem, timetable: Timetable) -> Iterator[Flaw]:
    placed = {(meeting.public, meeting.private): meeting for meeting in timetable.meetings}
    for lock in problem.locks:
        pair = (lock.public, lock.private)
        meeting = placed.get(pair)
        kept = meeting is not None and meeting.slot == lock.slot
        if not kept or (lock.table is not None and placed[pair].table != lock.table):
            yield _flaw("lock_moved", *pair)


def _ways(problem: Problem, timetable: Timetable) -> Iterator[Flaw]:
    """Nobody has to be in another zone sooner than the way takes."""
    zone = {table.id: table.zone for table in problem.tables}
    starts = {slot.id: slot.starts_at for slot in problem.slots}
    ends = {slot.id: slot.ends_at for slot in problem.slots}
    of: dict[str, list[Meeting]] = defaultdict(list)
    people: dict[str, Participant] = {one.id: one for one in problem.participants}
    for meeting in timetable.meetings:
        if meeting.table is not None:
            for name in (meeting.public, meeting.private):
                if people[name].desks == 1:  # several people need not all walk
                    of[name].append(meeting)
    for name, meetings in of.items():
        meetings.sort(key=lambda meeting: starts[meeting.slot])
        for one, other in pairwise(meetings):
            minutes = (starts[other.slot] - ends[one.slot]).total_seconds() / 60
            far = zone[one.table or ""] != zone[other.table or ""]
            if far and minutes < problem.options.walking_minutes:
                yield _flaw("too_far", name, one.slot, other.slot)


def _value(problem: Problem, timetable: Timetable) -> Iterator[Flaw]:
    """The timetable says of itself what is true."""
    score = {(wish.public, wish.private): wish.score for wish in problem.wishes}
    total = sum(score.get((m.public, m.private), m.score) for m in timetable.meetings)
    if total != timetable.value.score:
        yield Flaw(field="value", key="wrong_sum", names=(str(total),))
    if timetable.value.score > timetable.bound.score and _tiers(timetable.value) == _tiers(
        timetable.bound
    ):
        yield Flaw(field="bound", key="above_bound")


def _tiers(value: Value) -> tuple[int, int, int]:
    return (value.first_served, value.floor, value.musts)
