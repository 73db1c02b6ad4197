"""J5: arrivals are noted once, however tablets, networks and clocks behave."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from contracts.checkins import CheckIn, CheckInResult
from contracts.event_days import WATCH_DAY, MeetingState, WatchDay
from contracts.faults import Conflict, Forbidden, Invalid, NotFound
from contracts.matching_events import Slot
from contracts.profiles import OrganizationKind
from contracts.wire import Role
from services.sessions.day.rules import corrected
from tests.eventually import eventually
from tests.live_day import arrive, live, move, noted, numbers, restored, seen, send, undone
from tests.matching_event import known
from tests.members import member
from tests.platform import staff_of
from tests.timetabled import prepared

HOUR = timedelta(hours=1)


def now():
    return datetime.now(UTC)


async def test_ac1_a_scan_marks_arrival_once_and_the_second_says_when(platform):
    day = await live(platform)
    first = noted(1, at=now() - timedelta(minutes=3))

    [arrived] = await send(day, [first])
    [again] = await send(day, [first])
    [second] = await send(day, [noted(1)])

    assert arrived.result is again.result is CheckInResult.ARRIVED
    assert second.result is CheckInResult.ALREADY
    assert arrived.arrived_at == again.arrived_at == second.arrived_at == first.at
    assert (arrived.name, arrived.organization_name) == ("架空 太郎1", "架空の団体1")
    [row] = await day.sql(
        "SELECT count(*) FROM sessions.check_ins WHERE event_id = $1", day.event_id
    )
    assert row == (2,)


async def test_ac1_an_arrival_is_taken_back_with_a_reason_and_noted_anew(platform):
    day = await live(platform)
    await send(day, [noted(2)])
    with pytest.raises(Invalid) as caught:
        await send(day, [noted(1), undone(2, " ")])
    assert [(one.field, one.problem) for one in caught.value.fields] == [
        ("check_ins.1.reason", "required")
    ]

    [back] = await send(day, [undone(2)])
    [late] = await send(day, [noted(2, at=now() - HOUR)])  # of a tablet that was offline then
    assert (back.result, back.arrived_at) == (CheckInResult.UNDONE, None)
    assert late.result is CheckInResult.UNDONE
    [anew] = await send(day, [noted(2)])
    assert anew.result is CheckInResult.ARRIVED
    entries = "SELECT payload ->> 'reason' FROM sessions.outbox WHERE payload ->> 'operation' = $1"
    reasons = [reason for (reason,) in await day.sql(entries, "rpc.sessions.v1.check_in.record")]
    assert "別の人の名札" in reasons


def tablet(people, shift, rng):
    """What one tablet noted without a network, its clock wrong by ``shift``."""
    begun = now() - timedelta(minutes=30)
    return {
        number: noted(
            number,
            at=begun + timedelta(seconds=rng.randrange(1_500)) - shift,
            offset_ms=int(shift / timedelta(milliseconds=1)),
        )
        for number in people
    }


async def test_ac2_fifty_arrivals_on_two_tablets_merge_to_exactly_the_right_set(platform):
    """One clock an hour behind, one an hour ahead; ten badges read by both; answers lost."""
    rng = random.Random(50)
    day = await live(platform, public=25, private=35, slot_count=2, tables=2, wishes=[(0, 0)])
    people = rng.sample(range(1, 61), 50)
    one, two = tablet(people[:30], HOUR, rng), tablet(people[20:], -HOUR, rng)
    notes = [*one.values(), *two.values()]
    sent = [*notes, *rng.sample(notes, 25)]  # some once more: their answer did not come back
    rng.shuffle(sent)
    while sent:
        size = rng.randrange(1, 12)
        await send(day, sent[:size])
        sent = sent[size:]

    found = {each.number: each.arrived_at for each in (await seen(day)).people if each.arrived_at}

    expected = {
        number: min(corrected(each[number], now()) for each in (one, two) if number in each)
        for number in people
    }
    assert found == expected
    [row] = await day.sql(
        "SELECT count(*) FROM sessions.check_ins WHERE event_id = $1", day.event_id
    )
    assert row == (len(notes),)


async def test_notes_that_mean_nobody_are_named_and_keep_nothing_else_back(platform):
    day = await live(platform)
    await day.sql("UPDATE sessions.participants SET state = 'waiting' WHERE number = 6")
    await day.sql("UPDATE sessions.participants SET state = 'cancelled' WHERE number = 7")
    wrong = CheckIn(id=uuid4(), code="001-1")

    found = await send(day, [wrong, noted(99), noted(6), noted(7), noted(3)])

    kinds = CheckInResult
    assert [one.result for one in found] == [
        *(kinds.BAD_CODE, kinds.UNKNOWN, kinds.STANDS_BY, kinds.CANCELLED, kinds.ARRIVED)
    ]
    assert found[1].code.startswith("099-")


@pytest.mark.parametrize(
    ("at", "offset", "expected"),
    [
        (None, 0, 0),
        (datetime(2027, 2, 3, 13, tzinfo=UTC), 0, 0),
        (datetime.fromisoformat("2027-02-03T11:00:00"), 0, -60),
        (datetime(2027, 2, 3, 13, tzinfo=UTC), -3_600_000 - 60_000, -1),
        (datetime(9999, 12, 31, tzinfo=UTC), 4_000_000_000_000, 0),
    ],
    ids=["none", "in the future", "without a zone", "an hour ahead", "past all calendars"],
)
def test_times_are_corrected_and_nothing_is_noted_before_it_happens(at, offset, expected):
    instant = datetime(2027, 2, 3, 12, tzinfo=UTC)
    one = CheckIn(id=uuid4(), code="x", at=at, offset_ms=offset)
    assert corrected(one, instant) == instant + timedelta(minutes=expected)


async def test_only_who_staffs_the_event_checks_in_and_only_on_its_day(platform):
    day = await live(platform, own=None)
    helper = await member(platform, day.who.actor.organization, Role.COORDINATOR, "当日 係")
    town = await platform.organization("よその町", OrganizationKind.MUNICIPALITY)
    other = await member(platform, town, Role.STAFF, "よその 職員")
    await known(platform, helper, other)
    strangers = [other.actor, staff_of(day.who.actor.organization, Role.REVIEWER)]

    assert (await send(day, [noted(1)], helper.actor))[0].result is CheckInResult.ARRIVED
    for actor in strangers:
        with pytest.raises(Forbidden):
            await send(day, [noted(2)], actor)
    asked = WatchDay(event_id=day.event_id)
    with pytest.raises(NotFound):
        await platform.web.call(WATCH_DAY, asked, other.actor)
    early = await prepared(platform)
    with pytest.raises(Conflict) as caught:
        await send(early, [noted(1)])
    assert caught.value.reason == "not_the_day"


async def test_staff_see_who_has_arrived_and_who_is_late(platform):
    day = await live(platform, minutes=-30)
    before = await seen(day)
    await arrive(day, day.public[0])
    await move(day, 2)

    found = await seen(day)

    people = {one.id: one for one in found.people}
    busy = {one.id for one in found.people if one.slot == "S1"}
    assert not any(one.is_late for one in before.people)
    assert people[day.public[0]].arrived_at is not None
    assert {one.id for one in found.people if one.is_late} == busy - {day.public[0]}
    assert (before.running, before.next, found.running, found.next) == (None, "S1", "S1", "S2")
    assert before.revision != found.revision
    states = {one.state for one in found.meetings if day.public[0] == one.public_id}
    assert states == {MeetingState.CHECKED_IN_ONE}


async def test_what_became_of_meetings_is_noted_and_a_late_note_corrects_it(platform):
    day = await live(platform, public=1, private=2, slot_count=2, tables=1)
    of = {one.slot: one for one in (await seen(day)).meetings}
    first, second = of["S1"], of["S2"]
    ids = await numbers(day)
    await arrive(day, day.public[0], second.private_id)
    await move(day, 50)

    async def settled():
        return {one.slot: (one.state, one.missing) for one in (await seen(day)).meetings}

    async def over():
        states = {state for state, _ in (await settled()).values()}
        return states == {MeetingState.NO_SHOW}

    await eventually(over)  # they arrived when both slots were over
    early = now() - timedelta(minutes=49)
    await send(day, [noted(ids[day.public[0]], at=early), noted(ids[first.private_id], at=early)])
    assert await settled() == {
        "S1": (MeetingState.HELD, ()),
        "S2": (MeetingState.NO_SHOW, (second.private_id,)),
    }
    told = "SELECT count(*) FROM sessions.outbox WHERE subject LIKE 'event.sessions.v1.meeting.%'"
    assert await day.sql(told) == [(4,)]


@pytest.mark.parametrize(
    ("days", "is_kept"), [(0, True), (1, True), (3, False)], ids=["that day", "a day", "three days"]
)
def test_a_time_long_before_the_first_slot_counts_as_none(days, is_kept):
    begins = datetime(2027, 2, 3, 9, tzinfo=UTC)
    now = begins + timedelta(hours=1)
    slot = Slot(id="S1", starts_at=begins, ends_at=begins + timedelta(minutes=20))
    at = begins - timedelta(days=days)
    one = CheckIn(id=uuid4(), code="x", at=at)
    assert corrected(one, now, (slot,)) == (at if is_kept else now)


async def test_a_note_of_the_year_one_is_kept_with_the_time_it_came_in(platform):
    day = await live(platform)
    before = now() - HOUR

    [arrived] = await send(day, [noted(1, at=datetime(1, 1, 1, tzinfo=UTC))])

    assert arrived.result is CheckInResult.ARRIVED
    assert before < arrived.arrived_at


async def test_an_arrival_taken_back_by_mistake_is_put_back_as_it_was(platform):
    """Whatever the order in which the notes come, and however often."""
    day = await live(platform)
    at = now() - timedelta(minutes=9)
    came = noted(2, at=at)
    back = undone(2, at=at + timedelta(minutes=1))
    again = restored(2, at=at + timedelta(minutes=2))
    [nothing] = await send(day, [restored(3)])
    assert nothing.result is CheckInResult.NOT_THERE

    await send(day, [again])
    await send(day, [back])
    [late] = await send(day, [came])
    assert (late.result, late.arrived_at) == (CheckInResult.ARRIVED, at)

    [gone] = await send(day, [undone(2)])
    assert (gone.result, gone.arrived_at) == (CheckInResult.UNDONE, None)
    puts = await send(day, [restored(2), restored(2), again])
    assert {(one.result, one.arrived_at) for one in puts} == {(CheckInResult.RESTORED, at)}


@pytest.mark.parametrize("order", [1, -1], ids=["as noted", "the last first"])
async def test_an_arrival_taken_back_twice_is_put_back_by_one_restore(platform, order):
    """By two tablets, or by pressing twice; whoever was never there is not there by it either."""
    day = await live(platform)
    begun = now() - timedelta(minutes=9)
    kinds = [noted, undone, undone, restored, restored, undone, undone, undone, restored]
    notes = [kind(2, at=begun + timedelta(minutes=n)) for n, kind in enumerate(kinds)]
    for one in notes[::order]:
        await send(day, [one])

    found = {one.number: one.arrived_at for one in (await seen(day)).people}
    assert found[2] == begun

    twice = [undone(2), undone(2), undone(3)]
    assert {one.result for one in await send(day, twice)} == {CheckInResult.UNDONE}
    [back, nobody] = await send(day, [restored(2), restored(3)])
    assert (back.result, back.arrived_at) == (CheckInResult.RESTORED, begun)
    assert (nobody.result, nobody.arrived_at) == (CheckInResult.NOT_THERE, None)

    [gone, anew] = await send(day, [undone(2), noted(2)])
    assert gone.arrived_at == anew.arrived_at != begun


async def test_taking_an_arrival_back_undoes_no_meeting_that_was_held(platform):
    """Nor adds to who was missed; also where nobody had looked yet whether the slot was over."""
    day = await live(platform, public=1, private=2, slot_count=2, tables=1)
    of = {one.slot: one for one in (await seen(day)).meetings}
    ids = await numbers(day)
    host, guest = ids[day.public[0]], ids[of["S1"].private_id]
    await move(day, 50)
    early = now() - timedelta(minutes=49)
    await send(day, [noted(host, at=early), noted(guest, at=early)])

    await send(day, [undone(host), undone(guest)])

    async def settled():
        return {one.slot: (one.state, one.missing) for one in (await seen(day)).meetings}

    states = {
        "S1": (MeetingState.HELD, ()),
        "S2": (MeetingState.NO_SHOW, (of["S2"].private_id,)),
    }
    assert await settled() == states
    await send(day, [noted(ids[of["S2"].private_id], at=early)])
    assert (await settled())["S2"] == states["S2"], "the host is noted as gone by now"
    await send(day, [restored(host)])
    assert (await settled())["S2"] == (MeetingState.HELD, ())


async def test_a_meeting_with_somebody_who_has_cancelled_is_called_so(platform):
    day = await live(platform, public=1, private=2, slot_count=2, tables=1)
    of = {one.slot: one for one in (await seen(day)).meetings}
    gone = of["S1"].private_id
    await day.sql("UPDATE sessions.participants SET state = 'cancelled' WHERE id = $1", gone)
    await arrive(day, day.public[0])
    await move(day, 25)

    async def settled():
        found = {one.slot: (one.state, one.missing) for one in (await seen(day)).meetings}
        return found["S1"] == (MeetingState.CANCELLED, (gone,))

    await eventually(settled)


async def test_two_dozen_at_the_door_at_once_are_all_noted(platform):
    """More than there are connections to the database: they wait their turn without one."""
    day = await live(platform, public=2, private=24, slot_count=1, tables=1, wishes=[(0, 0)])

    found = await asyncio.gather(*(send(day, [noted(number)]) for number in range(1, 25)))

    assert {one.result for [one] in found} == {CheckInResult.ARRIVED}
