"""Who is told of a match, once."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from contracts.matching import MATCH_FOUND
from contracts.notify import (
    NotificationKind,
)
from contracts.profiles import MEMBERSHIP_KEPT
from contracts.wire import Role
from tests.eventually import eventually
from tests.outside import rows
from tests.service.notifying.people import files, listed, match, membership, sent, somebody, tell


async def test_a_match_told_twenty_times_is_one_notification_and_one_letter(
    platform, settings, teller
):
    person = await somebody(settings, teller, "aoi@company.example")
    found = match()

    await asyncio.gather(*(tell(settings, teller, found) for _ in range(20)))
    await sent(settings, sent=1)

    page = await listed(platform, person)
    [one] = page.notifications
    assert (page.total, page.unread, page.more) == (1, 1, False)
    assert (one.kind, one.challenge_id) == (NotificationKind.MATCH_FOUND, found.challenge_id)
    assert (one.challenge_title, one.challenge_organization_name, one.read_at) == (
        "山間部の高齢者の移動手段が足りない",
        "架空市",
        None,
    )
    assert len(files(settings)) == 1


async def test_the_same_event_delivered_again_changes_nothing(platform, settings, teller):
    person = await somebody(settings, teller)
    known = uuid4()

    for _ in range(3):
        await teller.tell(MATCH_FOUND, match(), known)
    await tell(settings, teller, match())

    assert (await listed(platform, person)).total == 2


async def test_who_works_there_now_in_a_role_that_acts_is_told_and_nobody_else(
    platform, settings, teller
):
    now = datetime.now(UTC)
    told = [
        await somebody(settings, teller, role=role)
        for role in (Role.COMPANY_MEMBER, Role.COMPANY_ADMIN, Role.STAFF, Role.LIAISON)
    ]
    others = [
        await somebody(settings, teller, role=Role.OBSERVER),
        await somebody(settings, teller, until=now - timedelta(hours=1)),
        await somebody(settings, teller, since=now + timedelta(hours=1)),
        await somebody(settings, teller, organization=uuid4()),
    ]

    await tell(settings, teller, match())
    late = await somebody(settings, teller)

    assert [(await listed(platform, person)).total for person in told] == [1, 1, 1, 1]
    assert [(await listed(platform, person)).total for person in [*others, late]] == [0] * 5


async def test_who_works_for_two_that_fit_is_told_once(platform, settings, teller):
    other = uuid4()
    person = await somebody(settings, teller, "aoi@company.example")
    await teller.tell(MEMBERSHIP_KEPT, membership(person, other))
    await eventually(lambda: rows(settings, "SELECT FROM notify.memberships OFFSET 1"))
    challenge = uuid4()

    await tell(settings, teller, match(challenge), match(challenge, other), match())

    assert (await listed(platform, person)).total == 2
    await sent(settings, sent=2)
