"""What participants of a matching event are told: each once, in their language, and no wish."""

from datetime import timedelta

import pytest

from contracts import timetables, timetabling
from contracts.event_notices import EVENT_NOTICE
from contracts.faults import Conflict, Invalid
from contracts.matching_events import (
    ADVANCE_EVENT,
    SAVE_EVENT,
    AdvanceEvent,
    EventState,
    SaveEvent,
    Slot,
)
from contracts.notify import LIST_NOTIFICATIONS, ListNotifications
from contracts.notify import NotificationKind as Kind
from contracts.participants import SET_EVENT_PREFERENCES, GradeOf, SetEventPreferences
from contracts.preferences import Grade
from tests.eventually import eventually
from tests.held import LONG_AGO, drawn, shown
from tests.outside import rows
from tests.service.taking_part.scenes import scene

READ = """
SELECT count(*) FROM sessions.outbox o WHERE o.subject = $1 AND NOT EXISTS (
    SELECT FROM notify.inbox i
    WHERE i.reader = 'notify-tell-participants' AND i.event_id = o.id)
"""
KNOWN = "SELECT count(*) FROM notify.memberships WHERE id = any($1)"
LETTERS = "SELECT kind, said ->> 'title' FROM notify.mailings WHERE email = $1"
SAID = "SELECT payload::text FROM sessions.outbox WHERE subject = $1"
LATER = """
UPDATE sessions.notices SET given_at = given_at - interval '6 days'
WHERE kind = 'preferences_open' AND event_id = $1 RETURNING event_id
"""
REMINDED = "SELECT count(*) FROM sessions.notices WHERE kind = 'preferences_reminded'"
DAY = timedelta(days=1)
REHEARSED = "UPDATE sessions.events SET rehearsal = $1 RETURNING id"


async def heard(platform, *people):
    """Once notify has heard of their memberships: who joins later is told of nothing old."""

    async def everybody():
        found = await rows(platform.settings, KNOWN, [one.membership for one in people])
        return found == [(len(people),)]

    await eventually(everybody)


async def read(platform):
    async def everything():
        return await rows(platform.settings, READ, EVENT_NOTICE.subject) == [(0,)]

    await eventually(everything)


async def kinds(platform, who):
    page = await platform.web.call(LIST_NOTIFICATIONS, ListNotifications(first=50), who.actor)
    return sorted(one.kind for one in page.notifications if one.kind.startswith("event_"))


async def test_participants_are_told_of_places_waiting_moving_up_and_preferences_once(platform):
    day = await scene(platform)
    first, second, third = [await day.company(f"架空{name}社") for name in "甲乙丙"]
    await heard(platform, first, second, third)
    entered = [await day.register(one) for one in (first, second, third)]
    address = "madoguchi@example.jp"
    by_hand = await day.save("村 花", email=address)
    await day.cancel(entered[0], first.actor)
    await day.step(EventState.PREFERENCES)
    grades = (GradeOf(other_id=by_hand.id, grade=Grade.NO),)
    spoken = SetEventPreferences(participant_id=entered[1].id, grades=grades)
    await day.ask(SET_EVENT_PREFERENCES, spoken, second.actor)
    await rows(platform.settings, LATER, day.event.id)

    async def reminded():
        return await rows(platform.settings, REMINDED) == [(1,)]

    await eventually(reminded)
    await day.step(EventState.CALLED_OFF)
    await read(platform)

    often = [Kind.EVENT_CALLED_OFF, Kind.EVENT_PREFERENCES_OPEN, Kind.EVENT_REGISTERED]
    assert await kinds(platform, first) == [Kind.EVENT_REGISTERED]
    assert await kinds(platform, second) == often
    assert await kinds(platform, third) == [
        *(Kind.EVENT_CALLED_OFF, Kind.EVENT_MOVED_UP, Kind.EVENT_PREFERENCES_OPEN),
        *(Kind.EVENT_PREFERENCES_REMINDED, Kind.EVENT_WAITING),
    ]
    letters = await rows(platform.settings, LETTERS, address)
    assert sorted(letters) == sorted(
        (str(kind), "架空マッチング会") for kind in (*often, Kind.EVENT_PREFERENCES_REMINDED)
    )
    said = "".join(row[0] for row in await rows(platform.settings, SAID, EVENT_NOTICE.subject))
    assert "架空マッチング会" in said
    assert "grade" not in said


async def test_a_timetable_that_is_shown_is_told_to_all_and_a_change_to_whom_it_concerns(platform):
    after = await shown(platform, heard=heard)
    day, admin, liaison = after.day, after.pair.admin, after.pair.liaison
    await read(platform)
    first = [Kind.EVENT_FINAL, Kind.EVENT_PROVISIONAL]
    assert await kinds(platform, admin) == await kinds(platform, liaison) == first

    # The administrator's meetings stay as they are; one of the liaison's goes.
    every = [(one, other) for one in range(3) for other in range(4)]
    await drawn(day, 2, [pair for pair in every if pair != (0, 3)])
    for _ in range(2):
        await day.call(
            timetabling.SHOW_TIMETABLE, timetabling.ShowTimetable, base_version=2, final=True
        )

    await read(platform)
    assert await kinds(platform, admin) == first
    assert await kinds(platform, liaison) == [Kind.EVENT_CHANGED, *first]


async def test_a_rehearsal_writes_to_nobody(platform):
    day = await scene(platform)
    company = await day.company()
    await heard(platform, company)
    await day.register(company)
    await rows(platform.settings, REHEARSED, True)

    await day.step(EventState.PREFERENCES)

    await read(platform)
    assert await kinds(platform, company) == [Kind.EVENT_REGISTERED]


async def saved(after, **changed):
    event = await after.event()
    kept = {
        name: getattr(event, name)
        for name in SaveEvent.__struct_fields__
        if name not in {"idempotency_key", *changed}
    }
    return await after.day.platform.web.call(
        SAVE_EVENT, SaveEvent(**kept, **changed), after.day.who.actor
    )


async def test_another_day_or_place_is_told_to_all_and_stands_in_their_agendas(platform):
    after = await shown(platform, heard=heard)
    admin = after.pair.admin
    asked = timetables.GetShown(event_id=after.day.event_id)
    [before] = await platform.web.call(timetables.GET_SHOWN, asked, admin.actor)
    later = tuple(
        Slot(id=one.id, starts_at=one.starts_at + DAY, ends_at=one.ends_at + DAY)
        for one in before.slots
    )

    await saved(after, floor=1)
    moved = await saved(after, slots=later, held_on=DAY + (await after.event()).held_on)
    await saved(after, venue="架空の別会館")

    await read(platform)
    told = [Kind.EVENT_MOVED] * 2
    assert await kinds(platform, admin) == [Kind.EVENT_FINAL, *told, Kind.EVENT_PROVISIONAL]
    page = await platform.web.call(LIST_NOTIFICATIONS, ListNotifications(first=50), admin.actor)
    notes = {one.note for one in page.notifications if one.kind == Kind.EVENT_MOVED}
    assert notes == {f"{moved.held_on} 架空会館", f"{moved.held_on} 架空の別会館"}
    [now] = await platform.web.call(timetables.GET_SHOWN, asked, admin.actor)
    assert now.slots == later
    assert (now.version, now.revision > before.revision) == (before.version, True)


async def test_tables_that_hold_meetings_stay_and_a_day_does_not_end_before_its_meetings(platform):
    after = await shown(platform)
    event, own = await after.event(), after.day.who.actor
    with pytest.raises(Invalid) as fewer:
        await saved(after, tables=event.tables[:1])
    assert [(one.field, one.problem) for one in fewer.value.fields] == [("tables", "in_use")]

    async def end(revision, **more):
        asked = AdvanceEvent(id=event.id, revision=revision, state=EventState.REPORTING, **more)
        return await platform.web.call(ADVANCE_EVENT, asked, own)

    with pytest.raises(Conflict) as early:
        await end(event.revision)
    assert early.value.reason == "slots_to_come"
    await after.day.sql(LONG_AGO, event.id)
    assert (await saved(after, tables=event.tables[:1])).tables == event.tables[:1]
    now = await after.event()
    assert (await end(now.revision)).state is EventState.REPORTING


async def test_a_day_ends_early_for_who_is_sure(platform):
    after = await shown(platform)
    await after.advance(EventState.REPORTING, EventState.ARCHIVED)
    assert (await after.event()).state is EventState.ARCHIVED
