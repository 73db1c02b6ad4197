"""The link of an invitation: one use, one address, seven days, from who may."""

import asyncio

import pytest

from contracts.faults import Conflict, Fault, Forbidden, Limited, NotFound
from contracts.joining import ACCEPT_INVITATION, LOOK_UP_INVITATION, LookUpInvitation
from contracts.members import (
    END_MEMBERSHIP,
    INVITE,
    LIST_INVITATIONS,
    REVOKE_INVITATION,
    EndMembership,
    OfOrganization,
    RevokeInvitation,
)
from contracts.wire import Role
from tests.eventually import eventually
from tests.members import member, token_for
from tests.outside import rows
from tests.service.inviting.people import accepting, invited, to


async def test_looking_at_a_link_a_hundred_times_takes_nothing_up(platform, settings):
    email = "scan@shi.example"
    _, _, token = await invited(platform, settings, email)
    for _ in range(100):
        await platform.web.call(LOOK_UP_INVITATION, LookUpInvitation(token=token))

    found = await platform.web.call(ACCEPT_INVITATION, accepting(token, email))

    assert found.session is not None


async def test_a_link_that_was_used_opens_nothing(platform, settings):
    email = "ichido@shi.example"
    _, _, token = await invited(platform, settings, email)
    await platform.web.call(ACCEPT_INVITATION, accepting(token, email))

    for method, request in (
        (ACCEPT_INVITATION, accepting(token, email)),
        (LOOK_UP_INVITATION, LookUpInvitation(token=token)),
    ):
        with pytest.raises(Conflict) as refused:
            await platform.web.call(method, request)
        assert refused.value.reason == "used"


async def test_a_link_used_fifty_times_at_once_opens_one_account(platform, settings):
    email = "kyousou@shi.example"
    here, _, token = await invited(platform, settings, email)

    answers = await asyncio.gather(
        *(platform.web.call(ACCEPT_INVITATION, accepting(token, email)) for _ in range(50)),
        return_exceptions=True,
    )

    assert all(isinstance(one, Fault) or one.session for one in answers)
    assert sum(not isinstance(one, Fault) for one in answers) == 1
    counted = "SELECT count(*) FROM accounts.accounts WHERE email = $1"
    assert await rows(settings, counted, email) == [(1,)]
    joined = (
        "SELECT count(*) FROM profiles.memberships WHERE organization_id = $1 AND role = 'staff'"
    )
    await eventually(lambda: rows(settings, joined + " HAVING count(*) = 1", here))


async def test_a_link_is_for_the_address_it_was_sent_to(platform, settings):
    email = "honnin@shi.example"
    _, _, token = await invited(platform, settings, email)

    for _ in range(10):
        with pytest.raises(Forbidden) as refused:
            await platform.web.call(ACCEPT_INVITATION, accepting(token, "tanin@shi.example"))
        assert refused.value.reason == "other_address"
    with pytest.raises(Limited):  # nobody finds the address by trying
        await platform.web.call(ACCEPT_INVITATION, accepting(token, email))


async def test_a_link_that_was_taken_back_or_is_too_old_or_unknown_opens_nothing(
    platform, settings
):
    here, liaison, token = await invited(platform, settings, "torikeshi@shi.example")
    late = to(here, "osoi@shi.example")
    await platform.web.call(INVITE, late, liaison.actor)
    old = await token_for(settings, "osoi@shi.example")
    await rows(
        settings, "UPDATE accounts.invitations SET expires_at = now() WHERE id = $1", late.id
    )
    [open_one, _] = sorted(
        await platform.web.call(
            LIST_INVITATIONS, OfOrganization(organization_id=here), liaison.actor
        ),
        key=lambda one: one.email != "torikeshi@shi.example",
    )
    await platform.web.call(REVOKE_INVITATION, RevokeInvitation(id=open_one.id), liaison.actor)
    revoked = "SELECT FROM accounts.invitations WHERE id = $1 AND state = 'revoked'"
    await eventually(lambda: rows(settings, revoked, open_one.id))

    for given, email, reason in (
        (token, "torikeshi@shi.example", "revoked"),
        (old, "osoi@shi.example", "expired"),
    ):
        with pytest.raises(Conflict) as refused:
            await platform.web.call(ACCEPT_INVITATION, accepting(given, email))
        assert refused.value.reason == reason
    with pytest.raises(NotFound):
        await platform.web.call(ACCEPT_INVITATION, accepting("x" * 43, "x@shi.example"))


async def test_a_link_of_somebody_who_may_invite_no_more_opens_nothing(platform, settings):
    here, liaison, token = await invited(platform, settings, "inviter@shi.example")
    second = await member(platform, here, Role.LIAISON)
    await platform.web.call(
        END_MEMBERSHIP, EndMembership(id=liaison.membership, revision=1), second.actor
    )
    ended = "SELECT FROM accounts.memberships WHERE id = $1 AND until <= now()"
    await eventually(lambda: rows(settings, ended, liaison.membership))

    with pytest.raises(Conflict) as refused:
        await platform.web.call(ACCEPT_INVITATION, accepting(token, "inviter@shi.example"))

    assert refused.value.reason == "revoked"
