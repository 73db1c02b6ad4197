"""The validator finds every kind of fault that is put into a good timetable."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from services.sessions.timetable.planning import plan
from services.sessions.timetable.problem import Attendance, Lock, Meeting, Table
from services.sessions.timetable.validator import flaws
from tests.unit.timetable.making import everybody, slots

EVENT = everybody(2, 2, slots_=2, tables=2)
GOOD = plan(EVENT)


def _one(**change) -> tuple[Meeting, ...]:
    return (replace(GOOD.meetings[0], **change), *GOOD.meetings[1:])


def _for_all(name: str, **change):
    return replace(
        EVENT,
        participants=tuple(
            replace(one, **change) if one.id == name else one for one in EVENT.participants
        ),
    )


@pytest.mark.parametrize(
    ("key", "problem", "meetings"),
    [
        ("unknown_participant", EVENT, _one(public="nobody")),
        ("unknown_slot", EVENT, _one(slot="never")),
        ("unknown_table", EVENT, _one(table="nowhere")),
        ("person_twice", EVENT, tuple(replace(m, slot="s0") for m in GOOD.meetings)),
        ("table_twice", EVENT, tuple(replace(m, table="t0") for m in GOOD.meetings)),
        ("pair_twice", EVENT, (*GOOD.meetings, GOOD.meetings[0])),
        ("more_than_most", _for_all("m0", most=1), GOOD.meetings),
        ("not_there", _for_all("m0", available=("s0",)), GOOD.meetings),
        ("never", replace(EVENT, never=(("m0", "c0"),)), GOOD.meetings),
        ("not_wished", replace(EVENT, wishes=EVENT.wishes[1:]), GOOD.meetings),
        ("without_table", EVENT, _one(table=None)),
        ("no_common_place", _for_all("m0", attends=Attendance.ONLINE), GOOD.meetings),
        (
            "own_organization",
            replace(
                EVENT,
                participants=tuple(replace(p, organization="架空") for p in EVENT.participants),
            ),
            GOOD.meetings,
        ),
        (
            "lock_moved",
            replace(
                EVENT,
                locks=tuple(
                    Lock(public=m.public, private=m.private, slot="s0", table="t0")
                    for m in GOOD.meetings[-1:]
                ),
            ),
            GOOD.meetings,
        ),
        (
            "table_not_there",
            replace(EVENT, tables=(Table(id="t0", slots=("s0",)), Table(id="t1"))),
            GOOD.meetings,
        ),
        (
            "too_far",
            replace(
                EVENT,
                slots=slots(2, gap=5),
                tables=(Table(id="t0"), Table(id="t1", zone="2F")),
                options=replace(EVENT.options, walking_minutes=10),
            ),
            GOOD.meetings,
        ),
        ("wrong_sum", EVENT, GOOD.meetings[1:]),
    ],
)
def test_a_fault_is_found(key: str, problem, meetings) -> None:
    assert flaws(EVENT, GOOD) == []
    found = {flaw.key for flaw in flaws(problem, replace(GOOD, meetings=meetings))}
    assert key in found
