"""What is said of a meeting that did not fit: enough by itself, and nothing less is."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from msgspec.structs import replace

from services.sessions.timetable.instance import instance
from services.sessions.timetable.planning import plan
from services.sessions.timetable.problem import (
    Limit,
    Lock,
    Problem,
    Table,
    Timetable,
    Unplaced,
)
from services.sessions.timetable.repairing import repair
from tests.unit.timetable.making import everybody, problems, slots

FEW = settings(max_examples=120, deadline=None)
FORBIDDEN = {Limit.NEVER, Limit.OWN_ORGANIZATION, Limit.NO_COMMON_PLACE}


@FEW
@given(problems())
def test_the_change_that_is_named_lets_the_meeting_in_and_nothing_less_does(
    problem: Problem,
) -> None:
    pinned = _in_zones(problem)
    made = plan(pinned)
    for one in made.unplaced[:4]:
        if one.limit in FORBIDDEN:
            continue
        assert _fits(pinned, made, one), one
        for less in _less(one):
            assert not _fits(pinned, made, less), (one, less)


@FEW
@given(problems())
def test_all_that_is_left_out_fits_with_the_slots_that_are_advised(problem: Problem) -> None:
    pinned = _in_zones(problem)
    made = plan(pinned)
    left = tuple(one for one in made.unplaced if one.limit not in FORBIDDEN)
    if any(_online(pinned, one) for one in left) or not pinned.tables:
        return
    again = _with(pinned, made, left, slots_=made.advice.more_slots)
    met = Counter(name for m in again.meetings for name in (m.public, m.private))
    most = {one.id for one in pinned.participants if one.most == met[one.id]}
    for one in again.unplaced:
        assert {one.public, one.private} & most, one


def test_slots_are_advised_for_whichever_meetings_are_chosen() -> None:
    event = everybody(2, 2, slots_=1, tables=1)
    once = {"m1", "c1"}
    people = tuple(
        replace(one, available=(), most=1 if one.id in once else None) for one in event.participants
    )
    worth = {("m1", "c0"): (1, True), ("m1", "c1"): (2, False)}
    wishes = tuple(
        replace(one, score=score, must=must)
        for one in event.wishes
        for score, must in [worth.get((one.public, one.private), (1, False))]
    )
    made = plan(replace(event, participants=people, wishes=wishes))
    assert made.advice.more_slots == 3  # the must takes m1, so that c1 meets m0 besides


def test_who_has_as_many_as_wanted_on_both_sides_is_named_twice() -> None:
    event = everybody(1, 1, slots_=1, tables=1)
    full = replace(event, participants=tuple(replace(p, most=0) for p in event.participants))
    [one] = plan(full).unplaced
    assert (one.participant, one.also, one.more_most) == ("m0", "c0", 1)


def test_on_the_day_nothing_is_promised_in_a_slot_that_is_over() -> None:
    event = everybody(2, 2, slots_=2, tables=1)
    before = plan(event)
    after = repair(event, before, from_slot="s1")
    assert {one.slot for one in after.unplaced} <= {"s1", None}


def _less(one: Unplaced) -> list[Unplaced]:
    """Each part of the change left out; all that is named is needed."""
    nothing = replace(
        one, more_slots=0, more_tables=0, more_most=0, slot=None, participant=None, also=None
    )
    found = [nothing]
    if one.also:
        found += [replace(one, also=None), replace(one, participant=one.also, also=None)]
    if one.more_tables:
        found.append(replace(one, more_tables=one.more_tables - 1))
    if one.more_most and (one.more_slots or one.more_tables):
        found += [
            replace(one, more_slots=0, more_tables=0),
            replace(one, more_most=0, participant=None, also=None),
        ]
    return found


def _in_zones(problem: Problem) -> Problem:
    """Everybody of the public side where the planner seats them: a table more moves nobody."""
    tables = tuple(replace(table, zone=table.zone or " ") for table in problem.tables)
    zones = sorted({table.zone for table in tables})
    if not zones:
        return problem
    named = replace(problem, tables=tables)
    inst = instance(named)
    zone = {
        inst.names[u]: zones[kind]
        for u, kind in zip(inst.public.tolist(), inst.kind.tolist(), strict=True)
        if kind < len(zones)
    }
    people = tuple(replace(one, zone=zone.get(one.id, one.zone)) for one in named.participants)
    return replace(named, participants=people)


def _online(problem: Problem, one: Unplaced) -> bool:
    return any(
        p.attends == "online" for p in problem.participants if p.id in (one.public, one.private)
    )


def _fits(problem: Problem, made: Timetable, one: Unplaced) -> bool:
    changed = problem
    people = {p.id: p for p in problem.participants}
    if one.more_most:
        for name in (one.participant, one.also):
            if name:
                people[name] = replace(people[name], most=(people[name].most or 0) + 1)
    elif one.participant:
        who = people[one.participant]
        people[who.id] = replace(who, available=(*(who.available or ()), one.slot or ""))
    changed = replace(changed, participants=tuple(people.values()))
    if one.more_tables and _online(problem, one):
        changed = replace(changed, online_rooms=(changed.online_rooms or 0) + one.more_tables)
    elif one.more_tables:
        changed = replace(changed, tables=(*changed.tables, *_tables(problem, one)))
    again = _with(changed, made, (one,), slots_=one.more_slots)
    return (one.public, one.private) in {(m.public, m.private) for m in again.meetings}


def _tables(problem: Problem, one: Unplaced) -> list[Table]:
    zone = next(p.zone for p in problem.participants if p.id == one.public)
    where = None if one.slot is None else (one.slot,)
    # where there is no table at all, a slot more needs one in it, and any slot would do
    if one.slot is None and one.more_slots:
        where = (f"s{len(problem.slots)}",)
    return [Table(id=f"more {n}", zone=zone, slots=where) for n in range(one.more_tables)]


def _with(
    problem: Problem, made: Timetable, left: tuple[Unplaced, ...], *, slots_: int
) -> Timetable:
    """With everything placed locked, only these wishes besides, and so many slots more."""
    more = slots(len(problem.slots) + slots_, gap=60)[len(problem.slots) :]
    late = tuple(slot.id for slot in more)
    wanted = {(one.public, one.private) for one in left}
    return plan(
        replace(
            problem,
            slots=problem.slots + more,
            tables=tuple(
                t
                if t.slots is None or t.id.startswith("more")
                else replace(t, slots=t.slots + late)
                for t in problem.tables
            ),
            participants=tuple(
                p if p.available is None else replace(p, available=p.available + late)
                for p in problem.participants
            ),
            wishes=tuple(w for w in problem.wishes if (w.public, w.private) in wanted),
            locks=tuple(
                Lock(public=m.public, private=m.private, slot=m.slot, table=m.table)
                for m in made.meetings
            ),
            options=replace(problem.options, floor=0),
        )
    )
