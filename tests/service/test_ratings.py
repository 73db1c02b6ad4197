"""J5: after a meeting each side says in three taps whether to go on; two who do are introduced."""

from uuid import uuid4

import pytest

from contracts import ratings as contract
from contracts.faults import Conflict, Forbidden, Invalid, NotFound
from contracts.follow_ups import LIST_MEETINGS, ListMeetings
from contracts.introductions import Cause
from contracts.matching_events import EventState
from contracts.preferences import Contact, Grade
from contracts.profiles import OrganizationKind
from contracts.ratings import GoOn
from contracts.wire import Role
from services.sessions.showing import meeting_id
from tests.eventually import eventually
from tests.held import LONG_AGO, held, shown
from tests.matching_event import known
from tests.members import member

TOLD = "SELECT count(*) FROM sessions.outbox WHERE subject = $1"
MISSED = """
INSERT INTO sessions.meeting_outcomes (event_id, public_id, private_id, meeting_id, slot, state)
VALUES ($1, $2, $3, $4, 'S1', 'no_show') RETURNING meeting_id
"""
CAME_AFTER_ALL = "DELETE FROM sessions.meeting_outcomes WHERE event_id = $1 RETURNING meeting_id"
READ = """
SELECT count(*) FROM introductions.inbox
WHERE reader = 'introductions-join-met'
    AND event_id IN (SELECT id FROM sessions.outbox WHERE subject = $1)
"""


async def told(day):
    [row] = await day.sql(TOLD, contract.MEETING_AGREED.subject)
    return row[0]


async def heard(day):
    async def all_read():
        [row] = await day.sql(READ, contract.MEETING_AGREED.subject)
        return row[0] == await told(day)

    await eventually(all_read)


async def introduced(after):
    async def made():
        return len(await after.pair.introductions(after.pair.admin)) == 1

    await eventually(made)
    [theirs] = await after.pair.introductions(after.pair.admin)
    [ours] = await after.pair.introductions(after.pair.liaison)
    return theirs, ours


async def test_two_who_both_want_to_go_on_are_introduced_once_with_their_contacts(platform):
    after = await held(platform)
    contact = Contact(name="見本 葵", email="Aoi@Example.jp")
    first = await after.rate(after.pair.admin, GoOn.YES, contact=contact, line="また話したい")
    assert (first.go_on, first.both, first.line) == (GoOn.YES, False, "また話したい")
    [before] = (await after.ratings(after.pair.liaison)).meetings[:1]
    assert {one.go_on for one in (await after.ratings(after.pair.liaison)).meetings} == {None}
    assert not before.both

    second = await after.rate(after.pair.liaison, GoOn.YES)
    await after.rate(after.pair.liaison, GoOn.YES, line="もう一度")

    assert second.both
    theirs, ours = await introduced(after)
    assert (theirs.cause, theirs.cause_id) == (Cause.MEETING, after.day.event_id)
    assert theirs.theirs.contact.name == "窓口 花"
    assert ours.theirs.contact == Contact(name="見本 葵", email="aoi@example.jp")
    assert await told(after.day) == 1
    asked = ListMeetings(introduction_id=ours.id)
    [met] = await platform.web.call(LIST_MEETINGS, asked, after.pair.liaison.actor)
    assert (met.event_id, met.event_title) == (after.day.event_id, "架空マッチング会")


async def test_who_know_each_other_get_a_note_and_no_second_introduction(platform):
    after = await held(platform)
    known_before = await after.pair.introduced()

    await after.both_say_yes()

    async def noted():
        asked = ListMeetings(introduction_id=known_before.id)
        return len(await platform.web.call(LIST_MEETINGS, asked, after.pair.admin.actor)) == 1

    await eventually(noted)
    [only] = await after.pair.introductions(after.pair.admin)
    assert (only.id, only.cause) == (known_before.id, Cause.PREFERENCE)


async def test_a_no_elsewhere_keeps_two_apart_who_met(platform):
    after = await held(platform)
    await after.pair.wish(after.pair.liaison, after.pair.company, Grade.NO)

    await after.both_say_yes()

    await heard(after.day)
    assert await told(after.day) == 1
    assert await after.pair.introductions(after.pair.admin) == ()


async def test_less_than_two_yes_is_told_to_nobody(platform):
    after = await held(platform)
    await after.rate(after.pair.admin, GoOn.YES)
    for other in (GoOn.MAYBE, GoOn.NO):
        answer = await after.rate(after.pair.liaison, other, line="急がない")

        assert not answer.both
        assert await told(after.day) == 0
        mine = await after.ratings(after.pair.admin)
        assert "急がない" not in str(mine)
        assert str(other) not in {str(one.go_on) for one in mine.meetings}


async def test_only_meetings_that_were_held_are_rated_and_until_the_event_is_archived(platform):
    after = await shown(platform)
    assert (await after.ratings(after.pair.admin)).meetings == ()
    with pytest.raises(NotFound):
        await after.rate(after.pair.admin, GoOn.YES)
    await after.day.sql(LONG_AGO, after.day.event_id)
    await after.advance(EventState.REPORTING)
    missed = (after.day.event_id, after.town, after.company)
    await after.day.sql(MISSED, *missed, meeting_id(after.day.event_id, *map(str, missed[1:])))
    with pytest.raises(NotFound):
        await after.rate(after.pair.admin, GoOn.YES)
    await after.day.sql(CAME_AFTER_ALL, after.day.event_id)
    await after.rate(after.pair.admin, GoOn.MAYBE)
    await after.rate(after.pair.admin, GoOn.NO)
    [mine] = [one for one in (await after.ratings(after.pair.admin)).meetings if one.go_on]
    assert mine.go_on is GoOn.NO

    await after.advance(EventState.ARCHIVED)

    with pytest.raises(Conflict) as refused:
        await after.rate(after.pair.admin, GoOn.YES)
    assert refused.value.reason == "ratings_closed"


async def test_others_rate_nothing_and_see_nothing(platform):
    after = await held(platform)
    other = await platform.organization("架空の別社", OrganizationKind.COMPANY)
    stranger = await member(platform, other, Role.COMPANY_MEMBER)
    await known(platform, stranger)
    asked = contract.RateMeeting(participant_id=after.company, other_id=after.town, go_on=GoOn.YES)
    for who in (stranger, after.pair.liaison):
        with pytest.raises(NotFound):
            await platform.web.call(contract.RATE_MEETING, asked, who.actor)
    with pytest.raises(NotFound):
        await after.ratings(stranger)
    with pytest.raises(Forbidden):
        await after.ratings(after.day.who)


async def test_a_rating_that_cannot_stand_is_refused_and_names_its_field(platform):
    after = await held(platform)
    given = {"participant_id": after.company, "other_id": after.town, "go_on": GoOn.YES}
    for wrong, field in (
        ({"line": "あ" * 301}, "line"),
        ({"line": "二\n行"}, "line"),
        ({"contact": Contact(email="でたらめ")}, "email"),
        ({"go_on": "perhaps"}, "go_on"),
        ({"participant_id": "x"}, "participant_id"),
    ):
        asked = contract.RateMeeting(**given | wrong)
        with pytest.raises(Invalid) as refused:
            await platform.web.call(contract.RATE_MEETING, asked, after.pair.admin.actor)
        assert [one.field.split(".")[-1] for one in refused.value.fields] == [field], wrong
    asked = contract.RateMeeting(**given | {"other_id": uuid4()})
    with pytest.raises(NotFound):
        await platform.web.call(contract.RATE_MEETING, asked, after.pair.admin.actor)
