"""People with accounts and memberships, for tests of how they sign in."""

from datetime import UTC, datetime
from uuid import uuid4

import pyotp

from contracts import accounts as contract
from contracts.factors import ConfirmTotp, OfSession
from contracts.profiles import MEMBERSHIP_KEPT, Membership
from contracts.recording import Origin
from contracts.sign_in_policy import SET_SIGN_IN_POLICY, SetSignInPolicy
from contracts.wire import Actor, Role
from tests.eventually import eventually
from tests.outside import rows
from tests.patience import NOW
from tests.platform import OPERATOR

PASSWORD = "ねこがまどべでひるねをしていました"
PAST = datetime(2020, 1, 1, tzinfo=UTC)
OFFICE, HOME = Origin(address="192.0.2.7"), Origin(address="203.0.113.9")


class Person:
    def __init__(self, platform, teller):
        self.platform, self.teller = platform, teller
        self.person, self.email = uuid4(), f"{uuid4().hex}@city.example"
        self.token, self.role, self.organization = "", Role.LIAISON, uuid4()

    async def begin(self, organization=None, role=Role.LIAISON):
        new = contract.OpenAccount(
            id=uuid4(), person_id=self.person, email=self.email, password=PASSWORD
        )
        await self.platform.operator.call(contract.OPEN_ACCOUNT, new, OPERATOR)
        await self.join(organization or self.organization, role)
        asked = contract.SignIn(email=self.email, password=PASSWORD)
        self.token = (await self.platform.web.call(contract.SIGN_IN, asked)).token
        return self

    async def join(self, organization, role=Role.LIAISON):
        self.organization, self.role = organization, role
        given = {"person_id": self.person, "organization_id": organization, "role": role}
        given["unit_id"] = None
        told = Membership(id=uuid4(), since=PAST, revision=1, **given)
        await self.teller.tell(MEMBERSHIP_KEPT, told)

        async def there():
            found = await rows(
                self.platform.settings, "SELECT id FROM accounts.memberships WHERE id = $1", told.id
            )
            return bool(found)

        await eventually(there)

    @property
    def actor(self):
        return Actor(
            account=uuid4(), person=self.person, role=self.role, organization=self.organization
        )

    async def session(self, origin=OFFICE):
        asked = contract.GetSession(token=self.token, address=origin.address)
        return await self.platform.web.call(contract.GET_SESSION, asked)

    async def ask(self, method, origin=OFFICE, **given):
        asked = method.request(token=self.token, **given)
        return await self.platform.web.call(method, asked, self.actor, origin)

    async def demand(self, revision=0, origin=OFFICE, organization=None, **given):
        what = {"second_factor": False, "networks": (), **given}
        where = organization or self.organization
        asked = SetSignInPolicy(token=self.token, organization_id=where, revision=revision, **what)
        return await self.platform.web.call(SET_SIGN_IN_POLICY, asked, self.actor, origin)

    async def enrol(self):
        begun = await self.platform.web.call(contract.BEGIN_TOTP, OfSession(token=self.token))
        code = pyotp.TOTP(begun.secret).at(int(NOW))
        asked = ConfirmTotp(token=self.token, code=code)
        self.token = (await self.platform.web.call(contract.CONFIRM_TOTP, asked)).token
