"""Whoever is suspended does not write by mail either, and gets no letter but the one saying why."""

from email import message_from_bytes, policy
from pathlib import Path
from uuid import uuid4

import pytest

from contracts.accounts import OPEN_ACCOUNT, OpenAccount
from contracts.faults import Forbidden
from contracts.profiles import OrganizationKind
from contracts.standing import (
    SET_STANDING,
    SUSPEND_ACCOUNT,
    SetStanding,
    Standing,
    SuspendAccount,
)
from contracts.threads import TAKE_MAIL, TakeMail
from contracts.wire import Role
from tests.eventually import eventually
from tests.introducing import two
from tests.members import member
from tests.outside import rows
from tests.platform import OPERATOR
from tests.service.talking.writing import address_of, mail, read, write

WAITING = """
SELECT l.tries FROM notify.letters l JOIN notify.notifications n ON n.id = l.id
WHERE n.person_id = $1 AND l.state = 'waiting'
"""

STANDING = """
SELECT standing = 'suspended' FROM introductions.standings WHERE organization_id = $1
"""
KEPT_OUT = "SELECT is_kept_out FROM introductions.people WHERE id = $1"


async def taken(platform, to, body):
    asked = TakeMail(recipient=to, mail=mail(body))
    return await platform.operator.call(TAKE_MAIL, asked, OPERATOR)


async def refused_for(platform, to, reason, copy, whose):
    """Once introductions has heard of it."""

    async def is_known():
        return await rows(platform.settings, copy, whose) == [(True,)]

    await eventually(is_known)
    with pytest.raises(Forbidden) as refused:
        await taken(platform, to, "停止中の返事")
    assert refused.value.reason == reason


async def admin_of(platform):
    own = await platform.organization("架空運営", OrganizationKind.ORGANIZER)
    return await member(platform, own, Role.PLATFORM_ADMIN, "見本 司")


async def test_nobody_answers_by_mail_for_a_suspended_organization(platform):
    pair = await two(platform)
    made = await pair.introduced()
    to = await address_of(pair, made)
    admin = await admin_of(platform)

    async def put(standing):
        asked = SetStanding(organization_id=pair.town, standing=standing, reason="苦情の確認のため")
        await platform.web.call(SET_STANDING, asked, admin.actor)

    await put(Standing.SUSPENDED)
    await refused_for(platform, to, "organization_suspended", STANDING, pair.town)
    assert [one for one in await read(pair, pair.admin, made) if one.by_mail] == []

    await put(Standing.ACTIVE)

    async def is_taken():
        try:
            return await taken(platform, to, "再開後の返事")
        except Forbidden:
            return None

    await eventually(is_taken)
    assert (await read(pair, pair.admin, made))[0].body == "再開後の返事"


async def test_a_suspended_account_neither_answers_by_mail_nor_gets_letters(platform):
    pair = await two(platform)
    made = await pair.introduced()
    to = await address_of(pair, made)
    admin = await admin_of(platform)
    person = pair.liaison.actor.person

    async def keep_out(is_suspended):
        asked = SuspendAccount(person_id=person, is_suspended=is_suspended, reason="不審な投稿")
        await platform.web.call(SUSPEND_ACCOUNT, asked, admin.actor)

    def letters(email="hana@example.jp"):
        found = Path(platform.settings.home, "mail").glob("*.eml")
        mails = [message_from_bytes(one.read_bytes(), policy=policy.default) for one in found]
        return sorted(str(one["Subject"]) for one in mails if email in str(one["To"]))

    await keep_out(True)
    await refused_for(platform, to, "account_suspended", KEPT_OUT, person)
    await eventually(lambda: any("停止" in subject for subject in letters()))
    before = letters()
    await write(pair, pair.admin, made, "停止中の人への知らせ")

    async def waits():
        return await rows(platform.settings, WAITING, person) == [(0,)]

    await eventually(waits)
    # A letter to somebody else goes out meanwhile: the post has looked at what is due.
    other = OpenAccount(
        id=uuid4(),
        person_id=pair.admin.actor.person,
        email="aoi@example.jp",
        password="nagai-himitsu-no-kotoba",
    )
    await platform.operator.call(OPEN_ACCOUNT, other, OPERATOR)
    await eventually(lambda: letters("aoi@example.jp"))
    assert letters() == before
    assert await waits()
    with pytest.raises(Forbidden):
        await taken(platform, to, "停止中の返事")

    await keep_out(False)

    await eventually(lambda: len(letters()) == len(before) + 2)
