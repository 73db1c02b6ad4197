"""Authenticator apps as a second factor."""

import asyncio
import re
from collections import Counter

import pytest

from contracts import accounts as contract
from contracts.factors import SecondFactorMethod
from contracts.faults import Conflict, Invalid, Limited, Unauthenticated
from tests.outside import rows
from tests.service.factors.people import refusal, session


async def test_an_app_is_a_second_factor_after_its_first_code(person, settings):
    before = person.token
    begun = await person.ask(contract.BEGIN_TOTP)
    again = await person.ask(contract.BEGIN_TOTP)
    assert (await person.sign_in()).session  # not confirmed, not asked for
    person.token = before

    done = await person.enrol()

    assert begun == again
    assert begun.uri.startswith("otpauth://totp/Enishi:")
    assert len(set(done.recovery_codes)) == 10
    assert all(re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", code) for code in person.codes)
    found = await session(person)
    assert found.has_second_factor
    assert isinstance(await refusal(session(person, before)), Unauthenticated)  # a new id
    [(kept, codes)] = await rows(
        settings,
        "SELECT encode(secret, 'escape'), (SELECT string_agg(code_hash::text, ',')"
        " FROM accounts.recovery_codes) FROM accounts.totp",
    )
    assert begun.secret not in kept
    assert not any(code in codes for code in person.codes)


async def test_a_right_password_alone_opens_no_session(person):
    await person.enrol()

    half = await person.sign_in()

    assert (half.token, half.session) == ("", None)
    assert half.second_factor.methods == (
        SecondFactorMethod.TOTP,
        SecondFactorMethod.RECOVERY_CODE,
    )
    challenge = half.second_factor.challenge
    assert isinstance(await refusal(session(person, challenge)), Unauthenticated)
    wide = person.code().translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    done = await person.complete(challenge, code=f" {wide[:3]} {wide[3:]}")
    assert (await session(person, done.token)) == done.session
    assert done.session.is_confirmed


async def test_a_sign_in_is_completed_once_and_within_five_minutes(person, settings):
    await person.enrol()
    half = (await person.sign_in()).second_factor.challenge
    late = (await person.sign_in()).second_factor.challenge
    await person.complete(half, code=person.code())
    await rows(
        settings,
        "UPDATE accounts.begun_sign_ins SET begun_at = now() - interval '5 minutes 1 second'",
    )

    again = await refusal(person.complete(half, recovery_code=person.codes[0]))
    ended = await refusal(person.complete(late, recovery_code=person.codes[0]))
    guessed = await refusal(person.complete("x" * 43, recovery_code=person.codes[0]))

    for fault in (again, ended, guessed):
        assert (type(fault), fault.reason) == (Unauthenticated, "sign_in_ended")
    # A code that completed nothing is not used up.
    assert (await person.ask(contract.GET_SECURITY)).recovery_codes_left == 10


async def test_two_who_complete_one_sign_in_at_once_get_one_session(person):
    await person.enrol()
    half = (await person.sign_in()).second_factor.challenge

    found = await asyncio.gather(
        person.complete(half, code=person.code()),
        *(person.complete(half, recovery_code=code) for code in person.codes[:3]),
        return_exceptions=True,
    )

    assert Counter(type(one).__name__ for one in found) == {"SignedIn": 1, "Unauthenticated": 3}


async def test_a_code_is_taken_once_and_only_from_the_steps_beside_now(person):
    await person.enrol()
    half = (await person.sign_in()).second_factor.challenge

    for aside in (-3, -2, -1, 2, 3):  # -1 was used when the app was enrolled
        fault = await refusal(person.complete(half, code=person.code(aside)))
        assert (type(fault), fault.reason) == (Unauthenticated, "wrong_proof"), aside
    assert (await person.complete(half, code=person.code(1))).token
    half = (await person.sign_in()).second_factor.challenge
    for aside in (0, 1):  # the same step, and one before it
        fault = await refusal(person.complete(half, code=person.code(aside)))
        assert isinstance(fault, Unauthenticated)


async def test_a_code_sent_many_times_at_once_is_taken_once(person):
    await person.enrol()
    halves = [(await person.sign_in()).second_factor.challenge for _ in range(5)]

    found = await asyncio.gather(
        *(person.complete(half, code=person.code()) for half in halves), return_exceptions=True
    )

    assert Counter(type(one).__name__ for one in found) == {"SignedIn": 1, "Unauthenticated": 4}


async def test_the_eleventh_wrong_code_is_refused_whatever_it_is(person, settings):
    await person.enrol()
    halves = [(await person.sign_in()).second_factor.challenge for _ in range(2)]

    for number in range(10):
        shown = {"code": "000000"} if number % 2 else {"recovery_code": "aaaa-bbbb-cccc"}
        fault = await refusal(person.complete(halves[number % 2], **shown))
        assert isinstance(fault, Unauthenticated)
    eleventh = await refusal(person.complete(halves[0], code=person.code()))
    recovery = await refusal(person.complete(halves[1], recovery_code=person.codes[0]))

    assert isinstance(eleventh, Limited)
    assert isinstance(recovery, Limited)
    assert 800 < eleventh.retry_after <= 900
    await rows(settings, "UPDATE accounts.attempts SET since = since - interval '15 minutes'")
    assert (await person.complete(halves[0], code=person.code())).token


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "abcdef", "123456\x00", "٠١٢٣٤٥", "🙂", "0" * 41]
)
async def test_a_code_that_is_none_completes_nothing(person, code):
    await person.enrol()
    half = (await person.sign_in()).second_factor.challenge

    fault = await refusal(person.complete(half, code=code))

    assert isinstance(fault, Unauthenticated | Invalid)


async def test_an_app_is_not_enrolled_with_a_wrong_code_or_twice(person):
    await person.ask(contract.BEGIN_TOTP)
    wrong = await refusal(person.ask(contract.CONFIRM_TOTP, code="000000"))
    assert (wrong.fields[0].field, wrong.fields[0].problem) == ("code", "wrong_code")
    assert not (await session(person)).has_second_factor

    await person.enrol()

    assert isinstance(await refusal(person.ask(contract.BEGIN_TOTP)), Conflict)
    again = await refusal(person.ask(contract.CONFIRM_TOTP, code=person.code()))
    assert isinstance(again, Invalid)


async def test_without_its_last_factor_an_account_is_opened_by_the_password(person):
    await person.enrol()
    waiting = (await person.sign_in()).second_factor.challenge

    for _ in range(2):  # the second time there is nothing left to remove
        await person.ask(contract.REMOVE_TOTP)

    assert (await person.sign_in()).session
    security = await person.ask(contract.GET_SECURITY)
    assert (security.totp_since, security.recovery_codes_left) == (None, 0)
    assert isinstance(await refusal(person.complete(waiting, code=person.code())), Unauthenticated)
    assert isinstance(await refusal(person.ask(contract.RENEW_RECOVERY_CODES)), Conflict)
