"""Whose password was changed is told by letter, once, in their language."""

from uuid import uuid4

import msgspec
import pytest

from contracts.accounts import (
    CHANGE_PASSWORD,
    OPEN_ACCOUNT,
    PASSWORD_CHANGED,
    SIGN_IN,
    ChangePassword,
    Locale,
    OpenAccount,
    PasswordChanged,
    SignIn,
)
from deploy.town import services
from tests.eventually import eventually
from tests.members import letters
from tests.outside import open_teller, rows
from tests.platform import OPERATOR, open_platform

OLD = "ねこがまどべでひるねをしていました"
NEW = "うまがはらっぱでくさをたべていました"


@pytest.fixture
async def platform(settings, keys):
    names = ("accounts", "notify")
    async with services(settings, names), open_platform(settings, keys) as found:
        yield found


@pytest.mark.parametrize(
    ("locale", "says"), [(Locale.JA, "パスワードが変わりました"), (Locale.EN, "was changed on")]
)
async def test_a_new_password_is_told_by_one_letter(platform, settings, keys, locale, says):
    email = "kaeru@city.example"
    new = OpenAccount(id=uuid4(), person_id=uuid4(), email=email, password=OLD, locale=locale)
    await platform.operator.call(OPEN_ACCOUNT, new, OPERATOR)
    token = (await platform.web.call(SIGN_IN, SignIn(email=email, password=OLD))).token

    asked = ChangePassword(token=token, password=NEW, old_password=OLD)
    await platform.web.call(CHANGE_PASSWORD, asked)

    [letter] = await eventually(lambda: letters(settings, email))
    assert says in letter
    assert f"{settings.site}/security" in letter
    assert NEW not in letter
    [(event_id, changed)] = await rows(
        settings,
        "SELECT id, payload::text FROM accounts.outbox WHERE subject = $1",
        PASSWORD_CHANGED.subject,
    )
    assert NEW not in changed
    async with open_teller(settings, keys, "accounts") as teller:  # told again, no second letter
        await teller.tell(
            PASSWORD_CHANGED, msgspec.json.decode(changed, type=PasswordChanged), event_id
        )
    assert len(letters(settings, email)) == 1
