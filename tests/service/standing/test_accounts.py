"""An account that is suspended: out at once, told why, back when let in."""

from uuid import uuid4

import pytest

from contracts.faults import Conflict, Forbidden, NotFound, Unauthenticated
from contracts.standing import (
    GET_ACCOUNT_STANDING,
    GET_STANDING,
    SUSPEND_ACCOUNT,
    GetAccountStanding,
    GetStanding,
    Standing,
    SuspendAccount,
)
from contracts.wire import Role
from tests.eventually import eventually
from tests.members import account, letters, member, platform_admin
from tests.outside import rows
from tests.proposing import refusal
from tests.service.standing.people import WHY, acting, company, sign_in, stand


async def test_a_suspended_account_is_out_at_once_and_comes_back_when_let_in(platform):
    admin = await platform_admin(platform)
    _, boss = await company(platform)
    email = await account(platform, boss)
    token = (await sign_in(platform, email)).token

    async def suspend(is_suspended, person=boss.actor.person):
        asked = SuspendAccount(person_id=person, is_suspended=is_suspended, reason=WHY)
        return await platform.web.call(SUSPEND_ACCOUNT, asked, admin.actor)

    await suspend(True)

    with pytest.raises(Unauthenticated):
        await acting(platform, token)
    kept_out = await sign_in(platform, email)
    assert (kept_out.token, kept_out.session, kept_out.suspension.reason) == ("", None, WHY)
    for wrong in (email, "nobody@company.example"):  # who does not know the password hears nothing
        said = await refusal(sign_in(platform, wrong, "wrong " * 4))
        assert (said.code, said.reason, said.message) == (
            *("unauthenticated", ""),
            "wrong e-mail or password",
        )
    with pytest.raises(Conflict):
        await suspend(True)

    def told():
        return [one for one in letters(platform.settings, email) if WHY in one]

    assert "このサイトの運営者" in (await eventually(told))[0]  # nobody set an address
    await suspend(False)
    assert (await sign_in(platform, email)).token
    await eventually(lambda: len(letters(platform.settings, email)) > 1)
    with pytest.raises(NotFound):
        await suspend(True, uuid4())
    with pytest.raises(Forbidden):
        await suspend(True, admin.actor.person)


async def test_a_moderator_suspends_and_lets_nobody_in_again(platform):
    admin = await platform_admin(platform)
    moderator = await member(platform, admin.actor.organization, Role.MODERATOR, "見本 守")
    own, boss = await company(platform)
    for who in (admin, boss):
        await account(platform, who)

    async def known():  # to accounts: that the admin runs the platform
        asked = "SELECT count(*) FROM accounts.memberships WHERE role = 'platform_admin'"
        return (await rows(platform.settings, asked))[0][0]

    await eventually(known)

    async def suspend(is_suspended, who):
        asked = SuspendAccount(person_id=who.actor.person, is_suspended=is_suspended, reason=WHY)
        return await platform.web.call(SUSPEND_ACCOUNT, asked, moderator.actor)

    assert (await stand(platform, moderator, own, Standing.SUSPENDED)).reason == WHY
    assert (await suspend(True, boss)).is_suspended
    for refused, reason in (
        (stand(platform, moderator, own, Standing.ACTIVE), "admins_let_in"),
        (stand(platform, moderator, own, Standing.CLOSED), "admins_let_in"),
        (stand(platform, moderator, admin.actor.organization, Standing.SUSPENDED), "own_platform"),
        (suspend(False, boss), "admins_let_in"),
        (suspend(True, admin), "own_platform"),
        (suspend(True, moderator), "own_account"),
    ):
        said = await refusal(refused)
        assert (said.code, said.reason) == ("forbidden", reason)


async def test_what_was_said_is_read_by_who_decides_and_whose_it_is_and_by_nobody_else(platform):
    admin = await platform_admin(platform)
    own, boss = await company(platform)
    other, stranger = await company(platform, "ほかの社")
    await account(platform, boss)
    await stand(platform, admin, other, Standing.SUSPENDED)

    async def seen(who, organization):
        asked = GetStanding(organization_id=organization)
        return await platform.web.call(GET_STANDING, asked, who.actor)

    assert (await seen(admin, other)).reason == (await seen(stranger, other)).reason == WHY
    assert (await seen(boss, own)).standing is Standing.ACTIVE
    clerk = await member(platform, other, Role.COMPANY_MEMBER)
    for who, organization, code in (
        (boss, other, "not_found"),
        (clerk, other, "forbidden"),
        (admin, uuid4(), "not_found"),
    ):
        assert (await refusal(seen(who, organization))).code == code
    asked = GetAccountStanding(person_id=boss.actor.person)
    found = await platform.web.call(GET_ACCOUNT_STANDING, asked, admin.actor)
    assert (found.is_suspended, found.reason) == (False, "")
    assert (await refusal(platform.web.call(GET_ACCOUNT_STANDING, asked, boss.actor))).code == (
        "forbidden"
    )
