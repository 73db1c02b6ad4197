"""Nobody waits for the event while a timetable of it is solved, and what changes then counts."""

import asyncio
import os
import signal
from contextlib import asynccontextmanager

import pytest

from contracts import timetables as contract
from contracts import timetabling
from contracts.event_days import REFILL_MEETINGS, EmptyPlace, RefillMeetings
from contracts.faults import Conflict
from services.sessions import solving
from tests.eventually import eventually
from tests.live_day import arrive, live, seen
from tests.lots import SET_LOT, lot_for

NO = "UPDATE sessions.preferences SET grade = 'no' WHERE participant_id = $1"
LEFT = "UPDATE sessions.participants SET state = 'cancelled' WHERE id = $1"


@asynccontextmanager
async def solving_stands_still():
    """The solver's process is stopped: whatever is asked of it waits."""
    worker = solving._worker()
    pids = list(worker._processes)
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield worker
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


async def asked_of(worker):
    async def waits():
        return bool(worker._pending_work_items)

    await eventually(waits)


def pairs(made):
    return {(one.public_id, one.private_id) for one in made.meetings}


async def test_at_the_door_nobody_waits_and_a_wish_that_changes_meanwhile_counts(platform):
    day = await live(platform, minutes=-60, public=2, private=2, slot_count=2, tables=2)
    pair = (day.public[0], day.private[0])

    async with solving_stands_still() as worker:
        making = asyncio.ensure_future(day.make(1))
        await asked_of(worker)
        [arrived] = await arrive(day, day.public[0])
        await day.sql(NO, day.private[0])
    made = (await making).timetable

    assert arrived.participant_id == day.public[0]
    assert made.version == 2
    assert pair not in pairs(made)
    assert made.checked


async def test_a_version_made_meanwhile_is_told_and_kept(platform):
    day = await live(platform, minutes=-60, public=2, private=2, slot_count=2, tables=2)
    [first] = await day.call(contract.GET_TIMETABLE, contract.GetTimetable)
    one = first.meetings[0]
    held = {"public_id": one.public_id, "private_id": one.private_id, "locked": True}

    async with solving_stands_still() as worker:
        making = asyncio.ensure_future(day.make(1))
        await asked_of(worker)
        locked = await day.call(
            timetabling.LOCK_MEETING, timetabling.LockMeeting, base_version=1, **held
        )
    with pytest.raises(Conflict) as stale:
        await making

    assert (stale.value.reason, stale.value.newest) == ("stale", {"version": 2})
    [newest] = await day.call(contract.GET_TIMETABLE, contract.GetTimetable)
    assert locked.timetable.version == newest.version == 2
    assert [each.locked for each in newest.meetings if each.id == one.id] == [True]


async def test_somebody_arrives_while_a_stand_in_is_looked_for_and_who_leaves_sits_nowhere(
    platform,
):
    day = await live(platform, public=1, private=4, slot_count=1, tables=1)
    [gone] = (await seen(day)).meetings
    first, second, late = (one for one in day.private if one != gone.private_id)
    await day.sql(SET_LOT, day.event_id, lot_for((day.public[0], one) for one in day.private))
    await arrive(day, day.public[0], first, second)
    place = EmptyPlace(public_id=gone.public_id, private_id=gone.private_id)
    asked = RefillMeetings(event_id=day.event_id, base_version=1, places=(place,))

    await solving.warm()
    async with solving_stands_still() as worker:
        filling = asyncio.ensure_future(platform.web.call(REFILL_MEETINGS, asked, day.who.actor))
        await asked_of(worker)
        [arrived] = await arrive(day, late)
        for one in (first, second):
            await day.sql(LEFT, one)
    done = await filling

    assert arrived.participant_id == late
    assert [one.private_id for one in done.refilled] == [late]
    [made] = await day.call(contract.GET_TIMETABLE, contract.GetTimetable)
    assert made.checked
