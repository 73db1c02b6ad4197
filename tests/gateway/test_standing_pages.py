"""Suspending and closing on the page: with a reason, by those who may, and no other."""

from uuid import uuid4

from contracts.profiles import (
    KEEP_ORGANIZATIONS,
    KeepOrganization,
    KeepOrganizations,
    OrganizationKind,
)
from deploy.asking import asking
from tests.gateway.browsing import CLERK, MEMBER, signed_in, visiting

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
