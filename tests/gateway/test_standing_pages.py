"""Suspending and closing on the page: with a reason, by those who may, and no other."""

import re
from uuid import uuid4

from contracts.accounts import OPEN_ACCOUNT, OpenAccount
from contracts.profiles import (
    KEEP_ORGANIZATIONS,
    KEEP_PERSON,
    KeepOrganization,
    KeepOrganizations,
    KeepPerson,
    OrganizationKind,
)
from contracts.wire import Role
from deploy.asking import asking
from tests.eventually import eventually
from tests.gateway.browsing import CLERK, MEMBER, signed_in, visiting
from tests.platform import DEMO_PASSWORD

OUT, IN = {"standing": "suspended"}, {"standing": "active"}
ADMIN = "admin@enishi.example"


async def new_company(town):
    row = KeepOrganization(id=uuid4(), kind=OrganizationKind.COMPANY, name="架空閉店社")
    async with asking(town.settings) as operator:
        await operator.call(KEEP_ORGANIZATIONS, KeepOrganizations(rows=(row,)))
    return f"/organizations/{row.id}/standing"


async def test_an_organization_is_closed_with_a_reason_once_it_is_understood(town):
    path = await new_company(town)
    async with signed_in(town, ADMIN) as admin:
        seen = await admin.see(path)
        form = {**seen.form(path), "standing": "closed", "reason": "廃業の届け出がありました。"}
        for more, field in (
            ({}, "取り消せない|元に戻せない"),
            ({"understood": "true", "reason": ""}, "理由"),
            ({"understood": "true", "standing": "gone"}, "どうするか"),
        ):
            wrong = await admin.send(path, {**form, **more})
            assert wrong.status == 422
            assert any(word in wrong.text for word in field.split("|"))
        assert "廃業の届け出" in (await admin.send(path, form)).text
        done = await admin.send(path, {**form, "understood": "true"})
        assert (done.status, done.to) == (303, "/organizations")
        again = await admin.see(path)
        twice = await admin.send(
            path, {**again.form(path), **form, "standing": "suspended", "key": uuid4().hex}
        )
        assert twice.status == 409


async def test_others_are_refused_as_everywhere(town):
    path = await new_company(town)
    async with signed_in(town, CLERK) as clerk, signed_in(town, MEMBER) as member:
        assert (await clerk.see(path)).status == 403
        assert (await member.see(path)).status == 403
    async with signed_in(town, ADMIN) as admin:
        assert (await admin.see(f"/organizations/{uuid4()}/standing")).status == 404
    async with visiting(town) as stranger:
        assert (await stranger.see(path)).status == 401


async def newcomer(town):
    """A company member with an account; their member page, and their address."""
    own, person, email = uuid4(), uuid4(), f"{uuid4().hex}@company.example"
    row = KeepOrganization(id=own, kind=OrganizationKind.COMPANY, name="架空停止社")
    kept = KeepPerson(
        id=person,
        name="見本 停",
        membership_id=uuid4(),
        organization_id=own,
        role=Role.COMPANY_MEMBER,
    )
    account = OpenAccount(id=uuid4(), person_id=person, email=email, password=DEMO_PASSWORD)
    async with asking(town.settings) as operator:
        await operator.call(KEEP_ORGANIZATIONS, KeepOrganizations(rows=(row,)))
        await operator.call(KEEP_PERSON, kept)
        await operator.call(OPEN_ACCOUNT, account)
    return f"/members/{kept.membership_id}/account?organization={own}", email


async def test_an_account_is_kept_out_and_let_in_again_with_a_reason(town):
    path, email = await newcomer(town)
    async with signed_in(town, ADMIN) as admin, visiting(town) as somebody:
        form = (await admin.see(path)).form(path)
        for given, field in (({"reason": "荒らしです。"}, "どうするか"), (OUT, "理由")):
            wrong = await admin.send(path, {**form, **given})
            assert wrong.status == 422
            assert field in wrong.text
        for given, signs_in in ((OUT, False), (IN, True)):
            why = {"reason": "規約に反する書き込みがありました。"}
            done = await admin.send(path, {**form, **given, **why})
            assert (done.status, done.to.partition("?")[0]) == (303, "/members")
            tried = await somebody.fill("/sign-in", email=email, password=DEMO_PASSWORD)
            assert (tried.status == 303) is signs_in


async def test_whose_organization_is_suspended_is_told_so_and_not_asked_to_sign_in(town):
    path, email = await newcomer(town)
    own = path.partition("organization=")[2]
    standing = f"/organizations/{own}/standing"
    inactive = "あなたの団体は、いま活動していません"
    async with signed_in(town, ADMIN) as admin, signed_in(town, email) as somebody:
        form = (await admin.see(standing)).form(standing)
        why = {"reason": "規約に反する書き込みがありました。"}
        assert (await admin.send(standing, {**form, **OUT, **why})).status == 303

        async def told():
            return (await somebody.see("/members")).heading == inactive

        await eventually(told)
        for there in ("/for-you", "/proposals", "/shortlist", "/notifications"):
            refused = await somebody.see(there)
            assert (refused.status, refused.heading) == (403, inactive), there
        home = await somebody.see("/challenges")
        assert home.status == 200
        assert "運営によって止められているか" in home.text
        assert "不明" not in home.text


async def test_only_a_platform_admin_keeps_accounts_out_and_nobody_the_own(town):
    path, _ = await newcomer(town)
    async with signed_in(town, CLERK) as clerk, signed_in(town, ADMIN) as admin:
        assert (await clerk.see(path)).status == 403
        assert (await admin.see(f"/members/{uuid4()}/account")).status == 404
        listed = re.findall(r"/members/[0-9a-f-]{36}", (await admin.see("/members")).text)
        assert 404 in [(await admin.see(f"{one}/account")).status for one in set(listed)]  # the own
    async with visiting(town) as stranger:
        assert (await stranger.see(path)).status == 401
