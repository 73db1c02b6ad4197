"""J4: a timetable is made, changed by hand, shown, objected to, and shown for good."""

from uuid import uuid4

import pytest

from contracts import timetables as contract
from contracts import timetabling
from contracts.faults import Conflict, Forbidden, NotFound
from contracts.matching_events import GET_EVENTS, SAVE_EVENT, EventState, GetEvents, SaveEvent
from contracts.profiles import OrganizationKind
from contracts.wire import Role
from tests.matching_event import known
from tests.members import member
from tests.timetabled import prepared

OVER = "UPDATE sessions.events SET objections_until = clock_timestamp() WHERE id = $1"
AVAILABLE = """
SELECT jsonb_array_length(available), available ? $2 FROM sessions.participants WHERE id = $1
"""
RECORDED = """
SELECT payload::jsonb -> 'fields' ->> 0 FROM sessions.outbox
WHERE payload::jsonb ->> 'object_kind' = 'participant' AND payload::jsonb ->> 'object_id' = $1
"""


async def test_ac3_everybody_who_wants_to_meet_meets_where_there_is_room(platform):
    day = await prepared(platform)

    made = (await day.make(0)).timetable

    assert (made.version, made.state) == (1, contract.TimetableState.DRAFT)
    assert (len(made.meetings), made.wanted, made.left_out) == (12, 12, ())
    assert (made.value, made.gap, made.proved, made.checked) == (made.bound, 0.0, True, True)


async def test_ac3_what_does_not_fit_is_named_with_its_limit_and_the_smallest_change(platform):
    day = await prepared(platform, tables=2)

    made = (await day.make(0)).timetable

    assert (len(made.meetings), len(made.left_out), made.checked) == (8, 4, True)
    assert {one.limit for one in made.left_out} <= {
        contract.MeetingLimit.TABLES,
        contract.MeetingLimit.CROSSED,
    }
    assert made.more_tables == 1 or made.more_slots > 0


async def test_ac2_a_no_and_a_cancelled_one_are_not_planned_and_one_sided_wishes_not_told(platform):
    day = await prepared(platform, wishes=[(0, 0), (1, 1), (2, 2)])
    await day.sql(
        "UPDATE sessions.preferences SET grade = 'no' WHERE participant_id = $1", day.private[0]
    )
    await day.sql("DELETE FROM sessions.preferences WHERE participant_id = $1", day.private[1])
    await day.sql(
        "UPDATE sessions.participants SET state = 'cancelled' WHERE id = $1", day.private[3]
    )

    made = (await day.make(0)).timetable

    assert [(one.public_id, one.private_id) for one in made.meetings] == [
        (day.public[2], day.private[2])
    ]
    assert (made.wanted, made.left_out) == (1, ())
    assert day.private[3] not in {one.id for one in made.people}


@pytest.mark.parametrize(("public", "private"), [(0, 0), (0, 3), (3, 0)])
async def test_nobody_on_a_side_is_an_empty_timetable(platform, public, private):
    day = await prepared(platform, public=public or 1, private=private or 1, wishes=[])
    await day.sql("DELETE FROM sessions.participants WHERE $1", True)
    made = (await day.make(0)).timetable
    assert (made.meetings, made.checked) == ((), True)


async def test_two_organizers_on_one_board_do_not_undo_each_other(platform):
    day = await prepared(platform)
    await day.make(0)
    await day.make(1, seed=2)

    with pytest.raises(Conflict) as caught:
        await day.make(1)

    assert (caught.value.reason, caught.value.newest) == ("stale", {"version": 2})


async def test_pressed_twice_it_is_made_once(platform):
    day = await prepared(platform)
    key = str(uuid4())
    first, second = [await day.make(0, idempotency_key=key) for _ in range(2)]
    assert first == second


def of(made, meeting):
    return next(one for one in made.meetings if one.id == meeting.id)


async def place(day, meeting, *, free):
    found = await day.call(
        timetabling.LIST_PLACES,
        timetabling.ListPlaces,
        public_id=meeting.public_id,
        private_id=meeting.private_id,
    )
    here = (meeting.slot, meeting.table)
    return next(one for one in found if (not one.reasons) == free and (one.slot, one.table) != here)


async def move(day, base, meeting, slot, table):
    return await day.call(
        timetabling.MOVE_MEETING,
        timetabling.MoveMeeting,
        base_version=base,
        public_id=meeting.public_id,
        private_id=meeting.private_id,
        slot=slot,
        table=table,
    )


async def lock(day, base, meeting, *, locked=True):
    return await day.call(
        timetabling.LOCK_MEETING,
        timetabling.LockMeeting,
        base_version=base,
        public_id=meeting.public_id,
        private_id=meeting.private_id,
        locked=locked,
    )


async def test_a_meeting_is_moved_to_a_free_place_and_refused_elsewhere_with_the_reason(platform):
    day = await prepared(platform, wishes=[(0, 0), (1, 1)])
    made = (await day.make(0)).timetable
    meeting = made.meetings[0]
    taken = await place(day, meeting, free=False)

    refused = await move(day, 1, meeting, taken.slot, taken.table)
    free = await place(day, meeting, free=True)
    after = (await move(day, 1, meeting, free.slot, free.table)).timetable

    assert refused.timetable is None
    assert refused.reasons == taken.reasons
    assert {one.key for one in refused.reasons} == {"table_twice"}
    assert after.version == 2
    assert (of(after, meeting).slot, of(after, meeting).table) == (free.slot, free.table)
    assert after.checked
    [change] = await day.call(contract.LIST_CHANGES, contract.ListChanges, since=1, until=2)
    assert change.kind is contract.ChangeKind.MOVED
    number = day.public.index(meeting.public_id) + 1
    assert change.public_name == f"架空の団体{number} 架空 太郎{number}"
    assert (change.slot, change.table) == (free.slot, free.table)


async def test_an_earlier_version_comes_back_as_a_new_one(platform):
    day = await prepared(platform, wishes=[(0, 0), (1, 1)])
    made = (await day.make(0)).timetable
    free = await place(day, made.meetings[0], free=True)
    await move(day, 1, made.meetings[0], free.slot, free.table)

    back = (
        await day.call(
            timetabling.RESTORE_TIMETABLE, timetabling.RestoreTimetable, base_version=2, version=1
        )
    ).timetable

    assert (back.version, back.meetings) == (3, made.meetings)
    found = await day.call(contract.LIST_VERSIONS, contract.ListVersions)
    assert [one.version for one in found] == [3, 2, 1]


async def test_ac4_a_locked_meeting_never_moves_and_a_cancellation_moves_nothing(platform):
    day = await prepared(platform)
    made = (await day.make(0)).timetable
    held = made.meetings[3]
    await lock(day, 1, held)
    assert {one.key for one in (await move(day, 2, held, "S1", "卓1")).reasons} >= {"locked"}
    await day.sql(
        "UPDATE sessions.participants SET state = 'cancelled' WHERE id = $1",
        next(one for one in day.private if one != held.private_id),
    )

    weighed = await day.call(timetabling.WEIGH_MOVES, timetabling.WeighMoves)
    assert [(one.moves, one.moved, one.score) for one in weighed] == [(3, 0, 0), (10, 0, 0)]
    after = (await day.make(2, keep=True)).timetable
    anew = (await day.make(3, seed=7)).timetable

    assert (after.moved, after.cancelled, len(after.meetings)) == (0, 3, 9)
    was = {one.id: (one.slot, one.table) for one in made.meetings}
    assert all(was[one.id] == (one.slot, one.table) for one in after.meetings)
    assert (of(anew, held).slot, of(anew, held).table) == (held.slot, held.table)
    freed = await lock(day, 4, held, locked=False)
    assert not of(freed.timetable, held).locked


async def test_locks_that_contradict_are_named_and_nothing_is_made(platform):
    day = await prepared(platform)
    made = (await day.make(0)).timetable
    held = made.meetings[0]
    await lock(day, 1, held)
    await day.sql(
        "UPDATE sessions.participants SET available = '[]' WHERE id = $1", held.private_id
    )

    refused = await day.make(2)

    assert refused.timetable is None
    [reason] = refused.reasons
    assert reason.key == "not_there"
    assert reason.names[0].startswith("架空の団体")


async def show(day, base, *, final=False):
    return await day.call(
        timetabling.SHOW_TIMETABLE, timetabling.ShowTimetable, base_version=base, final=final
    )


async def shown_to(platform, day, somebody):
    asked = contract.GetShown(event_id=day.event_id)
    return await platform.web.call(contract.GET_SHOWN, asked, somebody.actor)


async def company(platform):
    found = await member(
        platform,
        await platform.organization("架空株式会社", OrganizationKind.COMPANY),
        Role.COMPANY_MEMBER,
        "架空 花子",
    )
    await known(platform, found)
    return found


async def test_ac5_own_meetings_until_final_objections_in_between_and_all_after(platform):
    own = await company(platform)
    day = await prepared(platform, own=own)
    await day.make(0)
    assert await shown_to(platform, day, own) == ()
    with pytest.raises(Conflict) as early:
        await show(day, 1, final=True)
    assert early.value.reason == "provisional_first"

    await show(day, 1)
    [provisional] = await shown_to(platform, day, own)
    with pytest.raises(Conflict) as running:
        await show(day, 1, final=True)
    assert running.value.reason == "objections_run"
    assert provisional.own == (day.private[0],)
    assert {one.private_id for one in provisional.meetings} == {day.private[0]}

    gone = provisional.meetings[0]
    asked = contract.ObjectToTimetable(
        id=uuid4(),
        participant_id=day.private[0],
        other_id=gone.public_id,
        text="その時間は無理です",
    )
    await platform.web.call(contract.OBJECT, asked, own.actor)
    await day.sql(OVER, day.event_id)
    with pytest.raises(Conflict) as waiting:
        await show(day, 1, final=True)
    assert waiting.value.reason == "objections_wait"
    again = contract.ObjectToTimetable(id=uuid4(), participant_id=day.private[0], text="もう一つ")
    with pytest.raises(Conflict) as late:
        await platform.web.call(contract.OBJECT, again, own.actor)
    assert late.value.reason == "objections_over"

    answer = contract.ResolveObjection(id=asked.id, base_version=1, accepted=True)
    solved = (await platform.web.call(contract.RESOLVE_OBJECTION, answer, day.who.actor)).timetable
    assert (solved.version, solved.moved, solved.cancelled) == (2, 0, 1)
    await show(day, 2, final=True)
    [final] = await shown_to(platform, day, own)
    assert (final.state, final.version) == (contract.TimetableState.FINAL, 2)
    assert gone.id not in {one.id for one in final.meetings}
    assert len(final.meetings) == 11
    assert [(one.text, one.accepted) for one in final.objections] == [(asked.text, True)]
    [seen_by_organizer] = await shown_to(platform, day, day.who)
    assert seen_by_organizer.objections == (), "of one's own alone"
    [event] = await platform.web.call(GET_EVENTS, GetEvents(ids=(day.event_id,)), own.actor)
    assert event.state is EventState.LIVE
    later = (await day.make(2, keep=True)).timetable
    assert (later.version, later.shown_version) == (3, 2)
    cancel = "UPDATE sessions.participants SET state = 'cancelled' WHERE id = $1"
    await day.sql(cancel, day.private[1])
    [left] = await shown_to(platform, day, own)
    stay = {one.id for one in final.meetings if one.private_id != day.private[1]}
    assert {one.id for one in left.meetings} == stay != {one.id for one in final.meetings}


ONLINE = """
UPDATE sessions.participants SET attends = 'online', online_url = 'https://meet.example/' || number
WHERE event_id = $1
"""
ROOMS = "UPDATE sessions.events SET online_rooms = 1 WHERE id = $1"


async def test_where_two_meet_online_is_shown_to_the_two_of_them_alone(platform):
    own = await company(platform)
    day = await prepared(platform, public=1, private=2, slot_count=2, own=own)
    await day.sql(ROOMS, day.event_id)
    await day.sql(ONLINE, day.event_id)
    await day.make(0)
    await show(day, 1)
    await day.sql(OVER, day.event_id)
    await show(day, 1, final=True)

    [mine] = await shown_to(platform, day, own)
    [organizers] = await shown_to(platform, day, day.who)

    links = {one.private_id: (one.table, one.online_url) for one in mine.meetings}
    assert links == {
        day.private[0]: (None, "https://meet.example/1"),
        day.private[1]: (None, ""),
    }
    assert {one.online_url for one in organizers.meetings} == {""}


async def test_a_time_that_was_objected_to_stays_free_where_the_organizer_says_so(platform):
    own = await company(platform)
    day = await prepared(platform, own=own)
    made = (await day.make(0)).timetable
    await show(day, 1)
    busy = next(one for one in made.meetings if one.private_id == day.private[0])
    asked = contract.ObjectToTimetable(
        id=uuid4(),
        participant_id=day.private[0],
        other_id=busy.public_id,
        text="その時間は無理です",
    )
    await platform.web.call(contract.OBJECT, asked, own.actor)

    answer = contract.ResolveObjection(id=asked.id, base_version=1, accepted=True, keep_free=True)
    solved = (await platform.web.call(contract.RESOLVE_OBJECTION, answer, day.who.actor)).timetable

    mine = {one.slot for one in solved.meetings if one.private_id == day.private[0]}
    assert busy.slot not in mine
    [[times, also_then]] = await day.sql(AVAILABLE, day.private[0], busy.slot)
    assert (times, also_then) == (3, False)
    assert [tuple(one) for one in await day.sql(RECORDED, str(day.private[0]))] == [("available",)]
    again = (await day.make(2)).timetable
    planned = {one.slot for one in again.meetings if one.private_id == day.private[0]}
    assert busy.slot not in planned, "planned anew, it stays free as well"


async def test_a_table_that_is_gone_keeps_a_version_from_being_shown(platform):
    day = await prepared(platform)
    made = (await day.make(0)).timetable
    [event] = await platform.web.call(GET_EVENTS, GetEvents(ids=(day.event_id,)), day.who.actor)
    kept = {
        name: getattr(event, name)
        for name in SaveEvent.__struct_fields__
        if name not in {"tables", "idempotency_key"}
    }
    fewer = SaveEvent(**kept, tables=event.tables[:2])
    await platform.web.call(SAVE_EVENT, fewer, day.who.actor)

    refused = await show(day, 1)
    repaired = (await day.make(1, keep=True)).timetable

    assert {(one.key, one.names) for one in refused.reasons} == {("unknown_table", ("卓3",))}
    assert {one.table for one in repaired.meetings} == {"卓1", "卓2"}
    assert (repaired.moved, repaired.checked, made.checked) == (0, True, True)


async def test_strangers_and_participants_do_not_get_at_the_board(platform):
    own = await company(platform)
    day = await prepared(platform, own=own)
    made = (await day.make(0)).timetable
    await show(day, 1)
    other = await company(platform)

    assert await shown_to(platform, day, other) == ()
    asked = contract.GetTimetable(event_id=day.event_id)
    with pytest.raises(Forbidden):
        await platform.web.call(contract.GET_TIMETABLE, asked, own.actor)
    weighing = timetabling.WeighMoves(event_id=day.event_id)
    with pytest.raises(Forbidden):
        await platform.web.call(timetabling.WEIGH_MOVES, weighing, own.actor)
    objection = contract.ObjectToTimetable(id=uuid4(), participant_id=day.private[1], text="だめ")
    with pytest.raises(NotFound):
        await platform.web.call(contract.OBJECT, objection, own.actor)
    foreign = contract.ObjectToTimetable(
        id=uuid4(), participant_id=day.private[0], other_id=day.private[1], text="だめ"
    )
    with pytest.raises(NotFound):
        await platform.web.call(contract.OBJECT, foreign, own.actor)
    assert made.version == 1


async def test_ac2_ac7_120_people_are_planned_and_checked(platform):
    pairs = [(x, (x * 2 + y) % 80) for x in range(40) for y in range(6)]
    day = await prepared(platform, public=40, private=80, slot_count=6, tables=20, wishes=pairs)

    made = (await day.make(0)).timetable

    assert (len(made.meetings), made.checked) == (120, True)
    assert (made.gap, len(made.left_out)) == (0.0, 120)
