"""Accounts opened and signed in to."""

from uuid import uuid4

import pytest

from contracts.accounts import (
    GET_SESSION,
    OPEN_ACCOUNT,
    SIGN_IN,
    GetSession,
    OpenAccount,
    SignIn,
)
from contracts.faults import (
    Fault,
)
from tests.platform import OPERATOR

PASSWORD = "ねこがまどべでひるねをしていました"


WRONG = "いぬがまどべでひるねをしていました"


def new(**more):
    given = {"id": uuid4(), "person_id": uuid4(), "email": f"{uuid4().hex}@city.example"}
    return OpenAccount(**{**given, "password": PASSWORD, **more})


async def opened(platform, **more):
    return await platform.operator.call(OPEN_ACCOUNT, new(**more), OPERATOR)


async def sign_in(platform, email, password=PASSWORD):
    return await platform.web.call(SIGN_IN, SignIn(email=email, password=password))


async def session(platform, token):
    return await platform.web.call(GET_SESSION, GetSession(token=token))


async def refusal(asking):
    with pytest.raises(Fault) as raised:
        await asking
    return raised.value
