"""Whom participants want to meet; nobody else sees it."""

from uuid import uuid4

import pytest

from contracts.faults import Conflict, Forbidden, Invalid, NotFound
from contracts.matching_events import EventState
from contracts.participants import (
    COUNT_PREFERENCES,
    LIST_EVENT_PREFERENCES,
    SET_EVENT_PREFERENCES,
    CountPreferences,
    GradeOf,
    ListEventPreferences,
    SetEventPreferences,
)
from contracts.preferences import Grade
from tests.matching_event import organizer
from tests.outside import rows
from tests.service.taking_part.scenes import scene


async def two(platform):
    """A town and a company who take part, while preferences are open."""
    day = await scene(platform)
    liaison, admin = await day.town(), await day.company()
    theirs, ours = await day.register(liaison), await day.register(admin)
    await day.step(EventState.PREFERENCES)
    return day, liaison, admin, theirs, ours


def say(who, other, grade):
    return SetEventPreferences(
        participant_id=who.id, grades=(GradeOf(other_id=other.id, grade=grade),)
    )


async def test_a_preference_is_seen_by_its_own_side_alone(platform):
    day, liaison, admin, theirs, ours = await two(platform)
    before = await day.people(liaison.actor), await day.people()

    [kept] = await day.ask(SET_EVENT_PREFERENCES, say(ours, theirs, Grade.NO), admin.actor)

    assert kept.grade is Grade.NO
    mine = ListEventPreferences(participant_id=ours.id)
    assert await day.ask(LIST_EVENT_PREFERENCES, mine, admin.actor) == (kept,)
    for actor in (liaison.actor, day.who.actor):
        with pytest.raises((NotFound, Forbidden)):
            await day.ask(LIST_EVENT_PREFERENCES, mine, actor)
    assert (await day.people(liaison.actor), await day.people()) == before
    counted = await day.ask(
        COUNT_PREFERENCES, CountPreferences(event_id=day.event.id), day.who.actor
    )
    assert (counted.participants, counted.spoken, counted.mutual) == (2, 1, None)
    told = await rows(platform.settings, "SELECT subject, payload FROM sessions.outbox")
    kept = [row for row in told if "notice.given" not in row[0]]  # that they are open, to all
    entries = [row for row in kept if "preference" in str(row[1])]
    assert all(str(theirs.id) not in str(row[1]) and '"no"' not in str(row[1]) for row in entries)


async def test_pairs_are_counted_for_nobody_while_preferences_are_open(platform):
    day, liaison, admin, theirs, ours = await two(platform)
    await day.ask(SET_EVENT_PREFERENCES, say(ours, theirs, Grade.MUST), admin.actor)
    await day.ask(SET_EVENT_PREFERENCES, say(theirs, ours, Grade.MEET), liaison.actor)
    asked = CountPreferences(event_id=day.event.id)

    before = await day.ask(COUNT_PREFERENCES, asked, day.who.actor)
    await day.ask(SET_EVENT_PREFERENCES, say(ours, theirs, Grade.NO), admin.actor)
    assert (before.spoken, before.mutual) == (2, None)
    assert await day.ask(COUNT_PREFERENCES, asked, day.who.actor) == before
    assert await day.ask(SET_EVENT_PREFERENCES, say(ours, theirs, None), admin.actor) == ()
    for actor in (admin.actor, (await organizer(platform, "架空別会")).actor):
        with pytest.raises((NotFound, Forbidden)):
            await day.ask(COUNT_PREFERENCES, asked, actor)


async def test_preferences_are_for_those_who_can_be_met(platform):
    day, _, admin, theirs, ours = await two(platform)
    for grades in (
        (GradeOf(other_id=uuid4(), grade=Grade.MEET),),
        (GradeOf(other_id=ours.id, grade=Grade.MEET),),
        (GradeOf(other_id=theirs.id, grade=Grade.MEET), GradeOf(other_id=theirs.id)),
    ):
        asked = SetEventPreferences(participant_id=ours.id, grades=grades)
        with pytest.raises(Invalid):
            await day.ask(SET_EVENT_PREFERENCES, asked, admin.actor)
    with pytest.raises(NotFound):
        await day.ask(SET_EVENT_PREFERENCES, say(theirs, ours, Grade.MEET), admin.actor)

    await day.step(EventState.SCHEDULING)
    with pytest.raises(Conflict) as caught:
        await day.ask(SET_EVENT_PREFERENCES, say(ours, theirs, Grade.MEET), admin.actor)
    assert caught.value.reason == "preferences_closed"


async def test_five_thousand_preferences_by_one_person_are_kept(platform):
    day, _, admin, _, ours = await two(platform)
    ids = [uuid4() for _ in range(5_000)]
    await rows(
        platform.settings,
        "INSERT INTO sessions.participants (id, event_id, number, side, state, organization_name,"
        " name) SELECT id, $2, 100 + n, 'public', 'registered', '架空市', '窓口'"
        " FROM unnest($1::uuid[]) WITH ORDINALITY AS given (id, n) RETURNING id",
        ids,
        day.event.id,
    )

    for start in range(0, 5_000, 500):
        grades = tuple(GradeOf(other_id=one, grade=Grade.MUST) for one in ids[start : start + 500])
        asked = SetEventPreferences(participant_id=ours.id, grades=grades)
        await day.ask(SET_EVENT_PREFERENCES, asked, admin.actor)

    mine = ListEventPreferences(participant_id=ours.id)
    assert len(await day.ask(LIST_EVENT_PREFERENCES, mine, admin.actor)) == 5_000
