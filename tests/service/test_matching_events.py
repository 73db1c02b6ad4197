"""J4: a matching event is made, copied, and brought from one state to the next."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import msgspec
import pytest

from contracts.faults import Conflict, Forbidden, Invalid, NotFound
from contracts.matching_events import (
    CLONE_EVENT,
    GET_EVENTS,
    LIST_EVENTS,
    SAVE_EVENT,
    CloneEvent,
    EventState,
    GetEvents,
    ListEvents,
    SaveEvent,
    Slot,
)
from contracts.wire import After, Role
from tests.matching_event import DAY, advance, organizer, planned, slots, wanted
from tests.members import member, town


async def test_an_event_goes_from_planning_to_scheduling(platform):
    who = await organizer(platform)
    found = await planned(platform, who)
    assert (found.state, found.revision) == (EventState.PLANNING, 1)

    for state in (EventState.REGISTRATION, EventState.PREFERENCES, EventState.SCHEDULING):
        found = await advance(platform, who, found, state)

    assert found.state is EventState.SCHEDULING
    with pytest.raises(Conflict) as caught:
        await advance(platform, who, found, EventState.PROVISIONAL)
    assert caught.value.reason == "show_timetable"
    with pytest.raises(Conflict):
        await advance(platform, who, found, EventState.PLANNING)


async def test_registration_opens_once_everything_is_said(platform):
    who = await organizer(platform)
    bare = SaveEvent(id=uuid4(), title="架空マッチング会", public_capacity=0)
    found = await platform.web.call(SAVE_EVENT, bare, who.actor)

    with pytest.raises(Invalid) as caught:
        await advance(platform, who, found, EventState.REGISTRATION)

    assert {problem.field for problem in caught.value.fields} == {
        *("held_on", "slots", "tables", "consent", "retain_until", "public_capacity"),
    }


NOON = datetime.combine(DAY, time(3), UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "　　　　　"}, "title"),
        ({"slots": slots(2)[:1] * 2}, "slots"),
        ({"slots": (Slot(id="S1", starts_at=NOON, ends_at=NOON - HOUR),)}, "slots"),
        (
            {
                "slots": (
                    Slot(id="S1", starts_at=NOON, ends_at=NOON + HOUR),
                    Slot(id="S2", starts_at=NOON + HOUR / 2, ends_at=NOON + 2 * HOUR),
                )
            },
            "slots",
        ),
        (
            {
                "slots": (
                    Slot(
                        id="S1",
                        starts_at=datetime.combine(DAY, time(3)),
                        ends_at=datetime.combine(DAY, time(4)),
                    ),
                )
            },
            "slots",
        ),
        ({"retain_until": DAY}, "retain_until"),
        ({"title": "短"}, "title"),
        ({"public_capacity": -1}, "public_capacity"),
    ],
)
async def test_what_cannot_be_is_refused_by_name(platform, change, field):
    who = await organizer(platform)

    with pytest.raises(Invalid) as caught:
        await platform.web.call(SAVE_EVENT, msgspec.structs.replace(wanted(), **change), who.actor)

    assert field in {problem.field for problem in caught.value.fields}


async def test_last_years_event_comes_back_on_a_new_day(platform):
    who = await organizer(platform)
    old = await planned(platform, who)
    day = DAY.replace(year=DAY.year + 1, day=2)
    asked = CloneEvent(
        id=uuid4(),
        source_id=old.id,
        title="架空の会の翌年",
        held_on=day,
        idempotency_key="1",
    )

    new = await platform.web.call(CLONE_EVENT, asked, who.actor)
    again = await platform.web.call(CLONE_EVENT, asked, who.actor)

    assert new == again
    assert (new.cloned_from, new.state, new.registered) == (old.id, EventState.PLANNING, 0)
    assert [slot.id for slot in new.slots] == [slot.id for slot in old.slots]
    assert new.slots[0].starts_at - old.slots[0].starts_at == day - old.held_on
    assert new.retain_until - old.retain_until == day - old.held_on
    assert (new.tables, new.consent, new.floor) == (old.tables, old.consent, old.floor)


async def test_planning_is_seen_by_its_organizer_alone(platform):
    who, stranger = await organizer(platform), await organizer(platform, "架空別会")
    found = await planned(platform, who)
    get, everything = GetEvents(ids=(found.id,)), ListEvents(first=100)

    assert await platform.web.call(GET_EVENTS, get, who.actor) == (found,)
    for actor in (None, stranger.actor):
        assert await platform.web.call(GET_EVENTS, get, actor) == ()
        page = await platform.web.call(LIST_EVENTS, everything, actor)
        assert found.id not in {one.id for one in page.events}
    asked = CloneEvent(id=uuid4(), source_id=found.id, title="写し取る会", held_on=DAY)
    with pytest.raises(NotFound):
        await platform.web.call(CLONE_EVENT, asked, stranger.actor)

    found = await advance(platform, who, found, EventState.REGISTRATION)
    assert await platform.web.call(GET_EVENTS, get, None) == (found,)
    with pytest.raises(Forbidden):
        await advance(platform, stranger, found, EventState.PREFERENCES)


async def test_a_stale_revision_is_told_the_newest(platform):
    who = await organizer(platform)
    found = await planned(platform, who)
    later = msgspec.structs.replace(wanted(found.id), revision=1, title="改めたマッチング会")
    await platform.web.call(SAVE_EVENT, later, who.actor)

    with pytest.raises(Conflict) as caught:
        await platform.web.call(SAVE_EVENT, later, who.actor)

    assert caught.value.newest["title"] == "改めたマッチング会"


async def test_who_does_not_organize_makes_no_event(platform):
    staff = await member(platform, await town(platform), Role.STAFF)

    with pytest.raises(Forbidden):
        await platform.web.call(SAVE_EVENT, wanted(), staff.actor)


async def test_a_list_goes_on_where_it_ended(platform):
    who = await organizer(platform)
    for _ in range(3):
        await planned(platform, who)
    seen, after = [], None
    while True:
        asked = ListEvents(first=2, own=True, after=after)
        page = await platform.web.call(LIST_EVENTS, asked, who.actor)
        seen += [one.id for one in page.events]
        if not page.more:
            break
        last = page.events[-1]
        after = After(id=last.id, key=str(last.held_on))

    assert (len(seen), len(set(seen)), page.total) == (3, 3, 3)
