"""Who invites, who is invited, and what they send."""

from uuid import uuid4

from chassis.settings import Settings
from contracts.accounts import GET_SESSION, GetSession
from contracts.joining import AcceptInvitation
from contracts.members import INVITE, Invite
from contracts.wire import Role
from tests.eventually import eventually
from tests.members import member, token_for, town
from tests.outside import rows
from tests.platform import Platform

PASSWORD = "amagumo ga tabi wo suru"


def to(organization, email, role=Role.STAFF, **more):
    return Invite(
        **{"id": uuid4(), "organization_id": organization, "role": role, "email": email, **more}
    )


def accepting(token, email, **more):
    given = {"name": "新田 一", "name_kana": "にった はじめ", "password": PASSWORD}
    return AcceptInvitation(**{"token": token, "email": email, **given, **more})


async def invited(platform: Platform, settings: Settings, email: str, **more):
    """An organization, its liaison, and the token of an invitation that was sent."""
    here = await town(platform)
    liaison = await member(platform, here, Role.LIAISON, "窓口 花")
    request = to(here, email, **more)
    await platform.web.call(INVITE, request, liaison.actor)
    known = "SELECT FROM accounts.memberships WHERE id = $1"
    await eventually(lambda: rows(settings, known, liaison.membership))
    return here, liaison, await token_for(settings, email.lower())


async def acting(platform, token):
    session = await platform.web.call(GET_SESSION, GetSession(token=token))
    return [(one.organization_id, one.role) for one in session.acting]
