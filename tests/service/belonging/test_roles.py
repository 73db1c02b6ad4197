"""Roles: who gives which, and which take a second person."""

import asyncio
from uuid import uuid4

import pytest

from contracts.faults import Conflict, Fault, Forbidden
from contracts.members import (
    CHANGE_MEMBERSHIP,
    CONFIRM_CHANGE,
    END_MEMBERSHIP,
    SET_POLICY,
    ChangeState,
    DecideChange,
    SetPolicy,
)
from contracts.profiles import (
    GET_ORGANIZATIONS,
    GetOrganizations,
    OrganizationKind,
)
from contracts.wire import Role
from tests.members import member, platform_admin, town
from tests.outside import rows
from tests.service.belonging.asking import becoming, changes, ending, members


async def test_nobody_changes_their_own_role_or_goes_above_their_own_level(platform):
    organizer = await platform.organization("架空事務局", OrganizationKind.ORGANIZER)
    own = await member(platform, organizer, Role.ORGANIZER)
    above = await member(platform, organizer, Role.AUDITOR)
    coordinator = await member(platform, organizer, Role.COORDINATOR)

    for somebody, role, reason in (
        (own, Role.COORDINATOR, "own_role"),
        (above, Role.COORDINATOR, "above_own"),
        (coordinator, Role.PLATFORM_ADMIN, "above_own"),
        (coordinator, Role.AUDITOR, "above_own"),
    ):
        with pytest.raises(Forbidden) as refused:
            await platform.web.call(CHANGE_MEMBERSHIP, becoming(somebody, role), own.actor)
        assert refused.value.reason == reason
    with pytest.raises(Forbidden):
        await platform.web.call(END_MEMBERSHIP, ending(above), own.actor)
    for role in (Role.LIAISON, Role.OPERATOR):
        with pytest.raises(Fault):
            await platform.web.call(CHANGE_MEMBERSHIP, becoming(coordinator, role), own.actor)


async def test_a_raised_role_waits_for_a_second_person(platform):
    here = await town(platform)
    asker = await member(platform, here, Role.LIAISON, "窓口 一")
    second = await member(platform, here, Role.LIAISON, "窓口 二")
    clerk = await member(platform, here, Role.STAFF, "担当 三")

    answer = await platform.web.call(CHANGE_MEMBERSHIP, becoming(clerk, Role.LIAISON), asker.actor)

    assert answer.membership.role is Role.STAFF
    assert (answer.pending.asked_by_name, answer.pending.person_name) == ("窓口 一", "担当 三")
    for actor, reason in ((asker.actor, "second_person"),):
        with pytest.raises(Forbidden) as refused:
            await platform.web.call(CONFIRM_CHANGE, DecideChange(id=answer.pending.id), actor)
        assert refused.value.reason == reason
    with pytest.raises(Forbidden):  # the one who would be raised
        await platform.web.call(CONFIRM_CHANGE, DecideChange(id=answer.pending.id), clerk.actor)
    [waiting] = await changes(platform, here, second.actor)
    assert waiting.id == answer.pending.id
    with pytest.raises(Conflict):  # it waits already
        await platform.web.call(CHANGE_MEMBERSHIP, becoming(clerk, Role.LIAISON), second.actor)

    done = await platform.web.call(CONFIRM_CHANGE, DecideChange(id=waiting.id), second.actor)

    assert (done.state, done.decided_by) == (ChangeState.CONFIRMED, second.actor.person)
    seen = await members(platform, here, asker.actor)
    assert {one.name: one.role for one in seen.members}["担当 三"] is Role.LIAISON
    assert await changes(platform, here, asker.actor) == ()
    with pytest.raises(Conflict):
        await platform.web.call(CONFIRM_CHANGE, DecideChange(id=waiting.id), second.actor)


async def test_a_change_confirmed_fifty_times_at_once_is_done_once(platform, settings):
    here = await town(platform)
    asker = await member(platform, here, Role.LIAISON)
    second = await member(platform, here, Role.LIAISON)
    clerk = await member(platform, here, Role.STAFF)
    answer = await platform.web.call(CHANGE_MEMBERSHIP, becoming(clerk, Role.LIAISON), asker.actor)

    found = await asyncio.gather(
        *(
            platform.web.call(CONFIRM_CHANGE, DecideChange(id=answer.pending.id), second.actor)
            for _ in range(50)
        ),
        return_exceptions=True,
    )

    assert sum(not isinstance(one, Fault) for one in found) == 1
    [row] = await rows(
        settings, "SELECT role, revision FROM profiles.memberships WHERE id = $1", clerk.membership
    )
    assert row == ("liaison", 2)


async def test_what_was_asked_by_somebody_who_has_left_or_too_long_ago_is_not_done(
    platform, settings
):
    here = await town(platform)
    asker, stays, second = [await member(platform, here, Role.LIAISON) for _ in range(3)]
    clerk, other = [await member(platform, here, Role.STAFF) for _ in range(2)]
    left = await platform.web.call(CHANGE_MEMBERSHIP, becoming(clerk, Role.LIAISON), asker.actor)
    late = await platform.web.call(
        CHANGE_MEMBERSHIP, becoming(other, Role.DECISION_MAKER), stays.actor
    )
    await platform.web.call(END_MEMBERSHIP, ending(asker), second.actor)
    await rows(
        settings, "UPDATE profiles.changes SET expires_at = now() WHERE id = $1", late.pending.id
    )

    for change, reason in ((left, "asker_left"), (late, "expired")):
        with pytest.raises(Conflict) as refused:
            await platform.web.call(
                CONFIRM_CHANGE, DecideChange(id=change.pending.id), second.actor
            )
        assert refused.value.reason == reason


async def test_a_role_is_lowered_at_once_but_the_last_manager_keeps_theirs(platform):
    here = await town(platform)
    admin = await platform_admin(platform)
    only = await member(platform, here, Role.LIAISON)

    with pytest.raises(Conflict) as refused:
        await platform.web.call(CHANGE_MEMBERSHIP, becoming(only, Role.STAFF), admin.actor)
    assert refused.value.reason == "last_manager"
    second = await member(platform, here, Role.LIAISON)

    answer = await platform.web.call(CHANGE_MEMBERSHIP, becoming(second, Role.STAFF), only.actor)

    assert (answer.membership.role, answer.pending) == (Role.STAFF, None)
    with pytest.raises(Forbidden):  # in a role that is no more
        await members(platform, here, second.actor)


async def test_the_policy_of_an_organization_is_set_by_two(platform):
    here = await town(platform)
    first = await member(platform, here, Role.LIAISON)
    second = await member(platform, here, Role.LIAISON)
    request = SetPolicy(id=uuid4(), organization_id=here, review_before_publishing=True)

    async def policy():
        asked = GetOrganizations(ids=(here,))
        [found] = await platform.web.call(GET_ORGANIZATIONS, asked)
        return found.review_before_publishing

    assert not await policy()
    await platform.web.call(SET_POLICY, request, first.actor)
    again = await platform.web.call(SET_POLICY, request, first.actor)
    with pytest.raises(Forbidden):
        await platform.web.call(CONFIRM_CHANGE, DecideChange(id=again.id), first.actor)
    assert not await policy()
    await platform.web.call(CONFIRM_CHANGE, DecideChange(id=again.id), second.actor)
    assert await policy()
