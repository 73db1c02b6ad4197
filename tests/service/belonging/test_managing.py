"""Members are seen and changed by their own managers, and it stands in the ledger."""

from uuid import uuid4

import pytest

from contracts.faults import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from contracts.members import (
    ADD_UNIT,
    CHANGE_MEMBERSHIP,
    CONFIRM_CHANGE,
    END_MEMBERSHIP,
    LIST_CHANGES,
    REFUSE_CHANGE,
    SET_POLICY,
    AddUnit,
    DecideChange,
    OfOrganization,
    SetPolicy,
)
from contracts.wire import Role
from tests.members import member, platform_admin, town
from tests.outside import rows
from tests.service.belonging.asking import becoming, ending, members


async def test_members_are_seen_by_their_own_managers_and_the_platform_alone(platform):
    here, there = await town(platform), await town(platform, "別の市")
    liaison = await member(platform, here, Role.LIAISON, "窓口 花")
    clerk = await member(platform, here, Role.STAFF, "担当 太郎")
    other = await member(platform, there, Role.LIAISON)
    admin = await platform_admin(platform)

    seen = await members(platform, here, liaison.actor)

    assert [(one.name, one.role) for one in seen.members] == [
        ("窓口 花", Role.LIAISON),
        ("担当 太郎", Role.STAFF),
    ]
    assert (await members(platform, here, admin.actor)).total == 2
    for actor in (other.actor,):
        with pytest.raises(NotFound):
            await members(platform, here, actor)
    with pytest.raises(NotFound):  # the same for what is not there
        await members(platform, uuid4(), other.actor)
    with pytest.raises(Forbidden):
        await members(platform, here, clerk.actor)
    with pytest.raises(Unauthenticated):
        await members(platform, here, None)


async def test_another_organization_cannot_touch_a_membership_and_learns_nothing(platform):
    here, there = await town(platform), await town(platform, "別の市")
    liaison = await member(platform, here, Role.LIAISON)
    clerk = await member(platform, here, Role.STAFF)
    other = await member(platform, there, Role.LIAISON)
    asked = await platform.web.call(CHANGE_MEMBERSHIP, becoming(clerk, Role.LIAISON), liaison.actor)

    for method, request in (
        (END_MEMBERSHIP, ending(clerk)),
        (CHANGE_MEMBERSHIP, becoming(clerk, Role.STAFF)),
        (CONFIRM_CHANGE, DecideChange(id=asked.pending.id)),
        (REFUSE_CHANGE, DecideChange(id=asked.pending.id)),
        (LIST_CHANGES, OfOrganization(organization_id=here)),
        (SET_POLICY, SetPolicy(id=uuid4(), organization_id=here, review_before_publishing=False)),
        (ADD_UNIT, AddUnit(id=uuid4(), organization_id=here, name="乗っ取り課")),
    ):
        with pytest.raises(NotFound):
            await platform.web.call(method, request, other.actor)


async def test_a_stale_revision_is_answered_with_the_newest(platform):
    here = await town(platform)
    liaison = await member(platform, here, Role.LIAISON)
    clerk = await member(platform, here, Role.STAFF)
    unit = AddUnit(id=uuid4(), organization_id=here, name="環境課")
    await platform.web.call(ADD_UNIT, unit, liaison.actor)
    change = becoming(clerk, Role.STAFF, unit_id=unit.id)
    await platform.web.call(CHANGE_MEMBERSHIP, change, liaison.actor)

    with pytest.raises(Conflict) as refused:
        await platform.web.call(CHANGE_MEMBERSHIP, change, liaison.actor)

    assert refused.value.newest["unit_id"] == str(unit.id)


async def test_a_unit_of_another_organization_is_refused(platform):
    here, there = await town(platform), await town(platform, "別の市")
    liaison = await member(platform, here, Role.LIAISON)
    other = await member(platform, there, Role.LIAISON)
    clerk = await member(platform, here, Role.STAFF)
    unit = AddUnit(id=uuid4(), organization_id=there, name="よその課")
    await platform.web.call(ADD_UNIT, unit, other.actor)

    with pytest.raises(Invalid) as refused:
        await platform.web.call(
            CHANGE_MEMBERSHIP, becoming(clerk, Role.STAFF, unit_id=unit.id), liaison.actor
        )

    assert [problem.field for problem in refused.value.fields] == ["unit_id"]


async def test_what_is_done_to_members_stands_in_the_ledger(platform, settings):
    here = await town(platform)
    first = await member(platform, here, Role.LIAISON)
    second = await member(platform, here, Role.LIAISON)
    clerk = await member(platform, here, Role.STAFF)
    answer = await platform.web.call(CHANGE_MEMBERSHIP, becoming(clerk, Role.LIAISON), first.actor)
    await platform.web.call(CONFIRM_CHANGE, DecideChange(id=answer.pending.id), second.actor)
    await platform.web.call(END_MEMBERSHIP, ending(clerk, revision=2), first.actor)

    found = await rows(
        settings,
        "SELECT payload->>'operation', payload->>'person', payload->>'object_kind'"
        " FROM profiles.outbox WHERE subject = 'event.profiles.v1.record.written'"
        " AND payload->>'tenant' = $1 AND payload->>'role' = 'liaison' ORDER BY seq",
        str(here),
    )
    one, two = str(first.actor.person), str(second.actor.person)
    assert found == [
        ("rpc.profiles.v1.membership.change", one, "change"),
        ("rpc.profiles.v1.change.confirm", two, "membership"),
        ("rpc.profiles.v1.change.confirm", two, "change"),
        ("rpc.profiles.v1.membership.end", one, "membership"),
    ]
