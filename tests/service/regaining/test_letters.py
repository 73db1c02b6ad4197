"""A letter for each change in what opens an account, and for each new browser (S08, S11)."""

import pytest

from contracts import accounts as contract
from contracts.accounts import SignIn
from contracts.factors import OfSession
from contracts.recording import Origin
from contracts.regaining import REVOKE_ALL_SESSIONS
from tests.authenticator import Authenticator
from tests.members import letters
from tests.outside import rows
from tests.service.factors.people import (
    FIREFOX,
    PASSWORD,
    refusal,
    session,
)
from tests.service.regaining.letters import letter

SITE = ("http://localhost:8080", "localhost")


async def test_each_change_of_a_factor_is_one_letter_with_the_device(platform, person, settings):
    await person.enrol()
    device = Authenticator(*SITE)
    options = (await person.ask(contract.BEGIN_PASSKEY)).options
    done = await person.ask(contract.ADD_PASSKEY, passkey=device.create(options), name="机の鍵")
    person.token = done.token
    await person.ask(contract.RENEW_RECOVERY_CODES)
    [kept] = (await person.ask(contract.GET_SECURITY)).passkeys
    await person.ask(contract.REMOVE_PASSKEY, id=kept.id)
    await person.ask(contract.REMOVE_TOTP)

    for about in (
        "認証アプリが登録されました",
        "パスキーが登録されました",
        "回復コードが作り直されました",
        "パスキーが削除されました",
        "認証アプリが外されました",
    ):
        text = await letter(settings, person.email, about)
        assert "/security\n" in text
        assert person.token not in text
    assert len(letters(settings, person.email)) == 5


async def test_a_recovery_code_that_is_used_is_told(platform, person, settings):
    await person.enrol()
    begun = await person.sign_in()
    await person.complete(begun.second_factor.challenge, recovery_code=person.codes[0])

    await letter(settings, person.email, "回復コードがひとつ使われました")


@pytest.mark.parametrize(
    ("locale", "about"),
    [("ja", "新しい端末でサインインがありました"), ("en", "Somebody signed in on a new device")],
)
async def test_a_sign_in_on_a_new_device_is_told_in_the_language_of_its_owner(
    platform, person, settings, locale, about
):
    await rows(settings, "UPDATE accounts.accounts SET locale = $1", locale)
    asked = SignIn(email=person.email, password=PASSWORD)
    first = await platform.web.call(contract.SIGN_IN, asked, origin=FIREFOX)

    assert "Firefox, Windows" in await letter(settings, person.email, about)
    again = SignIn(email=person.email, password=PASSWORD, browser=first.browser)
    phone = Origin(user_agent="Mozilla/5.0 (iPhone) Safari/605.1")
    await platform.web.call(contract.SIGN_IN, again, origin=phone)  # the same browser: no news
    told = "SELECT count(*) FROM accounts.outbox WHERE payload->>'change' = 'new_device'"
    assert await rows(settings, told) == [(1,)]


async def test_s06_who_signs_out_everywhere_is_out_here_as_well(platform, person, settings):
    phone = (await person.sign_in()).token
    desk = (await person.sign_in()).token

    found = await platform.web.call(REVOKE_ALL_SESSIONS, OfSession(token=desk))

    assert found.count == 3
    for token in (phone, desk):
        assert (await refusal(session(person, token))).code == "unauthenticated"
