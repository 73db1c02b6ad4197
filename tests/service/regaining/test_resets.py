"""A new password by the link of a letter: cases S02, S10 and S11 of the reliability reference."""

import asyncio
import statistics
import time

import pytest

from contracts import accounts as contract
from contracts.accounts import SignIn
from contracts.faults import Conflict, Invalid, NotFound, Unauthenticated
from contracts.regaining import (
    ASK_PASSWORD_RESET,
    LOOK_UP_RESET,
    RESET_PASSWORD,
    AskPasswordReset,
    LookUpReset,
    ResetPassword,
)
from tests.members import letters
from tests.outside import rows
from tests.service.factors.people import NEW, PASSWORD, refusal, session, somebody
from tests.service.regaining.letters import letter, link

ABOUT = "新しいパスワードを決める手続き"


async def ask(platform, email):
    return await platform.web.call(ASK_PASSWORD_RESET, AskPasswordReset(email=email))


async def asked(platform, settings, person):
    await ask(platform, person.email)
    return await link(settings, person.email, ABOUT)


def setting(token, password=NEW):
    return ResetPassword(token=token, password=password)


async def test_s10_a_new_password_is_set_by_the_link_once_and_ends_every_session(
    platform, person, settings
):
    other = person.token
    await person.sign_in()
    token = await asked(platform, settings, person)

    await platform.web.call(RESET_PASSWORD, setting(token))

    for ended in (other, person.token):
        assert isinstance(await refusal(session(person, ended)), Unauthenticated)
    assert isinstance(await refusal(person.sign_in(PASSWORD)), Unauthenticated)
    assert (await person.sign_in(NEW)).session is not None
    again = await refusal(platform.web.call(RESET_PASSWORD, setting(token, PASSWORD)))
    assert (type(again), again.reason) == (Conflict, "used")
    await letter(settings, person.email, "ほかの端末でのサインインは、すべて終わらせました")


async def test_s10_looking_at_a_link_a_hundred_times_uses_nothing_up(platform, person, settings):
    token = await asked(platform, settings, person)
    for _ in range(100):
        await platform.web.call(LOOK_UP_RESET, LookUpReset(token=token))

    await platform.web.call(RESET_PASSWORD, setting(token))


async def test_s10_a_link_that_is_old_unknown_or_overtaken_sets_nothing(platform, person, settings):
    old = await asked(platform, settings, person)
    await rows(settings, "UPDATE accounts.resets SET expires_at = now()")
    expired = await refusal(platform.web.call(RESET_PASSWORD, setting(old)))
    unknown = await refusal(platform.web.call(RESET_PASSWORD, setting("x" * 43)))
    await rows(settings, "UPDATE accounts.resets SET expires_at = now() + interval '1 hour'")
    changed = contract.ChangePassword(token=person.token, password=NEW)
    person.token = (await person.ask(contract.CHANGE_PASSWORD, changed)).token
    void = await refusal(platform.web.call(RESET_PASSWORD, setting(old, PASSWORD)))

    assert [(type(one), one.reason) for one in (expired, unknown, void)] == [
        (Conflict, "expired"),
        (NotFound, ""),
        (Conflict, "revoked"),
    ]
    assert (await person.sign_in(NEW)).session is not None


async def test_s10_a_link_sets_the_password_of_its_own_account_alone(platform, person, settings):
    other = await somebody(platform)
    token = await asked(platform, settings, person)

    await platform.web.call(RESET_PASSWORD, setting(token))

    assert (await other.sign_in(PASSWORD)).session is not None


async def test_s10_fifty_who_use_one_link_at_once_set_one_password(platform, person, settings):
    token = await asked(platform, settings, person)
    answers = await asyncio.gather(
        *(
            platform.web.call(RESET_PASSWORD, setting(token, f"{NEW}{number}"))
            for number in range(20)
        ),
        return_exceptions=True,
    )

    assert sum(not isinstance(one, Exception) for one in answers) == 1


@pytest.mark.parametrize(
    ("password", "problem"),
    [("short", "too_short"), ("x" * 129, "too_long"), ("enishi2026enishi2026", "too_common")],
)
async def test_s03_a_password_that_cannot_stand_uses_nothing_up(
    platform, person, settings, password, problem
):
    token = await asked(platform, settings, person)
    wrong = await refusal(platform.web.call(RESET_PASSWORD, setting(token, password)))

    assert isinstance(wrong, Invalid)
    assert [(one.field, one.problem) for one in wrong.fields] == [("password", problem)]
    await platform.web.call(RESET_PASSWORD, setting(token))


async def test_s10_the_token_is_kept_nowhere(platform, person, settings):
    token = await asked(platform, settings, person)

    tables = ("accounts.resets", "accounts.letter_links", "accounts.outbox", "notify.outbox")
    for table in (*tables, "notify.mailings"):
        found = f"SELECT count(*) FROM {table} t WHERE t::text LIKE $1"
        assert await rows(settings, found, f"%{token}%") == [(0,)]


async def test_s11_a_reset_does_not_get_past_the_second_factor(platform, person, settings):
    await person.enrol()
    token = await asked(platform, settings, person)
    seen = await platform.web.call(LOOK_UP_RESET, LookUpReset(token=token))
    await platform.web.call(RESET_PASSWORD, setting(token))

    found = await person.sign_in(NEW)

    assert seen.has_second_factor
    assert (found.token, found.session) == ("", None)
    assert found.second_factor is not None
    assert (await person.complete(found.second_factor.challenge, code=person.code())).session


async def test_s11_each_step_is_in_the_record(platform, person, settings):
    token = await asked(platform, settings, person)
    await platform.web.call(RESET_PASSWORD, setting(token))
    await ask(platform, "nobody@city.example")

    told = (
        "SELECT payload->>'operation', payload->>'object_kind' FROM accounts.outbox"
        " WHERE payload->>'operation' LIKE 'rpc.accounts.v1.reset.%' ORDER BY seq"
    )
    assert await rows(settings, told) == [
        ("rpc.accounts.v1.reset.ask", "account"),
        ("rpc.accounts.v1.reset.use", "account"),
        ("rpc.accounts.v1.reset.ask", "address"),
    ]
    leaked = "SELECT count(*) FROM accounts.outbox WHERE payload::text LIKE '%nobody@%'"
    assert await rows(settings, leaked) == [(0,)]


async def test_s02_known_and_unknown_addresses_are_answered_alike_and_as_fast(platform, person):
    """As fast is compared by what is done, and coarsely by the clock: medians of 30 each."""
    took = {True: [], False: []}
    for number in range(30):
        for known in (True, False):
            email = person.email if known and number < 3 else f"{number}{known}@city.example"
            began = time.perf_counter()
            answer = await ask(platform, email)
            took[known].append(time.perf_counter() - began)
            assert answer == contract.Nothing()

    medians = [statistics.median(each) for each in took.values()]
    assert max(medians) < 3 * min(medians)


async def test_s02_more_than_three_letters_are_answered_and_not_sent(platform, person, settings):
    for _ in range(6):
        await ask(platform, person.email)
    other = await somebody(platform)
    await ask(platform, other.email)
    await letter(settings, other.email, ABOUT)

    assert len([text for text in letters(settings, person.email) if ABOUT in text]) <= 3
    assert await rows(settings, "SELECT count(*) FROM accounts.resets") == [(4,)]


async def test_the_letter_is_in_the_language_of_its_owner(platform, person, settings):
    await rows(settings, "UPDATE accounts.accounts SET locale = 'en'")
    await ask(platform, person.email)

    text = await letter(settings, person.email, "Somebody asked to set a new password")

    assert f"{settings.site}/reset/link/" in text  # the site's own address, whatever was asked


async def test_who_resets_is_free_of_the_guesses_of_strangers(platform, person, settings):
    for _ in range(12):
        asking = SignIn(email=person.email, password="x" * 20)
        await refusal(platform.web.call(contract.SIGN_IN, asking))
    token = await asked(platform, settings, person)
    await platform.web.call(RESET_PASSWORD, setting(token))

    assert (await person.sign_in(NEW)).session is not None
