"""People with accounts of their own in a town that many tests share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pyotp

from contracts.accounts import OPEN_ACCOUNT, OpenAccount
from deploy.asking import asking
from tests.gateway.browsing import Seen, Visitor, visiting
from tests.patience import NOW
from tests.platform import DEMO_PASSWORD, Town

SIGN_IN = """
mutation ($input: SignInInput!) {
  signIn(input: $input) { token viewer { email } secondFactor { challenge methods } }
}
"""


async def new_account(town: Town) -> str:
    """The address of somebody new, who belongs nowhere yet."""
    email = f"{uuid4().hex}@city.example"
    asked = OpenAccount(id=uuid4(), person_id=uuid4(), email=email, password=DEMO_PASSWORD)
    async with asking(town.settings) as operator:
        await operator.call(OPEN_ACCOUNT, asked)
    return email


@dataclass
class Owner:
    """Somebody at the pages of their own account."""

    town: Town
    visitor: Visitor
    email: str
    secret: str = ""
    codes: tuple[str, ...] = ()

    async def enrol(self) -> Seen:
        """An app, by the code of the step before this one."""
        seen = await self.visitor.see("/security/totp")
        self.secret = seen.text.split("<code>")[1].split("</code>")[0].replace(" ", "")
        done = await self.send("/security/totp", seen, code=self.code(-1))
        self.codes = tuple(done._all("<li><code>(.*?)</code>"))
        return done

    def code(self, aside: int = 0) -> str:
        return pyotp.TOTP(self.secret).at(int(NOW) + 30 * aside)

    async def send(self, action: str, seen: Seen, **typed: Any) -> Seen:
        return await self.visitor.send(action, {**seen.form(action), **typed})

    async def ask(self, query: str, **variables: Any) -> Any:
        """As a program of this page would, with its cookie."""
        body = {"query": query, "variables": variables}
        headers = {"Accept": "application/json"}
        answer = await self.visitor.http.post("/graphql", json=body, headers=headers)
        return answer.json()


@asynccontextmanager
async def owner(town: Town, email: str | None = None, language: str = "ja") -> AsyncIterator[Owner]:
    """Signed in with the password alone."""
    email = email or await new_account(town)
    async with visiting(town, language) as visitor:
        visitor.http.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
        await visitor.sign_in(email)
        yield Owner(town, visitor, email)
