"""The figures of a report: few people are never told of, and waiting is counted in minutes."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from contracts.event_reports import FEW, ReportGrouping
from contracts.participants import EventSide
from services.sessions.after import counting
from services.sessions.after.counting import Met
from services.sessions.after.store.reports import Coming

START = datetime(2026, 11, 1, 4, tzinfo=UTC)


def towns(*sizes):
    """(people, their ids by group): so many towns of each size."""
    people = [n for size, count in sizes for n in [size] * count]
    return [
        Coming(id=UUID(int=n), side=EventSide.PUBLIC, kind="municipality", population=size)
        for n, size in enumerate(people, 1)
    ]


def met(public, private, slot=0, *, long=1, held=True):
    times = [START + timedelta(minutes=20 * each) for each in (slot, slot + long)]
    ids = {"public_id": UUID(int=public), "private_id": UUID(int=private)}
    return Met(**ids, starts_at=times[0], ends_at=times[1], held=held)


@pytest.mark.parametrize(
    ("count", "of", "told"),
    [(0, None, None), (4, None, None), (5, None, 5), (7, 4, None), (7, 5, 7), (3, 90, None)],
)
def test_what_few_people_did_is_not_told(count, of, told):
    assert counting.enough(count, of) == told


def test_a_small_group_is_left_out_with_the_next_one_so_that_it_cannot_be_worked_out():
    people = towns((8_000, 3), (30_000, 6), (600_000, 9))
    meetings = [met(7, 100), met(8, 100, 1, held=False)]

    found = {one.value: one for one in counting.groups(people, meetings, 2026)}

    assert found["under_10k"].participants is found["under_50k"].participants is None
    large = found["from_500k"]
    assert (large.by, large.participants, large.planned) == (ReportGrouping.TOWN_SIZE, 9, 0)
    assert large.without == 9


@given(some.lists(some.integers(1, 12), min_size=1, max_size=5))
def test_no_group_can_be_worked_out_from_the_whole(counts):
    limits = (5_000, 20_000, 100_000, 300_000, 900_000)
    people = towns(*zip(limits, counts, strict=False))

    found = counting.groups(people, [], 2026)

    hidden = [one for one in found if one.participants is None]
    told = sum(one.participants or 0 for one in found)
    assert all(one.participants >= FEW for one in found if one.participants is not None)
    assert not hidden or len(hidden) > 1 or told == 0 or len(people) - told >= FEW


def test_time_between_meetings_is_idle_and_a_desk_that_has_one_running_is_not():
    alone = [met(1, 11, 0), met(1, 12, 3)]
    desk = [met(2, 21, 0, long=3), met(2, 22, 1), met(2, 23, 4)]

    assert sorted(counting.idle_minutes(alone)) == [0, 0, 40]
    assert max(counting.idle_minutes(desk)) == 20
    assert counting.idle(alone) == (None, None)
    assert counting.idle([*alone, *desk]) == (0, 40)


@pytest.mark.parametrize(
    ("founded", "told"),
    [(None, "unknown"), (2024, "under_5"), (2018, "under_10"), (1950, "from_10")],
)
def test_companies_are_told_apart_by_their_age(founded, told):
    one = Coming(id=UUID(int=1), side=EventSide.PRIVATE, founded=founded)

    assert counting.age(one, 2026) == told
