"""Somebody with an account, and what they do with it."""

from dataclasses import dataclass
from uuid import uuid4

import pyotp
import pytest

from contracts import accounts as contract
from contracts.accounts import (
    CompleteSignIn,
    GetSession,
    OpenAccount,
    SignIn,
)
from contracts.faults import Fault
from contracts.recording import Origin
from tests.outside import rows
from tests.patience import NOW
from tests.platform import OPERATOR

PASSWORD = "ねこがまどべでひるねをしていました"


WRONG = "いぬがまどべでひるねをしていました"


NEW = "うまがはらっぱでくさをたべていました"


FIREFOX = Origin(user_agent="Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0")


@dataclass
class Person:
    """Somebody who is signed in, and keeps the newest token of their session."""

    platform: object
    email: str
    token: str = ""
    secret: str = ""
    codes: tuple = ()

    async def ask(self, method, request=None, **fields):
        kind = method.request
        return await self.platform.web.call(method, request or kind(token=self.token, **fields))

    async def sign_in(self, password=PASSWORD, origin=FIREFOX):
        asked = SignIn(email=self.email, password=password)
        found = await self.platform.web.call(contract.SIGN_IN, asked, origin=origin)
        self.token = found.token or self.token
        return found

    async def complete(self, challenge, **shown):
        asked = CompleteSignIn(challenge=challenge, **shown)
        return await self.platform.web.call(contract.COMPLETE_SIGN_IN, asked)

    async def enrol(self):
        """With an app, by the code of the step before, so that the present one is unused."""
        begun = await self.ask(contract.BEGIN_TOTP)
        self.secret = begun.secret
        done = await self.ask(contract.CONFIRM_TOTP, code=self.code(-1))
        self.token, self.codes = done.token, done.recovery_codes
        return done

    def code(self, aside=0):
        return pyotp.TOTP(self.secret).at(int(NOW) + 30 * aside)


async def somebody(platform):
    email = f"{uuid4().hex}@city.example"
    asked = OpenAccount(id=uuid4(), person_id=uuid4(), email=email, password=PASSWORD)
    await platform.operator.call(contract.OPEN_ACCOUNT, asked, OPERATOR)
    found = Person(platform, email)
    await found.sign_in()
    return found


async def refusal(asking):
    with pytest.raises(Fault) as raised:
        await asking
    return raised.value


async def later(settings, minutes=11):
    """Nobody has just shown who they are any more."""
    await rows(
        settings,
        f"UPDATE accounts.sessions SET confirmed_at = now() - interval '{minutes} minutes'",
    )


async def session(person, token=None):
    asked = GetSession(token=token or person.token)
    return await person.platform.web.call(contract.GET_SESSION, asked)
