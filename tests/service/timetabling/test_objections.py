"""An objection is accepted as a whole or not at all, and its answer can be taken back."""

from uuid import uuid4

import pytest

from contracts import timetables as contract
from contracts import timetabling
from contracts.faults import Conflict, Forbidden, NotFound
from contracts.profiles import OrganizationKind
from contracts.wire import Role
from tests.matching_event import known, organizer
from tests.members import member
from tests.timetabled import prepared

NOWHERE = "UPDATE sessions.participants SET available = '[]' WHERE id = $1"
EVERYWHERE = "UPDATE sessions.participants SET available = NULL WHERE id = $1"
THERE = "SELECT available IS NULL OR available ? $2 AS there FROM sessions.participants WHERE id=$1"
OVER = "UPDATE sessions.events SET objections_until = clock_timestamp() WHERE id = $1"


def pair(one):
    return one.public_id, one.private_id


async def objected(platform):
    """Shown provisionally; somebody objects, and a lock elsewhere can no longer be kept."""
    town = await platform.organization("架空株式会社", OrganizationKind.COMPANY)
    own = await member(platform, town, Role.COMPANY_MEMBER, "架空 花子")
    await known(platform, own)
    day = await prepared(platform, own=own)
    made = (await day.make(0)).timetable
    await day.call(
        timetabling.SHOW_TIMETABLE, timetabling.ShowTimetable, base_version=1, final=False
    )
    busy = next(one for one in made.meetings if one.private_id == day.private[0])
    other = next(
        one
        for one in made.meetings
        if one.private_id != busy.private_id and one.public_id != busy.public_id
    )
    held = {"public_id": other.public_id, "private_id": other.private_id, "locked": True}
    await day.call(timetabling.LOCK_MEETING, timetabling.LockMeeting, base_version=1, **held)
    await day.sql(NOWHERE, other.private_id)
    asked = contract.ObjectToTimetable(
        id=uuid4(), participant_id=day.private[0], other_id=busy.public_id, text="無理です"
    )
    await platform.web.call(contract.OBJECT, asked, own.actor)
    return day, asked.id, busy, other


async def answer(day, objection, base, **given):
    asked = contract.ResolveObjection(
        id=objection, base_version=base, accepted=True, keep_free=True, **given
    )
    return await day.platform.web.call(contract.RESOLVE_OBJECTION, asked, day.who.actor)


async def reopen(day, objection, who=None):
    asked = contract.ReopenObjection(id=objection)
    actor = (who or day.who).actor
    return await day.platform.web.call(contract.REOPEN_OBJECTION, asked, actor)


async def objections(day):
    found = await day.call(contract.LIST_OBJECTIONS, contract.ListObjections)
    return [(one.accepted, one.answer) for one in found]


async def is_there(day, busy):
    [[there]] = await day.sql(THERE, busy.private_id, busy.slot)
    return there


async def test_what_contradicts_itself_is_not_accepted_and_the_meeting_alone_can_go(platform):
    day, objection, busy, other = await objected(platform)

    refused = await answer(day, objection, 2, answer="外します")
    assert refused.timetable is None
    assert {one.key for one in refused.reasons} == {"not_there"}
    assert await objections(day) == [(None, "")]
    assert await is_there(day, busy)

    done = (await answer(day, objection, 2, answer="外します", fill=False)).timetable
    [before] = await day.call(contract.GET_TIMETABLE, contract.GetTimetable, version=2)
    assert done.version == 3
    assert {*map(pair, before.meetings)} - {*map(pair, done.meetings)} == {pair(busy)}
    assert len(done.meetings) == len(before.meetings) - 1
    assert await objections(day) == [(True, "外します")]
    assert not await is_there(day, busy)
    await day.sql(EVERYWHERE, other.private_id)
    again = (await day.make(3)).timetable
    assert pair(busy) not in {*map(pair, again.meetings)}


async def test_an_answer_is_taken_back_until_the_timetable_is_final(platform):
    day, objection, busy, other = await objected(platform)
    await day.sql(EVERYWHERE, other.private_id)
    await answer(day, objection, 2, answer="外します")
    with pytest.raises(Conflict) as twice:
        await answer(day, objection, 3)
    assert twice.value.reason == "objection_answered"
    with pytest.raises(Forbidden):
        await reopen(day, objection, await organizer(platform))
    with pytest.raises(NotFound):
        await reopen(day, uuid4())

    opened = await reopen(day, objection)

    assert (opened.accepted, opened.answer) == (None, "")
    assert await reopen(day, objection) == opened
    assert await objections(day) == [(None, "")]
    assert await is_there(day, busy)
    made = (await day.make(3)).timetable
    assert pair(busy) in {*map(pair, made.meetings)}, "everybody fits, as before"

    kept = contract.ResolveObjection(id=objection, base_version=4, accepted=False)
    await platform.web.call(contract.RESOLVE_OBJECTION, kept, day.who.actor)
    await day.sql(OVER, day.event_id)
    await day.call(
        timetabling.SHOW_TIMETABLE, timetabling.ShowTimetable, base_version=4, final=True
    )
    with pytest.raises(Conflict) as final:
        await reopen(day, objection)
    assert final.value.reason == "answers_stand"
