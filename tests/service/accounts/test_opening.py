"""Accounts are opened once, by the operator, with what can stand."""

import asyncio
from collections import Counter
from uuid import uuid4

import msgspec
import pytest

from contracts.accounts import (
    OPEN_ACCOUNT,
    Locale,
)
from contracts.faults import (
    Conflict,
    Forbidden,
    Invalid,
    Unauthenticated,
)
from contracts.wire import Role
from tests.outside import rows
from tests.platform import OPERATOR, staff_of
from tests.service.accounts.people import new, opened, refusal


async def test_an_account_opened_twice_is_opened_and_told_once(platform, settings):
    request = new(locale=Locale.EN)

    first, second = await asyncio.gather(
        platform.operator.call(OPEN_ACCOUNT, request, OPERATOR),
        platform.operator.call(OPEN_ACCOUNT, request, OPERATOR),
    )
    third = await platform.operator.call(
        OPEN_ACCOUNT, msgspec.structs.replace(request, password="x"), OPERATOR
    )

    assert first == second == third
    statement = "SELECT subject, payload::text FROM accounts.outbox ORDER BY subject"
    told = await rows(settings, statement)
    assert [subject for subject, _ in told] == [
        "event.accounts.v1.account.opened",
        "event.accounts.v1.record.written",
    ]
    assert msgspec.json.decode(told[0][1]) == {
        "id": str(request.id),
        "person_id": str(request.person_id),
        "email": request.email,
        "locale": "en",
        "revision": 1,
    }


async def test_an_address_or_person_has_one_account_however_it_is_typed(platform):
    first = await opened(platform, email="aoi@city.example")

    again = await refusal(opened(platform, email="ＡＯＩ@City.Example"))
    person = await refusal(opened(platform, person_id=first.person_id))

    assert isinstance(again, Conflict)
    assert isinstance(person, Conflict)
    assert [problem.field for problem in again.fields] == ["email"]
    assert [problem.field for problem in person.fields] == ["person_id"]


async def test_one_address_asked_for_by_two_at_once_is_given_once(platform):
    found = await asyncio.gather(
        *(opened(platform, email="aoi@city.example") for _ in range(4)), return_exceptions=True
    )

    assert Counter(type(one).__name__ for one in found) == {"Account": 1, "Conflict": 3}


async def test_only_the_operator_opens_accounts(platform):
    clerk = staff_of(uuid4(), Role.PLATFORM_ADMIN)

    admin = await refusal(platform.operator.call(OPEN_ACCOUNT, new(), clerk))
    nobody = await refusal(platform.operator.call(OPEN_ACCOUNT, new()))

    assert isinstance(admin, Forbidden)
    assert isinstance(nobody, Unauthenticated)


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"password": "gw7Lq!zfR2mXu9"}, ("password", "too_short", 15)),
        ({"password": "gw7Lq!zfR2mXu9c-" * 9}, ("password", "too_long", 128)),
        ({"password": "z" * 1025}, ("password", "too_long", 1024)),
        ({"password": "enishi2026enishi2026"}, ("password", "too_common", None)),
        ({"password": "gw7Lq!zfR2mXu\x00c"}, ("password", "control_characters", None)),
        ({"email": "aoi@city.example\r\nBcc: x@y.example"}, ("email", "control_characters", None)),
        ({"email": "aoi\x00@city.example"}, ("email", "control_characters", None)),
        ({"email": "aoi"}, ("email", "wrong_form", None)),
        ({"email": "a" * 255}, ("email", "too_long", 254)),
    ],
)
async def test_a_field_that_cannot_stand_is_named(platform, more, problem):
    fault = await refusal(opened(platform, **more))

    assert isinstance(fault, Invalid)
    [found] = fault.fields
    assert (found.field, found.problem, found.limit) == problem
