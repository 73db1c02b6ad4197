"""Organizations, accounts and what they have open."""

from contracts.accounts import (
    GET_SESSION,
    SIGN_IN,
    GetSession,
    SignIn,
)
from contracts.profiles import (
    OrganizationKind,
)
from contracts.standing import (
    SET_STANDING,
    SetStanding,
)
from contracts.wire import Role
from tests.members import member
from tests.platform import DEMO_PASSWORD

WHY = "規約に反する書き込みがありました。"


async def stand(platform, who, organization, standing, reason=WHY):
    asked = SetStanding(organization_id=organization, standing=standing, reason=reason)
    return await platform.web.call(SET_STANDING, asked, who.actor)


async def company(platform, name="架空社"):
    own = await platform.organization(name, OrganizationKind.COMPANY)
    return own, await member(platform, own, Role.COMPANY_ADMIN)


async def sign_in(platform, email, password=DEMO_PASSWORD):
    return await platform.web.call(SIGN_IN, SignIn(email=email, password=password))


async def acting(platform, token):
    return (await platform.web.call(GET_SESSION, GetSession(token=token))).acting
