"""A new password, and what it ends."""

import asyncio

import pytest

from contracts import accounts as contract
from contracts.accounts import (
    ChangePassword,
    SignIn,
)
from contracts.faults import Fault, Unauthenticated
from tests.outside import rows
from tests.service.factors.people import NEW, PASSWORD, WRONG, later, refusal, session


async def test_a_new_password_ends_all_other_sessions_and_is_told(person, settings):
    await person.enrol()
    waiting = (await person.sign_in()).second_factor.challenge
    other = (await person.complete(waiting, code=person.code())).token
    waiting = (await person.sign_in()).second_factor.challenge
    before = person.token

    done = await person.ask(contract.CHANGE_PASSWORD, password=NEW, old_password=PASSWORD)

    for token in (other, before):
        assert isinstance(await refusal(session(person, token)), Unauthenticated)
    assert (await session(person, done.token)).email == person.email
    code = {"recovery_code": person.codes[0]}
    assert isinstance(await refusal(person.complete(waiting, **code)), Unauthenticated)
    assert isinstance(await refusal(person.sign_in(PASSWORD)), Unauthenticated)
    assert (await person.sign_in(NEW)).second_factor
    told = await rows(
        settings,
        "SELECT payload->>'email' FROM accounts.outbox"
        " WHERE subject = 'event.accounts.v1.password.changed'",
    )
    assert told == [(person.email,)]


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("gw7Lq!zfR2mXu9", ("password", "too_short", 15)),
        ("gw7Lq!zfR2mXu9c-" * 9, ("password", "too_long", 128)),
        ("enishi2026enishi2026", ("password", "too_common", None)),
        ("gw7Lq!zfR2mXu\x00c", ("password", "control_characters", None)),
        ("", ("password", "required", None)),
    ],
)
async def test_a_new_password_that_cannot_stand_changes_nothing(person, password, problem):
    fault = await refusal(person.ask(contract.CHANGE_PASSWORD, password=password))

    [found] = fault.fields
    assert (found.field, found.problem, found.limit) == problem
    assert (await person.sign_in()).token


async def test_the_address_makes_no_new_password(platform, person):
    fault = await refusal(person.ask(contract.CHANGE_PASSWORD, password=person.email))

    assert fault.fields[0].problem == "too_common"


async def test_a_wrong_old_password_changes_nothing(person, settings):
    await later(settings)
    asked = ChangePassword(token=person.token, password=NEW, old_password=WRONG)

    fault = await refusal(person.ask(contract.CHANGE_PASSWORD, asked))

    assert (fault.fields[0].field, fault.fields[0].problem) == ("old_password", "wrong_password")
    assert (await person.sign_in()).token


async def test_no_session_is_opened_with_the_old_password_beside_the_change(person):
    change = person.ask(contract.CHANGE_PASSWORD, password=NEW, old_password=PASSWORD)
    asked = SignIn(email=person.email, password=PASSWORD)

    done, *found = await asyncio.gather(
        change,
        *(person.platform.web.call(contract.SIGN_IN, asked) for _ in range(6)),
        return_exceptions=True,
    )

    for one in found:
        if not isinstance(one, Fault):
            assert isinstance(await refusal(session(person, one.token)), Unauthenticated)
    assert (await session(person, done.token)).email == person.email
