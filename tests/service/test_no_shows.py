"""J5: who does not come leaves a place, and somebody who is here takes it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from contracts.event_days import (
    LIST_STAND_INS,
    REFILL_MEETINGS,
    EmptyPlace,
    ListStandIns,
    MeetingState,
    RefillMeetings,
)
from contracts.faults import Conflict
from contracts.profiles import OrganizationKind
from contracts.timetables import GET_TIMETABLE, LIST_CHANGES, GetTimetable, ListChanges
from contracts.wire import Role
from tests.eventually import eventually
from tests.live_day import arrive, live, move, noted, numbers, seen, send
from tests.lots import SET_LOT, lot_for
from tests.matching_event import known
from tests.members import member

SET = "UPDATE sessions.participants SET {} WHERE id = $1"
AS_OF = "organization_id = (SELECT organization_id FROM sessions.participants WHERE id = $2)"
WISH = """
INSERT INTO sessions.preferences (participant_id, other_id, grade) VALUES ($1, $2, 'must')
"""
MAILS = "SELECT email, said ->> 'note' FROM notify.mailings WHERE kind = 'meeting_refilled'"
NEWS = "SELECT person_id, note FROM notify.notifications WHERE kind = 'meeting_refilled'"


async def refill(day, *places, base=1, **more):
    asked = RefillMeetings(event_id=day.event_id, base_version=base, places=places, **more)
    return await day.platform.web.call(REFILL_MEETINGS, asked, day.who.actor)


async def stand_ins(day, one):
    asked = ListStandIns(event_id=day.event_id, public_id=one.public_id, private_id=one.private_id)
    return await day.platform.web.call(LIST_STAND_INS, asked, day.who.actor)


def empty(one, who=None):
    return EmptyPlace(public_id=one.public_id, private_id=one.private_id, stand_in_id=who)


async def first_meeting(day):
    """One table, one town: who meets it in the slot that runs, and who meets it never."""
    [one] = [each for each in (await seen(day)).meetings if each.slot == "S1"]
    return one


async def test_ac3_five_minutes_after_the_slot_began_somebody_else_takes_the_place(platform):
    day = await live(platform, minutes=1, public=1, private=6, slot_count=2, tables=1)
    gone = await first_meeting(day)
    [later] = [one.private_id for one in (await seen(day)).meetings if one.slot == "S2"]
    free = [one for one in day.private if one not in {gone.private_id, later}]
    own, other, full, says_no = free
    await arrive(day, *day.public, *free)
    await day.sql(SET.format("organization_id = $2"), own, uuid4())
    await day.sql(SET.format(AS_OF), day.public[0], own)
    await day.sql(SET.format("most = 0"), full)
    await day.sql("UPDATE sessions.preferences SET grade = 'no' WHERE participant_id = $1", says_no)
    with pytest.raises(Conflict) as early:
        await refill(day, empty(gone))
    assert early.value.reason == "place_not_free"
    await move(day, 5.1)

    offered = await stand_ins(day, gone)
    refused = await refill(day, empty(gone, full))
    done = await refill(day, empty(gone), idempotency_key="once")
    again = await refill(day, empty(gone), idempotency_key="once")

    assert [one.participant_id for one in offered] == [other]
    assert ({one.key for one in refused.reasons}, refused.version) == ({"more_than_most"}, 1)
    assert done == again
    [new] = done.refilled
    assert (done.version, new.private_id, new.slot, new.table) == (2, other, "S1", "卓1")
    assert new.state is MeetingState.CHECKED_IN_BOTH
    states = {one.private_id: (one.state, one.missing) for one in (await seen(day)).meetings}
    assert states[gone.private_id] == (MeetingState.REFILLED, (gone.private_id,))
    [made] = await day.call(GET_TIMETABLE, GetTimetable)
    assert (made.version, made.shown_version, made.checked) == (2, 2, True)
    assert {one.private_id for one in made.meetings} == {other, later}
    changes = await day.call(LIST_CHANGES, ListChanges, since=1, until=2)
    assert sorted(one.kind for one in changes) == ["added", "cancelled"]
    with pytest.raises(Conflict) as stale:
        await refill(day, empty(gone))
    assert stale.value.reason == "stale"


async def test_ac3_both_get_the_message_who_has_no_account_by_mail(platform):
    town = await platform.organization("架空町", OrganizationKind.MUNICIPALITY)
    host = await member(platform, town, Role.STAFF, "架空 主事")
    await known(platform, host)
    day = await live(platform, public=1, private=2, slot_count=1, tables=1)
    gone = await first_meeting(day)
    [other] = [one for one in day.private if one != gone.private_id]
    account = "organization_id = $2, person_id = $3"
    await day.sql(SET.format(account), day.public[0], town, host.actor.person)
    await day.sql(SET.format("email = 'kakuu@example.jp', state = 'waiting'"), other)
    await arrive(day, day.public[0], other)

    done = await refill(day, empty(gone))

    assert [one.private_id for one in done.refilled] == [other]
    people = {one.id: one.state for one in (await seen(day)).people}
    assert people[other] == "registered"

    async def told():
        mails = await day.sql(MAILS)
        news = await day.sql(NEWS)
        return [*mails, *news]

    async def both():
        return len(await told()) == 2

    await eventually(both)
    mail, news = await told()
    assert (mail[0], news[0], mail[1]) == ("kakuu@example.jp", host.actor.person, news[1])
    assert mail[1].endswith(" 卓1")


async def test_ac3_several_places_are_filled_by_the_solver_and_nobody_sits_twice(platform):
    day = await live(
        platform, public=3, private=5, slot_count=1, tables=3, wishes=[(0, 0), (1, 1), (2, 2)]
    )
    gone = (await seen(day)).meetings
    standing_by = day.private[3:]
    lot = lot_for((one, two) for one in day.public for two in standing_by)
    await day.sql(SET_LOT, day.event_id, lot)
    wanted = [(day.public[2], standing_by[0]), (standing_by[0], day.public[2])]
    for one, two in wanted:
        await day.sql(WISH, one, two)
    await arrive(day, *day.public, *standing_by)

    done = await refill(day, *(empty(one) for one in gone))

    pairs = {one.public_id: one.private_id for one in done.refilled}
    assert pairs[day.public[2]] == standing_by[0]
    assert sorted(map(str, pairs.values())) == sorted(map(str, standing_by))
    assert len(done.left) == 1
    tables = {one.public_id: one.table for one in gone}
    assert all(tables[one.public_id] == one.table for one in done.refilled)
    [made] = await day.call(GET_TIMETABLE, GetTimetable)
    waits = done.left[0]
    assert {(one.public_id, one.private_id) for one in made.meetings} == {
        *pairs.items(),
        (waits.public_id, waits.private_id),
    }, "the place that nobody took stays in the timetable"
    assert (made.checked, made.gap) == (True, 1 - made.value / made.bound)


async def test_two_who_wait_at_two_tables_meet_and_the_emptied_place_is_a_no_show(platform):
    day = await live(platform, public=2, private=2, slot_count=1, tables=2, wishes=[(0, 0), (1, 1)])
    gone = (await seen(day)).meetings
    await arrive(day, day.public[0], day.private[1])
    await day.sql(SET_LOT, day.event_id, lot_for([(day.public[0], day.private[1])]))

    done = await refill(day, *(empty(one) for one in gone))

    pair = (day.public[0], day.private[1])
    assert [(one.public_id, one.private_id) for one in done.refilled] == [pair]
    [left] = done.left
    [made] = await day.call(GET_TIMETABLE, GetTimetable)
    assert [(one.public_id, one.private_id) for one in made.meetings] == [pair]
    states = {(one.public_id, one.private_id): one.state for one in (await seen(day)).meetings}
    assert states.pop((left.public_id, left.private_id)) is MeetingState.NO_SHOW
    assert sorted(states.values()) == [MeetingState.CHECKED_IN_BOTH, MeetingState.REFILLED]


NO = """
INSERT INTO sessions.preferences (participant_id, other_id, grade) VALUES ($1, $2, 'no')
ON CONFLICT (participant_id, other_id) DO UPDATE SET grade = 'no'
"""
SILENT = "DELETE FROM sessions.preferences WHERE participant_id = $1 OR other_id = $1"


async def test_who_said_no_is_left_out_like_one_who_was_not_drawn(platform):
    """Not offered, not taken when chosen, with the same words either way; and no count tells."""
    wishes = [(0, 0), (0, 1)]
    day = await live(platform, public=1, private=6, slot_count=2, tables=1, wishes=wishes)
    gone = await first_meeting(day)
    [host], free = day.public, day.private[2:]
    says_no, told_no, undrawn, drawn = free
    await arrive(day, host, *free)
    pairs = [(host, one) for one in (says_no, told_no, drawn)]
    await day.sql(SET_LOT, day.event_id, lot_for(pairs, but=[(host, undrawn)]))
    await day.sql(NO, says_no, host)
    await day.sql(NO, host, told_no)

    offered = [await stand_ins(day, gone) for _ in range(3)]
    refused = {await refusal(day, gone, one) for one in (says_no, told_no, undrawn)}
    [before] = await day.call(GET_TIMETABLE, GetTimetable)
    done = await refill(day, empty(gone))
    [after] = await day.call(GET_TIMETABLE, GetTimetable)

    assert [[one.participant_id for one in some] for some in offered] == [[drawn]] * 3
    assert refused == {("not_offered", ())}
    assert [one.private_id for one in done.refilled] == [drawn]
    assert before.wanted == after.wanted == 2, "pairs that both want to meet, and no others"
    assert (after.checked, len(after.left_out)) == (True, len(before.left_out))


async def refusal(day, place, who):
    answer = await refill(day, empty(place, who))
    [reason] = answer.reasons
    assert answer.version == 1
    return reason.key, reason.names


async def test_a_chosen_one_whom_a_known_rule_stands_against_hears_of_that_alone(platform):
    """Also where there is a no besides."""
    day = await live(platform, public=1, private=3, slot_count=1, tables=1, wishes=[(0, 0)])
    gone = await first_meeting(day)
    await arrive(day, *day.public, *day.private[1:])
    await day.sql(SET.format("most = 0"), day.private[1])
    await day.sql(NO, day.private[1], day.public[0])
    assert await refusal(day, gone, day.private[1]) == (
        "more_than_most",
        ("架空の団体3 架空 太郎3",),
    )


async def test_who_came_in_late_needs_no_draw(platform):
    """Nobody can have said anything of them; unless somebody else of theirs was there before."""
    day = await live(platform, public=1, private=4, slot_count=1, tables=1, wishes=[(0, 0)])
    gone = await first_meeting(day)
    early, late, again = day.private[1:]
    await arrive(day, *day.public, early, late, again)
    lot = lot_for([], but=[(day.public[0], one) for one in (early, late, again)])
    await day.sql(SET_LOT, day.event_id, lot)
    for one in (late, again):
        await day.sql(SET.format("created_at = clock_timestamp()"), one)
    await day.sql(SET.format("organization_name = '架空の団体3'"), again)
    assert early not in {late, again}

    assert [one.participant_id for one in await stand_ins(day, gone)] == [late]


async def test_a_refill_keeps_what_was_held_and_says_who_had_cancelled(platform):
    day = await live(platform, public=2, private=6, slot_count=3, tables=2)
    meetings = {(one.public_id, one.slot): one for one in (await seen(day)).meetings}
    host, other = day.public
    held, gone, later = (meetings[host, slot] for slot in ("S1", "S2", "S3"))
    beside = meetings[other, "S3"]
    free = [
        one for one in day.private if one not in {gone.private_id, meetings[other, "S2"].private_id}
    ]
    await move(day, 26)
    ids, early = await numbers(day), datetime.now(UTC) - timedelta(minutes=25)
    await send(day, [noted(ids[one], at=early) for one in {host, held.private_id, *free}])

    async def over():
        states = {one.id: one.state for one in (await seen(day)).meetings}
        return states[held.id] is MeetingState.HELD

    await eventually(over)
    left = {held.private_id, later.private_id, beside.private_id} - {gone.private_id}
    for one in left:
        await day.sql(SET.format("state = 'cancelled'"), one)
    known = {one.id: one for one in (await seen(day)).meetings}
    dropped = {x.id for x in known.values() if x.slot != "S1" and x.private_id in left}
    assert later.id in dropped

    done = await refill(day, empty(gone))

    now = {one.id: one.state for one in (await seen(day)).meetings}
    assert now.keys() >= known.keys(), "no meeting goes without a word"
    assert now[held.id] is MeetingState.HELD
    assert len(done.refilled) == 1
    [made] = await day.call(GET_TIMETABLE, GetTimetable)
    assert held.id in {one.id for one in made.meetings}
    assert made.checked
    assert now[gone.id] is MeetingState.REFILLED
    assert {now[one] for one in dropped} == {MeetingState.CANCELLED}
