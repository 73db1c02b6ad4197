"""What is wrong with a problem, before anything is planned. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from services.sessions.timetable.problem import (
    Attendance,
    Lock,
    Participant,
    Problem,
    Side,
    Table,
    Wish,
)


class Flaw(Struct, frozen=True, kw_only=True):
    """One thing that is wrong: ``field`` names the place, ``key`` the kind, for translation."""

    field: str
    key: str
    names: tuple[str, ...] = ()


class Unplannable(ValueError):
    """The problem contradicts itself; ``flaws`` names every contradiction."""

    def __init__(self, flaws: list[Flaw]) -> None:
        super().__init__("; ".join(f"{f.field}: {f.key} {' '.join(f.names)}" for f in flaws))
        self.flaws = flaws


def problem_flaws(problem: Problem) -> list[Flaw]:
    """Everything that is wrong with it, each by its own name; empty: it can be planned."""
    flaws = [
        *_twice("slots", (slot.id for slot in problem.slots)),
        *_twice("tables", (table.id for table in problem.tables)),
        *_twice("participants", (one.id for one in problem.participants)),
        *_pairs_twice("wishes", ((wish.public, wish.private) for wish in problem.wishes)),
        *_slots(problem),
        *_references(problem),
    ]
    return flaws or list(_locks(problem))


def _twice(field: str, ids: Iterable[str]) -> Iterator[Flaw]:
    yield from _pairs_twice(field, ((name,) for name in ids))


def _pairs_twice(field: str, ids: Iterable[tuple[str, ...]]) -> Iterator[Flaw]:
    named = list(ids)
    if len(set(named)) < len(named):
        for names, count in Counter(named).items():
            if count > 1:
                yield Flaw(field=field, key="named_twice", names=names)


def _slots(problem: Problem) -> Iterator[Flaw]:
    for place, slot in enumerate(problem.slots):
        if slot.starts_at.tzinfo is None or slot.ends_at.tzinfo is None:
            yield Flaw(field="slots", key="without_time_zone", names=(slot.id,))
            return
        if slot.ends_at <= slot.starts_at:
            yield Flaw(field="slots", key="ends_before_it_starts", names=(slot.id,))
        elif place and slot.starts_at < problem.slots[place - 1].ends_at:
            yield Flaw(field="slots", key="overlaps", names=(problem.slots[place - 1].id, slot.id))


def _references(problem: Problem) -> Iterator[Flaw]:
    slots = {slot.id for slot in problem.slots}
    sides = {one.id: one.side for one in problem.participants}
    for name in dict.fromkeys(name for pair in problem.never for name in pair):
        if name not in sides:
            yield Flaw(field="never", key="unknown_participant", names=(name,))
    zones = {table.zone for table in problem.tables}
    for table in problem.tables:
        for slot in sorted(set(table.slots or ()) - slots):
            yield Flaw(field="tables", key="unknown_slot", names=(table.id, slot))
    for one in problem.participants:
        for slot in sorted(set(one.available or ()) - slots):
            yield Flaw(field="participants", key="unknown_slot", names=(one.id, slot))
        if one.zone and one.zone not in zones:
            yield Flaw(field="participants", key="unknown_zone", names=(one.id, one.zone))
    yield from _sides("wishes", problem.wishes, sides)
    yield from _sides("locks", problem.locks, sides)
    for lock in problem.locks:
        if lock.slot not in slots:
            yield Flaw(field="locks", key="unknown_slot", names=(lock.slot,))


def _sides(
    field: str, pairs: tuple[Wish, ...] | tuple[Lock, ...], sides: dict[str, Side]
) -> Iterator[Flaw]:
    for side, names in (
        (Side.PUBLIC, dict.fromkeys(pair.public for pair in pairs)),
        (Side.PRIVATE, dict.fromkeys(pair.private for pair in pairs)),
    ):
        for name in names:
            if name not in sides:
                yield Flaw(field=field, key="unknown_participant", names=(name,))
            elif sides[name] is not side:
                yield Flaw(field=field, key="on_the_other_side", names=(name,))


def _locks(problem: Problem) -> Iterator[Flaw]:
    """Locks that cannot all hold: named, so that a person can undo one of them."""
    people = {one.id: one for one in problem.participants}
    tables = {table.id: table for table in problem.tables}
    never = {frozenset(pair) for pair in problem.never}
    yield from _locked_people(problem, people)
    yield from _locked_places(problem, people)
    held: Counter[tuple[str, str]] = Counter()
    for lock in problem.locks:
        names = (lock.public, lock.private, lock.slot)
        if frozenset((lock.public, lock.private)) in never:
            yield Flaw(field="locks", key="locked_but_never", names=names)
        for name in (lock.public, lock.private):
            one = people[name]
            if one.available is not None and lock.slot not in one.available:
                yield Flaw(field="locks", key="not_there", names=(name, lock.slot))
            held[name, lock.slot] += 1
            if held[name, lock.slot] == one.desks + 1:
                yield Flaw(field="locks", key="locked_twice", names=(name, lock.slot))
        yield from _locked_table(lock, tables.get(lock.table or ""), held)
    yield from _pairs_twice("locks", ((lock.public, lock.private) for lock in problem.locks))


def _locked_places(problem: Problem, people: dict[str, Participant]) -> Iterator[Flaw]:
    """More meetings in a slot than tables, or online than rooms."""
    used: Counter[tuple[str, bool]] = Counter()
    for lock in problem.locks:
        both = (people[lock.public].attends, people[lock.private].attends)
        used[lock.slot, Attendance.ONLINE in both] += 1
    for (slot, online), count in used.items():
        tables = sum(one.slots is None or slot in one.slots for one in problem.tables)
        rooms = count if problem.online_rooms is None else problem.online_rooms
        if count > (rooms if online else tables):
            key = "too_many_online" if online else "too_few_tables"
            yield Flaw(field="locks", key=key, names=(slot,))


def _locked_people(problem: Problem, people: dict[str, Participant]) -> Iterator[Flaw]:
    """Two who never meet anywhere, or more meetings than somebody wants."""
    count = Counter(name for lock in problem.locks for name in (lock.public, lock.private))
    for name, meetings in count.items():
        most = people[name].most
        if most is not None and meetings > most:
            yield Flaw(field="locks", key="more_than_most", names=(name,))
    online_or_not = {Attendance.ONLINE, Attendance.ON_SITE}
    for lock in problem.locks:
        one, other = people[lock.public], people[lock.private]
        if one.organization and one.organization == other.organization:
            yield Flaw(field="locks", key="own_organization", names=(one.id, other.id))
        if {one.attends, other.attends} == online_or_not:
            yield Flaw(field="locks", key="no_common_place", names=(one.id, other.id))


def _locked_table(
    lock: Lock, table: Table | None, held: Counter[tuple[str, str]]
) -> Iterator[Flaw]:
    if lock.table is None:
        return
    if table is None:
        yield Flaw(field="locks", key="unknown_table", names=(lock.table,))
        return
    if table.slots is not None and lock.slot not in table.slots:
        yield Flaw(field="locks", key="table_not_there", names=(lock.table, lock.slot))
    held["table " + lock.table, lock.slot] += 1
    if held["table " + lock.table, lock.slot] == 2:  # noqa: PLR2004 -- two at one table
        yield Flaw(field="locks", key="table_twice", names=(lock.table, lock.slot))
