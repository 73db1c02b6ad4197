"""Meetings put and taken out by the organizer's hand, and what planning anew makes of them."""

from uuid import uuid4

import pytest

from contracts import timetables as contract
from contracts import timetabling
from contracts.faults import Conflict, Forbidden, NotFound
from contracts.participants import SAVE_PARTICIPANT, EventSide, SaveParticipant
from tests.service.test_timetables import company
from tests.timetabled import prepared

NO = "UPDATE sessions.preferences SET grade = 'no' WHERE participant_id = $1 AND other_id = $2"
SILENT = "DELETE FROM sessions.preferences WHERE participant_id = $1 AND other_id = $2"


async def put(day, base, public, private, slot="S1", table="卓1"):
    given = {"public_id": public, "private_id": private, "slot": slot, "table": table}
    return await day.call(
        timetabling.MOVE_MEETING, timetabling.MoveMeeting, base_version=base, **given
    )


async def cancel(day, base, public, private, **more):
    given = {"public_id": public, "private_id": private, **more}
    asked = timetabling.CancelMeeting
    return await day.call(timetabling.CANCEL_MEETING, asked, base_version=base, **given)


def pairs(timetable):
    return {(one.public_id, one.private_id) for one in timetable.meetings}


async def test_a_locked_meeting_stays_though_a_wish_for_it_is_gone(platform):
    wishes = [(0, 0), (1, 1)]
    day = await prepared(platform, public=2, private=2, slot_count=2, tables=2, wishes=wishes)
    first = (await day.make(0)).timetable
    [one, two], [three, four] = day.public, day.private
    assert pairs(first) == {(one, three), (two, four)}
    given, asked = {"public_id": two, "private_id": four}, timetabling.LockMeeting
    await day.call(timetabling.LOCK_MEETING, asked, base_version=1, locked=True, **given)
    await day.sql(SILENT, two, four)

    again = (await day.make(2)).timetable

    assert (pairs(again), again.checked) == (pairs(first), True)
    [beside] = [each.slot for each in again.meetings if each.public_id == one]
    free = "S2" if beside == "S1" else "S1"
    moved = (await put(day, 3, two, four, free, "卓2")).timetable
    assert [each.slot for each in moved.meetings if each.public_id == two] == [free]
    refused = await day.call(timetabling.LOCK_MEETING, asked, base_version=4, locked=False, **given)
    assert [each.key for each in refused.reasons] == ["put_by_hand"]
    gone = (await cancel(day, 4, two, four)).timetable
    assert pairs(gone) == {(one, three)}


async def test_by_hand_a_no_is_not_told_from_silence(platform):
    day = await prepared(platform, public=5, private=1, slot_count=5, tables=1)
    silent, shy, no, both_no, wanted = day.public
    [other] = day.private
    for said, public in ((SILENT, silent), (SILENT, shy), (NO, no), (NO, both_no)):
        await day.sql(said, public, other)
    for said, public in ((SILENT, silent), (NO, both_no)):
        await day.sql(said, other, public)
    await day.sql(NO, other, shy)
    await day.make(0)

    for public in (silent, shy, no, both_no):
        refused = await put(day, 1, public, other)
        assert refused == contract.Outcome(reasons=(contract.Reason(key="not_both"),))
        places = await offered(day, public, other)
        assert len(places) == 5
        assert {one.reasons for one in places} == {refused.reasons}
    places = await offered(day, wanted, other)
    assert any(not one.reasons for one in places)
    assert all(each.key != "not_both" for one in places for each in one.reasons)


async def offered(day, public, private):
    given = {"public_id": public, "private_id": private}
    return await day.call(timetabling.LIST_PLACES, timetabling.ListPlaces, **given)


async def test_a_cancelled_meeting_stays_out_until_it_is_put_back(platform):
    day = await prepared(platform, public=3, private=3, slot_count=2, tables=2)
    made = (await day.make(0)).timetable
    first = made.meetings[0]
    pair = (first.public_id, first.private_id)
    others = {one.id: (one.slot, one.table) for one in made.meetings if one.id != first.id}

    filled = (await cancel(day, 1, *pair, fill=True, reason="private_asked")).timetable

    assert pair not in pairs(filled)
    assert (filled.moved, filled.checked, len(filled.meetings)) == (0, True, len(made.meetings))
    assert others.items() <= {one.id: (one.slot, one.table) for one in filled.meetings}.items()
    anew = (await day.make(2)).timetable
    assert pair not in pairs(anew)
    with pytest.raises(NotFound):
        await cancel(day, 3, *pair)
    with pytest.raises(Conflict):
        await cancel(day, 2, anew.meetings[0].public_id, anew.meetings[0].private_id)
    asked = timetabling.RestoreTimetable
    back = await day.call(timetabling.RESTORE_TIMETABLE, asked, base_version=3, version=1)
    assert pair in pairs(back.timetable)
    kept = (await day.make(4, keep=True)).timetable
    assert pair in pairs(kept), "an earlier version brings it back for good"
    gone = (await cancel(day, 5, *pair)).timetable
    returned = (await put(day, 6, *pair, first.slot, first.table)).timetable
    assert pair not in pairs(gone)
    assert (pair in pairs(returned), returned.checked) == (True, True)


async def test_who_comes_late_is_put_where_there_is_room_and_strangers_put_nobody(platform):
    """Nobody can have said anything of them; of a colleague of somebody there they may have."""
    own = await company(platform)
    day = await prepared(platform, public=2, private=1, slot_count=2, tables=2, own=own)
    await day.make(0)
    late, colleague = uuid4(), uuid4()
    await day.sql("UPDATE sessions.events SET private_capacity = 9 WHERE id = $1", day.event_id)
    for one, name in ((late, "架空飛入社"), (colleague, "架空の団体3")):
        asked = SaveParticipant(
            id=one,
            event_id=day.event_id,
            side=EventSide.PRIVATE,
            organization_name=name,
            name="飛入 朝子",
        )
        await platform.web.call(SAVE_PARTICIPANT, asked, day.who.actor)

    made = (await day.make(1, keep=True)).timetable
    busy = {(one.slot, one.public_id) for one in made.meetings}
    slot = next(s for s in ("S1", "S2") if (s, day.public[0]) not in busy)
    taken = {one.table for one in made.meetings if one.slot == slot}
    table = next(t for t in ("卓1", "卓2") if t not in taken)
    asked = {"public_id": day.public[0], "private_id": late}
    places = await day.call(timetabling.LIST_PLACES, timetabling.ListPlaces, **asked)
    assert (slot, table) in {(one.slot, one.table) for one in places if not one.reasons}
    beside = await put(day, 2, day.public[0], colleague, slot, table)
    assert [each.key for each in beside.reasons] == ["not_both"]
    there = (await put(day, 2, day.public[0], late, slot, table)).timetable

    assert (day.public[0], late) in pairs(there)
    assert there.checked
    for public, private in ((late, day.public[0]), (day.public[0], uuid4()), (late, late)):
        with pytest.raises(NotFound):
            await put(day, 3, public, private)
    foreign = timetabling.CancelMeeting(
        event_id=day.event_id, base_version=3, public_id=day.public[0], private_id=late
    )
    with pytest.raises(Forbidden):
        await platform.web.call(timetabling.CANCEL_MEETING, foreign, own.actor)
