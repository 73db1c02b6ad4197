"""When people move on: partners hear of it once, and no unit stays without anybody (J6 AC6)."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import msgspec
import pytest

from chassis.keys import Keyring
from chassis.postgres import open_database
from chassis.service import dsn_of
from contracts.faults import Forbidden
from contracts.introductions import LIST_INTRODUCTIONS, Cause, ListIntroductions
from contracts.members import (
    CHANGE_MEMBERSHIP,
    END_MEMBERSHIP,
    ChangeMembership,
    EndMembership,
)
from contracts.notify import LIST_NOTIFICATIONS, ListNotifications, NotificationKind
from contracts.preferences import SET_PREFERENCE, Contact, Grade, SetPreference
from contracts.profiles import MEMBERSHIP_KEPT, Membership, OrganizationKind
from contracts.threads import LIST_MESSAGES, SEND_MESSAGE, ListMessages, SendMessage
from contracts.wire import Role
from services.introductions.handovers.handovers import hand_over
from services.introductions.handovers.ownerless import look
from tests.eventually import eventually
from tests.introducing import joined, two, unit
from tests.members import member
from tests.outside import open_teller, rows

KINDS = {
    NotificationKind.UNIT_HANDED_OVER,
    NotificationKind.UNIT_KEPT_BY_LIAISON,
    NotificationKind.UNIT_WITHOUT_OWNER,
}


@pytest.fixture
async def pair(platform):
    found = await two(platform)
    found_names = [found.liaison, found.admin]
    await named(found, *found_names)
    return found


async def named(pair, *people):
    """Once introductions and notify have heard who they are."""

    async def heard():
        statement = (
            "SELECT (SELECT count(*) FROM introductions.people WHERE id = any($1) AND name <> '')"
            " + (SELECT count(*) FROM notify.memberships WHERE person_id = any($1))"
        )
        [row] = await rows(pair.platform.settings, statement, [one.actor.person for one in people])
        return row[0] == 2 * len(people)

    await eventually(heard)
    await joined(pair.platform, *people)


async def clerk(pair, section, name="担当 太郎"):
    found = await member(pair.platform, pair.town, Role.STAFF, name, unit=section)
    await named(pair, found)
    return found


async def brought_together(pair, of):
    """The company, and the town in the person of ``of``, who is the contact."""
    await pair.wish(pair.admin, pair.town, Grade.MEET)
    contact = Contact(name="担当 太郎", email="taro@city.example.jp")
    asked = SetPreference(id=pair.company, grade=Grade.MEET, contact=contact)
    await pair.platform.web.call(SET_PREFERENCE, asked, of.actor)
    [found] = await pair.introductions(of)
    return found


async def end(pair, of, until=None):
    asked = EndMembership(id=of.membership, revision=1, until=until)
    return await pair.platform.web.call(END_MEMBERSHIP, asked, pair.liaison.actor)


async def told(pair, of):
    """(kind, who, about whom) of what was told of people who moved on, the newest first."""
    page = await pair.platform.web.call(LIST_NOTIFICATIONS, ListNotifications(), of.actor)
    return [
        (one.kind, one.note, one.challenge_organization_name or one.challenge_title)
        for one in page.notifications
        if one.kind in KINDS
    ]


async def hears(pair, of, *expected):
    async def heard():
        return await told(pair, of) == list(expected)

    await eventually(heard)


async def handed_over(pair, count):
    """Once so many departures have been dealt with, and nothing is left to be told."""

    async def done():
        [row] = await rows(
            pair.platform.settings,
            "SELECT (SELECT count(*) FROM introductions.departures"
            " WHERE handed_over_at IS NOT NULL),"
            " (SELECT count(*) FROM introductions.outbox WHERE published_at IS NULL)",
        )
        return row == (count, 0)

    await eventually(done)


async def test_j6_ac6_a_transfer_hands_over_rooms_and_introduces_the_successor_once(pair):
    section = await unit(pair, pair.liaison.actor, pair.town, "環境政策課")
    leaving = await clerk(pair, section)
    made = await brought_together(pair, leaving)
    message = SendMessage(id=uuid4(), introduction_id=made.id, body="4月からよろしく")
    await pair.platform.web.call(SEND_MESSAGE, message, pair.admin.actor)
    coming = await clerk(pair, section, "後任 次郎")

    await end(pair, leaving)

    # The predecessor is out the same second: as soon as introductions has heard of it.
    async def refused():
        try:
            await pair.introductions(leaving)
        except Forbidden as fault:
            return fault.reason == "membership_ended"
        return False

    await eventually(refused)
    # The partner is introduced once, to the successor, who reads what was said.
    expected = (NotificationKind.UNIT_HANDED_OVER, "後任 次郎", "架空市")
    await hears(pair, pair.admin, expected)
    [room] = await pair.introductions(coming)
    asked = ListMessages(introduction_id=room.id)
    read = await pair.platform.web.call(LIST_MESSAGES, asked, coming.actor)
    assert [one.body for one in read.messages] == ["4月からよろしく"]
    # Who left is no contact any more, and gives nobody else's address away.
    [theirs] = await pair.introductions(pair.admin)
    assert (theirs.theirs.contact.name, theirs.theirs.contact.email) == ("後任 次郎", None)
    assert await told(pair, coming) == await told(pair, pair.liaison) == []


async def test_who_has_nobody_to_follow_is_followed_by_the_liaison_until_somebody_comes(pair):
    section = await unit(pair, pair.liaison.actor, pair.town, "環境政策課")
    leaving = await clerk(pair, section)
    await brought_together(pair, leaving)

    await end(pair, leaving)

    expected = (NotificationKind.UNIT_KEPT_BY_LIAISON, "窓口 花", "架空市")
    await hears(pair, pair.admin, expected)
    # Somebody comes and goes within the month: the partner is not written to again.
    await end(pair, await clerk(pair, section, "後任 次郎"))
    await handed_over(pair, 2)
    await hears(pair, pair.admin, expected)


async def test_two_who_leave_at_once_and_an_end_told_twice_are_one_letter(pair, settings, keys):
    section = await unit(pair, pair.liaison.actor, pair.town, "環境政策課")
    leaving = [await clerk(pair, section, name) for name in ("担当 太郎", "担当 三郎")]
    await brought_together(pair, leaving[0])
    await clerk(pair, section, "後任 次郎")

    ended = await asyncio.gather(*(end(pair, one) for one in leaving))
    async with open_teller(settings, keys, "profiles") as teller:
        for one in (*ended, *ended):
            await teller.tell(MEMBERSHIP_KEPT, one)
    await handed_over(pair, 2)

    await hears(pair, pair.admin, (NotificationKind.UNIT_HANDED_OVER, "後任 次郎", "架空市"))
    letters = "SELECT count(*) FROM introductions.handovers"
    assert await rows(settings, letters) == [(1,)]


async def test_everybody_with_something_open_is_told_and_nobody_else(pair, platform):
    section = await unit(pair, pair.liaison.actor, pair.town, "環境政策課")
    other = await unit(pair, pair.liaison.actor, pair.town, "福祉課")
    leaving = await clerk(pair, section)
    staying = await clerk(pair, other, "福祉 花子")
    asking, declining, strange = [
        await platform.organization(name, OrganizationKind.COMPANY)
        for name in ("待つ社", "断る社", "よその社")
    ]
    people = [
        await member(platform, one, Role.COMPANY_ADMIN, "見本 葵")
        for one in (asking, declining, strange)
    ]
    await pair.known(asking, declining, strange)
    await named(pair, *people)
    await pair.send(people[0], pair.town, to_unit_id=section)
    refused = await pair.send(people[1], pair.town, to_unit_id=section)
    await rows(
        platform.settings,
        "UPDATE introductions.interests SET state = 'declined' WHERE id = $1 RETURNING id",
        refused.id,
    )
    await pair.send(people[2], pair.town, to_unit_id=other)
    await pair.send(leaving, pair.company)

    await end(pair, leaving)

    expected = (NotificationKind.UNIT_KEPT_BY_LIAISON, "窓口 花", "架空市")
    await hears(pair, people[0], expected)
    await hears(pair, pair.admin, expected)
    await handed_over(pair, 1)
    for one in (people[1], people[2], staying):
        assert await told(pair, one) == []


async def test_an_end_that_was_said_before_is_an_end_when_its_time_has_come(pair):
    section = await unit(pair, pair.liaison.actor, pair.town, "環境政策課")
    leaving = await clerk(pair, section)
    await brought_together(pair, leaving)
    until = datetime.now(UTC) + timedelta(days=30)

    ended = await end(pair, leaving, until)

    async def kept():
        statement = "SELECT until FROM introductions.memberships WHERE id = $1"
        return await rows(pair.platform.settings, statement, leaving.membership) == [(ended.until,)]

    await eventually(kept)
    async with own_database(pair.platform) as database:
        await hand_over(database)
        assert await rows(pair.platform.settings, "SELECT FROM introductions.departures") == []
    await rows(
        pair.platform.settings,
        "UPDATE introductions.memberships SET until = now() WHERE id = $1 RETURNING id",
        leaving.membership,
    )
    await hears(pair, pair.admin, (NotificationKind.UNIT_KEPT_BY_LIAISON, "窓口 花", "架空市"))


async def test_who_goes_on_to_another_unit_leaves_the_old_one(pair, platform):
    section = await unit(pair, pair.liaison.actor, pair.town, "環境政策課")
    other = await unit(pair, pair.liaison.actor, pair.town, "福祉課")
    leaving = await clerk(pair, section)
    made = await brought_together(pair, leaving)
    moved = ChangeMembership(id=leaving.membership, revision=1, role=Role.STAFF, unit_id=other)

    await platform.web.call(CHANGE_MEMBERSHIP, moved, pair.liaison.actor)

    await hears(pair, pair.admin, (NotificationKind.UNIT_KEPT_BY_LIAISON, "窓口 花", "架空市"))
    acting = msgspec.structs.replace(leaving.actor, unit=other)
    page = await platform.web.call(LIST_INTRODUCTIONS, ListIntroductions(), acting)
    assert made.id not in {one.id for one in page.introductions}


async def test_a_unit_without_anybody_for_a_day_is_a_task_for_the_liaison_once(pair, settings):
    section = await unit(pair, pair.liaison.actor, pair.town, "環境政策課")
    empty = await unit(pair, pair.liaison.actor, pair.town, "何もない課")
    leaving = await clerk(pair, section)
    idle = await clerk(pair, empty, "暇 四郎")
    await brought_together(pair, leaving)
    await end(pair, leaving)
    await end(pair, idle)
    await handed_over(pair, 2)

    async with own_database(pair.platform) as database:
        await look(database)
        assert await rows(settings, "SELECT FROM introductions.ownerless") == []
        await a_day_later(settings)
        await asyncio.gather(look(database), look(database))
        await look(database)

        expected = (NotificationKind.UNIT_WITHOUT_OWNER, "1", "環境政策課")
        await hears(pair, pair.liaison, expected)
        assert [kind for kind, *_ in await told(pair, pair.admin)] == [
            NotificationKind.UNIT_KEPT_BY_LIAISON
        ]
        # Somebody comes, goes, and another day passes: that is another task.
        again = await clerk(pair, section, "後任 次郎")
        await a_day_later(settings)
        await look(database)
        assert await rows(settings, "SELECT count(*) FROM introductions.ownerless") == [(1,)]
        await end(pair, again)
        await handed_over(pair, 3)
        await a_day_later(settings)
        await look(database)
        await hears(pair, pair.liaison, expected, expected)


def own_database(platform):
    """As introductions has it."""
    return open_database(
        dsn_of("introductions", platform.settings, Keyring(platform.settings.keys_path)),
        "introductions",
        patience=platform.settings.patience,
    )


A_DAY_LATER = """
WITH memberships AS (
    UPDATE introductions.memberships SET since = since - interval '25 hours',
        until = until - interval '25 hours'
), departures AS (
    UPDATE introductions.departures SET left_at = left_at - interval '25 hours'
), introductions AS (
    UPDATE introductions.introductions SET made_at = made_at - interval '25 hours'
)
UPDATE introductions.ownerless SET left_at = left_at - interval '25 hours' RETURNING unit_id
"""


async def a_day_later(settings):
    """As if all had been made, and everybody who has left had done so, a day earlier.

    In one statement: the service looks too, whenever it likes.
    """
    await rows(settings, A_DAY_LATER)


async def test_who_leaves_a_company_without_units_is_followed_where_they_were_the_contact(pair):
    """A colleague who never spoke with anybody leaves without a letter."""
    quiet = await member(pair.platform, pair.company, Role.COMPANY_MEMBER, "静か 五郎")
    speaking = await member(pair.platform, pair.company, Role.COMPANY_MEMBER, "話す 六子")
    await named(pair, quiet, speaking)
    await pair.send(speaking, pair.town, cause=Cause.FREE)
    for one in (quiet, speaking):
        asked = EndMembership(id=one.membership, revision=1)
        ended = await pair.platform.web.call(END_MEMBERSHIP, asked, pair.admin.actor)
        assert isinstance(ended, Membership)
    await handed_over(pair, 2)

    await hears(
        pair,
        pair.liaison,
        (NotificationKind.UNIT_KEPT_BY_LIAISON, "見本 葵", "架空合同会社"),
    )
