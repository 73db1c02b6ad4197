"""Rehearsals: an event copied to today, played with invented people, and gone without a trace."""

from uuid import uuid4

import pytest

from contracts.event_days import GET_DAY, GetDay
from contracts.faults import Conflict, Forbidden, NotFound
from contracts.matching_events import GET_EVENTS, LIST_EVENTS, EventState, GetEvents, ListEvents
from contracts.participants import LIST_PARTICIPANTS, ListParticipants
from contracts.rehearsals import (
    REHEARSE_EVENT,
    REMOVE_REHEARSAL,
    PlayedStep,
    RehearseEvent,
    RemoveRehearsal,
)
from deploy.asking import ACTOR as OPERATOR
from services.sessions import solving
from services.sessions.rehearsal import inventing
from tests.matching_event import organizer, planned
from tests.outside import rows
from tests.service.test_timetables import company

EMPTY = "UPDATE sessions.events SET slots = '[]' WHERE id = $1"
LEFT = """
SELECT (SELECT count(*) FROM sessions.participants WHERE event_id = $1)
    + (SELECT count(*) FROM sessions.timetables WHERE event_id = $1)
    + (SELECT count(*) FROM sessions.check_ins WHERE event_id = $1)
    + (SELECT count(*) FROM sessions.objections WHERE event_id = $1)
    + (SELECT count(*) FROM sessions.events WHERE id = $1)
"""


async def rehearse(platform, actor, source, **more):
    asked = RehearseEvent(id=uuid4(), source_id=source, **more)
    bus = platform.operator if actor == OPERATOR else platform.web
    return await bus.call(REHEARSE_EVENT, asked, actor)


async def test_an_event_is_rehearsed_with_invented_people_up_to_its_day(platform):
    await solving.warm()
    who = await organizer(platform)
    source = await planned(platform, who)
    sized = "UPDATE sessions.events SET public_capacity = 12, private_capacity = 20 WHERE id = $1"
    await rows(platform.settings, sized, source.id)

    played = await rehearse(platform, who.actor, source.id, seed=3)

    event = played.event
    assert (event.state, event.rehearsal, event.title) == (
        EventState.LIVE,
        True,
        "【予行】架空マッチング会",
    )
    numbers = {one.step: one.number for one in played.steps}
    assert list(numbers) == list(PlayedStep)
    assert (numbers["invited"], numbers["walked_in"], numbers["objected"]) == (32, 1, 3)
    assert 0 < numbers["placed"] <= 6
    assert (numbers["arrived"] > numbers["missing"] > 0, played.checked) == (True, True)
    day = await platform.web.call(GET_DAY, GetDay(event_id=event.id), who.actor)
    assert day.meetings
    page = await platform.web.call(
        LIST_PARTICIPANTS, ListParticipants(event_id=event.id, first=100), who.actor
    )
    assert {one.organization_id for one in page.participants} == {None}
    assert {one.email for one in page.participants} == {""}
    stranger = (await company(platform)).actor
    assert await platform.web.call(GET_EVENTS, GetEvents(ids=(event.id,)), stranger) == ()
    listed = await platform.web.call(LIST_EVENTS, ListEvents(), stranger)
    assert event.id not in {one.id for one in listed.events}

    asked = RemoveRehearsal(id=event.id)
    with pytest.raises((Forbidden, NotFound)):
        await platform.web.call(REMOVE_REHEARSAL, asked, stranger)
    gone = await platform.web.call(REMOVE_REHEARSAL, asked, who.actor)
    assert gone.participants == 33
    [left] = await rows(platform.settings, LEFT, event.id)
    assert left[0] == 0
    with pytest.raises(Forbidden):
        await platform.web.call(REMOVE_REHEARSAL, RemoveRehearsal(id=source.id), who.actor)


async def test_the_operator_rehearses_for_whoever_runs_the_event_and_others_do_not(platform):
    who = await organizer(platform)
    source = await planned(platform, who)

    played = await rehearse(platform, OPERATOR, source.id)

    assert played.event.organization_id == source.organization_id
    again = RehearseEvent(id=played.event.id, source_id=source.id)
    with pytest.raises(Conflict):
        await platform.web.call(REHEARSE_EVENT, again, who.actor)
    with pytest.raises(NotFound):
        await rehearse(platform, OPERATOR, uuid4())
    with pytest.raises((Forbidden, NotFound)):
        await rehearse(platform, (await company(platform)).actor, source.id)
    await rows(
        platform.settings, "UPDATE sessions.events SET slots = '[]' WHERE id = $1", source.id
    )
    with pytest.raises(Conflict):
        await rehearse(platform, who.actor, source.id)


async def test_the_same_seed_invents_the_same_people(platform):
    who = await organizer(platform)
    event = await planned(platform, who)

    one, two = (inventing.invent(event, 9, 14, 7) for _ in range(2))

    assert one == two
    assert inventing.invent(event, 9, 14, 8) != one
    assert {each.name[:2] for each in one.people} <= {family for family, _ in inventing.FAMILY}
    said = [grade for grades in one.grades.values() for grade in grades]
    assert len({(who, each.other_id) for who, some in one.grades.items() for each in some}) == len(
        said
    )
    assert len(inventing.invent(event, 0, 0, 1).people) == 2
