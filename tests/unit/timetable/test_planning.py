from __future__ import annotations

from collections import Counter

import msgspec
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from services.sessions.timetable.planning import Unplannable, plan
from services.sessions.timetable.problem import (
    Limit,
    Lock,
    Options,
    Participant,
    Problem,
    Side,
    Slot,
    Table,
    Value,
    Wish,
)
from services.sessions.timetable.validator import flaws
from tests.unit.timetable.making import everybody, problems, slots

FEW = settings(max_examples=60, deadline=None)


def _rank(value: Value) -> tuple[int, int, int, int]:
    """A floor of those who come first counts most."""
    return (value.first_served, value.floor, value.musts, value.score)


@FEW
@given(problems())
def test_any_event_gets_a_timetable_that_keeps_every_rule(problem: Problem) -> None:
    made = plan(problem)
    assert flaws(problem, made) == []
    assert len(made.unplaced) + sum(
        (m.public, m.private) in {(w.public, w.private) for w in problem.wishes}
        for m in made.meetings
    ) == len(problem.wishes)


@FEW
@given(problems())
def test_the_same_event_gives_the_same_timetable(problem: Problem) -> None:
    assert msgspec.json.encode(plan(problem)) == msgspec.json.encode(plan(problem))


@FEW
@given(problems())
def test_no_timetable_is_worth_more_than_the_bound(problem: Problem) -> None:
    made = plan(problem)
    assert _rank(made.value) <= _rank(made.bound)


@FEW
@given(problems())
def test_a_table_more_never_lowers_the_bound(problem: Problem) -> None:
    more = replace(problem, tables=(*problem.tables, Table(id="one more")))
    if any(table.zone for table in problem.tables):
        return  # who sits in which zone is chosen anew
    assert _rank(plan(more).bound) >= _rank(plan(problem).bound)


@FEW
@given(problems())
def test_a_slot_more_never_lowers_the_bound(problem: Problem) -> None:
    later = slots(len(problem.slots) + 1, gap=60)[-1]
    more = replace(problem, slots=(*problem.slots, later))
    assert _rank(plan(more).bound) >= _rank(plan(problem).bound)


@FEW
@given(problems(whole=True))
def test_when_everybody_is_there_all_day_the_bound_is_reached(problem: Problem) -> None:
    made = plan(problem)
    assert made.proved
    assert made.gap == 0
    assert made.value == made.bound


@FEW
@given(problems())
def test_closing_gaps_changes_no_pair_and_adds_no_waiting(problem: Problem) -> None:
    loose = plan(replace(problem, options=replace(problem.options, compact=False)))
    tight = plan(problem)
    assert {(m.public, m.private) for m in loose.meetings} == {
        (m.public, m.private) for m in tight.meetings
    }
    assert tight.idle_slots <= loose.idle_slots


def test_all_wanted_meetings_fit_when_nobody_is_wanted_more_often_than_there_are_slots() -> None:
    made = plan(everybody(6, 6, slots_=6, tables=6))
    assert len(made.meetings) == 36
    assert made.unplaced == ()
    assert made.proved


def test_everybody_gets_two_meetings_before_anybody_gets_a_third() -> None:
    favourites = everybody(4, 8, slots_=4, tables=4)
    dear = tuple(
        replace(w, score=1000 if w.private in {"c0", "c1"} else 1) for w in favourites.wishes
    )
    made = plan(replace(favourites, wishes=dear))
    count = Counter(meeting.private for meeting in made.meetings)
    assert min(count[f"c{n}"] for n in range(8)) == 2


def test_a_small_town_comes_first_when_there_is_too_little_for_all() -> None:
    event = everybody(3, 1, slots_=2, tables=3)
    people = tuple(replace(one, first_served=one.id == "m2") for one in event.participants)
    cheap = tuple(replace(w, score=1 if w.public == "m2" else 1000) for w in event.wishes)
    made = plan(replace(event, participants=people, wishes=cheap))
    assert "m2" in {meeting.public for meeting in made.meetings}


def test_a_desk_of_three_holds_three_meetings_at_once() -> None:
    event = everybody(1, 6, slots_=2, tables=3)
    people = tuple(replace(one, desks=3) if one.id == "m0" else one for one in event.participants)
    made = plan(replace(event, participants=people))
    assert len(made.meetings) == 6
    assert len({(m.slot, m.table) for m in made.meetings}) == 6


def test_a_locked_meeting_stays_where_it_is() -> None:
    event = everybody(3, 3, slots_=3, tables=3)
    lock = Lock(public="m1", private="c2", slot="s2", table="t0")
    made = plan(replace(event, locks=(lock,)))
    assert [(m.slot, m.table) for m in made.meetings if m.locked] == [("s2", "t0")]
    assert len(made.meetings) == 9


@pytest.mark.parametrize(
    ("change", "limit"),
    [
        ({"never": (("c0", "m0"),)}, Limit.NEVER),
        ({"organization": "架空町"}, Limit.OWN_ORGANIZATION),
        ({"available": {"m0": ("s0",), "c0": ("s1",)}}, Limit.NO_COMMON_SLOT),
        ({"attends": {"m0": "on_site", "c0": "online"}}, Limit.NO_COMMON_PLACE),
        ({"most": {"m0": 0}}, Limit.PUBLIC_MOST),
        ({"most": {"c0": 0}}, Limit.PRIVATE_MOST),
        ({"tables": ()}, Limit.TABLES),
    ],
)
def test_a_meeting_that_does_not_fit_names_its_limit(change: dict, limit: Limit) -> None:
    event = everybody(1, 1, slots_=2, tables=1)
    whole = {name: change.pop(name) for name in ("never", "tables") if name in change}
    people = tuple(
        replace(
            one,
            **{
                k: v if isinstance(v, str) else v[one.id]
                for k, v in change.items()
                if isinstance(v, str) or one.id in v
            },
        )
        for one in event.participants
    )
    made = plan(replace(event, participants=people, **whole))
    assert [one.limit for one in made.unplaced] == [limit]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"participants": (Participant(id="m0", side=Side.PUBLIC),) * 2}, "named_twice"),
        ({"wishes": (Wish(public="m0", private="nobody", score=1),)}, "unknown_participant"),
        ({"wishes": (Wish(public="c0", private="m0", score=1),)}, "on_the_other_side"),
        ({"locks": (Lock(public="m0", private="c0", slot="?"),)}, "unknown_slot"),
        ({"locks": (Lock(public="m0", private="c0", slot="s0", table="?"),)}, "unknown_table"),
        (
            {
                "locks": (
                    Lock(public="m0", private="c0", slot="s0"),
                    Lock(public="m0", private="c1", slot="s0"),
                )
            },
            "locked_twice",
        ),
        (
            {
                "locks": (
                    Lock(public="m0", private="c0", slot="s0", table="t0"),
                    Lock(public="m1", private="c1", slot="s0", table="t0"),
                )
            },
            "table_twice",
        ),
        (
            {"locks": (Lock(public="m0", private="c0", slot="s0"),), "never": (("m0", "c0"),)},
            "locked_but_never",
        ),
        ({"slots": slots(2)[::-1]}, "overlaps"),
        (
            {
                "slots": tuple(
                    Slot(id=s.id, starts_at=s.starts_at.replace(tzinfo=None), ends_at=s.ends_at)
                    for s in slots(2)
                )
            },
            "without_time_zone",
        ),
    ],
)
def test_what_contradicts_itself_is_named(change: dict, key: str) -> None:
    with pytest.raises(Unplannable) as found:
        plan(replace(everybody(2, 2, slots_=2, tables=2), **change))
    assert key in {flaw.key for flaw in found.value.flaws}


@pytest.mark.parametrize(
    "event",
    [
        Problem(slots=()),
        Problem(slots=slots(3)),
        everybody(3, 0, slots_=3, tables=3),
        everybody(0, 3, slots_=3, tables=3),
        everybody(3, 3, slots_=3, tables=0),
        everybody(3, 3, slots_=0, tables=3),
    ],
)
def test_an_event_without_anybody_or_anywhere_has_an_empty_timetable(event: Problem) -> None:
    made = plan(event)
    assert made.meetings == ()
    assert flaws(event, made) == []


def test_more_musts_than_slots_are_placed_as_far_as_they_go() -> None:
    event = everybody(1, 5, slots_=3, tables=1)
    must = tuple(replace(wish, must=True) for wish in event.wishes)
    made = plan(replace(event, wishes=must, options=Options(floor=0)))
    assert made.value.musts == 3
    assert {one.limit for one in made.unplaced} == {Limit.PUBLIC_SLOTS}
    assert made.advice.more_slots == 2
