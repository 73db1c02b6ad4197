"""Invented days, from the generator that rehearsals play: planned, objected to, repaired."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from contracts.matching_events import MatchingEvent, Slot, Table
from services.sessions import posing
from services.sessions.rehearsal import inventing
from services.sessions.store.timetables import Attendee, Wished
from services.sessions.timetable.planning import plan
from services.sessions.timetable.repairing import repair
from services.sessions.timetable.validator import flaws

BEGINS = datetime(2027, 2, 3, 4, tzinfo=UTC)
ROOMS = {
    "one room": ("", ""),
    "a room beside tables without one": ("大ホール", "", ""),
    "two rooms": ("大ホール", "小ホール", "小ホール"),
}


def day(number, zones):
    slots = (BEGINS + n * timedelta(minutes=25) for n in range(2 + number % 3))
    return MatchingEvent(
        id=UUID(int=number + 1),
        organization_id=UUID(int=10**9),
        title="架空マッチング会",
        created_at=BEGINS,
        slots=tuple(
            Slot(id=f"S{n}", starts_at=at, ends_at=at + timedelta(minutes=20))
            for n, at in enumerate(slots, 1)
        ),
        tables=tuple(Table(id=f"卓{n}", zone=zone) for n, zone in enumerate(zones, 1)),
    )


def attendee(number, one):
    return Attendee(
        id=one.id,
        number=number,
        side=one.side,
        organization_name=one.organization_name,
        name=one.name,
        available=one.available,
        first_served=one.first_served,
    )


@pytest.mark.parametrize("rooms", sorted(ROOMS))
def test_an_invented_day_keeps_all_rules_however_it_goes(rooms):
    for number in range(15):
        event = day(number, ROOMS[rooms])
        invented = inventing.invent(event, 4 + number % 4, 5 + number % 3, seed=number)
        people = tuple(attendee(n, one) for n, one in enumerate(invented.people, 1))
        wished = [
            Wished(participant_id=who, other_id=one.other_id, grade=one.grade)
            for who, grades in invented.grades.items()
            for one in grades
        ]
        first = posing.problem(event, people, wished, [])
        made = plan(first)
        assert (number, flaws(first, made)) == (number, [])

        dropped = [
            Wished(participant_id=UUID(one.private), other_id=UUID(one.public), grade="no")
            for one in made.meetings[:2]
        ]
        second = posing.problem(event, people, wished, dropped)
        repaired = repair(second, made)
        assert (number, flaws(second, repaired)) == (number, [])

        late = (*people[1:-1], attendee(99, invented.walk_in))
        third = posing.problem(event, late, wished, dropped)
        assert (number, flaws(third, repair(third, repaired))) == (number, [])
