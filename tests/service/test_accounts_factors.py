"""Second factors, step-up, sessions and passwords, through the real bus and database."""

import asyncio
import re
import time
from collections import Counter
from dataclasses import dataclass
from uuid import uuid4

import pyotp
import pytest

from contracts import accounts as contract
from contracts.accounts import (
    ChangePassword,
    CompleteSignIn,
    GetSession,
    OpenAccount,
    SignIn,
)
from contracts.factors import OfSession, SecondFactorMethod
from contracts.faults import Conflict, Fault, Forbidden, Invalid, Limited, Unauthenticated
from contracts.recording import Origin
from deploy.town import services
from tests.outside import rows
from tests.platform import OPERATOR, open_platform

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
        return pyotp.TOTP(self.secret).at(int(time.time()) + 30 * aside)


@pytest.fixture
async def platform(settings, keys):
    """The accounts service alone: it needs no other one to answer."""
    async with services(settings, ("accounts",)), open_platform(settings, keys) as found:
        yield found


@pytest.fixture
async def person(platform):
    return await somebody(platform)


async def somebody(platform):
    email = f"{uuid4().hex}@city.example"
    asked = OpenAccount(id=uuid4(), person_id=uuid4(), email=email, password=PASSWORD)
    await platform.operator.call(contract.OPEN_ACCOUNT, asked, OPERATOR)
    found = Person(platform, email)
    await found.sign_in()
    await in_the_middle_of_a_step()
    return found


async def in_the_middle_of_a_step():
    """So that no step ends while a test counts steps."""
    left = 30 - time.time() % 30
    if left < 8:
        await asyncio.sleep(left)


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


# ---- sessions ------------------------------------------------------------------------------


async def test_ones_sessions_are_listed_with_where_they_are(person):
    first = person.token
    await person.sign_in(origin=Origin(user_agent="curl/8"))

    found = (await person.ask(contract.GET_SECURITY)).sessions

    assert [(one.device, one.is_current) for one in found] == [
        ("", True),
        ("Firefox, Windows", False),
    ]
    assert found[0].id == (await session(person)).id
    assert found[1].id == (await session(person, first)).id


async def test_a_revoked_session_is_out_at_once(person):
    first = person.token
    other = await session(person, first)
    await person.sign_in()

    for _ in range(2):  # the second time there is nothing left to end
        await person.ask(contract.REVOKE_SESSION, id=other.id)

    assert isinstance(await refusal(session(person, first)), Unauthenticated)
    assert (await session(person)).account_id == other.account_id


async def test_nobody_ends_the_sessions_of_others(platform, person):
    stranger = await somebody(platform)
    target = await session(person)

    await stranger.ask(contract.REVOKE_SESSION, id=target.id)
    await stranger.ask(contract.REVOKE_OTHER_SESSIONS)

    assert (await session(person)).id == target.id


async def test_all_others_are_ended_together(person, settings):
    tokens = [(await person.sign_in()).token for _ in range(3)]

    done = await person.ask(contract.REVOKE_OTHER_SESSIONS)

    assert done.count == 3
    assert (await session(person)).id
    for token in tokens[:2]:
        assert isinstance(await refusal(session(person, token)), Unauthenticated)


async def test_every_own_question_needs_a_live_session(person):
    for method in (contract.GET_SECURITY, contract.REVOKE_OTHER_SESSIONS, contract.BEGIN_TOTP):
        for token in ("x" * 43, "' OR 1=1 --" * 3):
            fault = await refusal(person.ask(method, OfSession(token=token)))
            assert isinstance(fault, Unauthenticated)


# ---- step-up -------------------------------------------------------------------------------


async def test_dangerous_acts_need_somebody_who_has_just_shown_who_they_are(person, settings):
    await later(settings)

    for asking in (
        person.ask(contract.REVOKE_OTHER_SESSIONS),
        person.ask(contract.BEGIN_TOTP),
        person.ask(contract.CONFIRM_TOTP, code="123456"),
        person.ask(contract.REMOVE_TOTP),
        person.ask(contract.BEGIN_PASSKEY),
        person.ask(contract.ADD_PASSKEY, passkey="{}"),
        person.ask(contract.REMOVE_PASSKEY, id=uuid4()),
        person.ask(contract.RENEW_RECOVERY_CODES),
        person.ask(contract.CHANGE_PASSWORD, password=NEW),
    ):
        fault = await refusal(asking)
        assert (type(fault), fault.reason) == (Forbidden, "step_up")

    wrong = await refusal(person.ask(contract.CONFIRM_SESSION, password=WRONG))
    nothing = await refusal(person.ask(contract.CONFIRM_SESSION))
    assert (type(wrong), wrong.reason) == (Unauthenticated, "wrong_proof")
    assert (type(nothing), nothing.fields[0].field) == (Invalid, "password")
    assert not (await session(person)).is_confirmed
    await person.ask(contract.CONFIRM_SESSION, password=PASSWORD)
    assert (await session(person)).is_confirmed
    assert (await person.ask(contract.REVOKE_OTHER_SESSIONS)).count == 0


async def test_with_a_second_factor_the_password_alone_confirms_nothing(person, settings):
    await person.enrol()
    await later(settings)

    password = await refusal(person.ask(contract.CONFIRM_SESSION, password=PASSWORD))
    await person.ask(contract.CONFIRM_SESSION, code=person.code())

    assert (type(password), password.fields[0].field) == (Invalid, "code")
    assert (await session(person)).is_confirmed


async def test_a_borrowed_session_is_no_way_to_guess_the_password(person):
    for _ in range(10):
        fault = await refusal(person.ask(contract.CONFIRM_SESSION, password=WRONG))
        assert isinstance(fault, Unauthenticated)

    for asking in (
        person.ask(contract.CONFIRM_SESSION, password=PASSWORD),
        person.ask(contract.CHANGE_PASSWORD, password=NEW, old_password=PASSWORD),
    ):
        assert isinstance(await refusal(asking), Limited)
    assert (await person.sign_in()).token  # tries to sign in are anybody's, and counted apart


# ---- authenticator apps --------------------------------------------------------------------


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


# ---- recovery codes ------------------------------------------------------------------------


async def test_a_recovery_code_opens_one_session_however_it_is_typed(person):
    await person.enrol()
    code = person.codes[0].upper().replace("-", " ")
    half = (await person.sign_in()).second_factor.challenge
    again = (await person.sign_in()).second_factor.challenge

    done = await person.complete(half, recovery_code=code)
    used = await refusal(person.complete(again, recovery_code=code))

    assert done.session.is_confirmed
    assert isinstance(used, Unauthenticated)
    assert (await person.ask(contract.GET_SECURITY)).recovery_codes_left == 9


async def test_new_recovery_codes_take_the_place_of_the_old_ones(platform, person):
    await person.enrol()
    stranger = await somebody(platform)
    await stranger.enrol()

    new = (await person.ask(contract.RENEW_RECOVERY_CODES)).codes

    half = (await person.sign_in()).second_factor.challenge
    for code in (person.codes[0], stranger.codes[0]):
        assert isinstance(await refusal(person.complete(half, recovery_code=code)), Unauthenticated)
    assert (await person.complete(half, recovery_code=new[9])).token


# ---- passwords -----------------------------------------------------------------------------


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


# ---- what is forgotten, what is not said ---------------------------------------------------


async def test_what_was_begun_and_never_ended_is_forgotten(settings, keys):
    async with services(settings, ("accounts",)), open_platform(settings, keys) as platform:
        person = await somebody(platform)
        await person.ask(contract.BEGIN_TOTP)
        await person.ask(contract.BEGIN_PASSKEY)
        tables = ("begun_sign_ins", "ceremonies", "totp")
        await rows(
            settings,
            "INSERT INTO accounts.begun_sign_ins SELECT 'x', id FROM accounts.accounts LIMIT 1",
        )
        for table in tables:
            await rows(
                settings, f"UPDATE accounts.{table} SET begun_at = now() - interval '61 minutes'"
            )
    async with services(settings, ("accounts",)), open_platform(settings, keys) as platform:
        await platform.web.call(contract.BEGIN_PASSKEY_SIGN_IN, contract.BeginPasskeySignIn())
        left = [await rows(settings, f"SELECT count(*) FROM accounts.{table}") for table in tables]
    assert left == [[(0,)], [(1,)], [(0,)]]


async def test_neither_secret_nor_code_nor_token_reaches_the_log(person, caplog):
    with caplog.at_level("DEBUG"):
        await person.enrol()
        half = (await person.sign_in()).second_factor.challenge
        await refusal(person.complete(half, code="000000"))
        await person.complete(half, recovery_code=person.codes[0])
        await person.ask(contract.CHANGE_PASSWORD, password=NEW)

    for secret in (person.secret, half, person.token, person.codes[0], NEW):
        assert secret not in caplog.text
