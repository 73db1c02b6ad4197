"""Who signed in, who tried to, and what was done to an account: as the record tells it."""

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import msgspec
import pytest

from contracts.accounts import (
    CHANGE_PASSWORD,
    CONFIRM_SESSION,
    OPEN_ACCOUNT,
    REVOKE_OTHER_SESSIONS,
    SIGN_IN,
    SIGN_OUT,
    ChangePassword,
    ConfirmSession,
    OpenAccount,
    SignIn,
    SignOut,
)
from contracts.factors import OfSession
from contracts.faults import Fault, Forbidden
from contracts.profiles import MEMBERSHIP_KEPT, Membership
from contracts.recording import PLATFORM, Entry, Origin, Result
from contracts.wire import Role
from deploy.town import services
from tests.eventually import eventually
from tests.outside import open_teller, rows
from tests.platform import OPERATOR, open_platform

PASSWORD = "ねこがまどべでひるねをしていました"
WRONG = "いぬがまどべでひるねをしていました"
NEW = "とりがやねのうえでうたっていました"
FROM = Origin(address="192.0.2.7", user_agent="a browser")
TOLD = """
SELECT payload::text FROM accounts.outbox WHERE subject = 'event.accounts.v1.record.written'
ORDER BY seq
"""


@pytest.fixture
async def platform(settings, keys):
    """The accounts service alone; what it told stands in its outbox."""
    async with services(settings, ("accounts",)), open_platform(settings, keys) as found:
        yield found


@pytest.fixture
async def clerk(platform, settings, keys):
    """An account, and the organization that its person works for."""
    request = OpenAccount(
        id=uuid4(), person_id=uuid4(), email=f"{uuid4().hex}@city.example", password=PASSWORD
    )
    opened = await platform.operator.call(OPEN_ACCOUNT, request, OPERATOR)
    town, since = uuid4(), datetime.now(UTC) - timedelta(days=1)
    works = {"person_id": opened.person_id, "organization_id": town, "unit_id": None}
    async with open_teller(settings, keys, "profiles") as teller:
        one = Membership(id=uuid4(), role=Role.STAFF, since=since, **works)
        await teller.tell(MEMBERSHIP_KEPT, one)

        async def arrived():
            return await rows(settings, "SELECT id FROM accounts.memberships")

        await eventually(arrived)
    return opened, town


async def told(settings):
    """Every entry but that of the opening, in order."""
    found = [msgspec.json.decode(text, type=Entry) for (text,) in await rows(settings, TOLD)]
    assert found[0].operation == OPEN_ACCOUNT.subject
    assert PASSWORD not in repr(found)
    assert WRONG not in repr(found)
    return found[1:]


async def sign_in(platform, email, password=PASSWORD):
    request = SignIn(email=email, password=password)
    return await platform.web.call(SIGN_IN, request, None, FROM)


async def test_signing_in_and_out_is_recorded_with_who_and_from_where(platform, settings, clerk):
    account, town = clerk

    found = await sign_in(platform, account.email)
    for _ in range(2):  # the second time there is nothing to end
        await platform.web.call(SIGN_OUT, SignOut(token=found.token), None, FROM)

    entries = await told(settings)
    assert [one.operation for one in entries] == [SIGN_IN.subject, SIGN_OUT.subject]
    for one in entries:
        assert (one.tenant, one.account, one.person) == (town, account.id, account.person_id)
        assert (one.role, one.result) == (Role.STAFF, Result.DONE)
        assert (one.address, one.user_agent) == ("192.0.2.7", "a browser")
        assert (one.object_kind, one.object_id) == ("account", str(account.id))
        assert found.token not in repr(one)


async def test_a_wrong_password_is_recorded_with_the_account_it_was_tried_on(
    platform, settings, clerk
):
    account, town = clerk
    with pytest.raises(Fault):
        await sign_in(platform, account.email, WRONG)

    [one] = await told(settings)
    assert (one.result, one.tenant, one.object_id) == (Result.DENIED, town, str(account.id))
    assert (one.account, one.person, one.address) == (None, None, "192.0.2.7")


async def test_of_an_unknown_address_only_the_hash_is_recorded(platform, settings, clerk):
    with pytest.raises(Fault):
        await sign_in(platform, "Nobody@City.example", WRONG)

    [one] = await told(settings)
    mark = hashlib.sha256(b"nobody@city.example").hexdigest()
    assert (one.object_kind, one.object_id) == ("address", f"sha256:{mark}")
    assert (one.result, one.tenant) == (Result.DENIED, PLATFORM)
    assert "nobody" not in repr(one).lower()


async def test_too_many_tries_are_recorded_once(platform, settings, clerk):
    account, _ = clerk
    for _ in range(15):
        with pytest.raises(Fault):
            await sign_in(platform, account.email, WRONG)

    results = [one.result for one in await told(settings)]
    assert results == [Result.DENIED] * 10 + [Result.REFUSED]


async def test_what_somebody_does_to_their_account_is_recorded(platform, settings, clerk):
    account, town = clerk
    await sign_in(platform, account.email)
    token = (await sign_in(platform, account.email)).token

    async def ask(method, request):
        return await platform.web.call(method, request, None, FROM)

    with pytest.raises(Fault):
        await ask(CONFIRM_SESSION, ConfirmSession(token=token, password=WRONG))
    await ask(CONFIRM_SESSION, ConfirmSession(token=token, password=PASSWORD))
    for _ in range(2):  # the second time there is none to end
        await ask(REVOKE_OTHER_SESSIONS, OfSession(token=token))
    change = ChangePassword(token=token, password=NEW, old_password=WRONG)
    with pytest.raises(Fault):
        await ask(CHANGE_PASSWORD, change)
    await ask(CHANGE_PASSWORD, ChangePassword(token=token, password=NEW))

    entries = (await told(settings))[2:]
    assert [(one.operation.split(".", 3)[3], one.result.value) for one in entries] == [
        ("session.confirm", "denied"),
        ("session.confirm", "done"),
        ("session.revoke_others", "done"),
        ("password.change", "denied"),
        ("password.change", "done"),
    ]
    assert {one.tenant for one in entries} == {town}
    assert entries[2].reason == "1 sessions"
    assert entries[4].fields == ("password",)
    assert NEW not in repr(entries)


async def test_being_asked_to_confirm_first_is_no_denial(platform, settings, clerk):
    account, _ = clerk
    token = (await sign_in(platform, account.email)).token
    await rows(settings, "UPDATE accounts.sessions SET confirmed_at = now() - interval '1 hour'")

    with pytest.raises(Forbidden):
        await platform.web.call(REVOKE_OTHER_SESSIONS, OfSession(token=token), OPERATOR_LIKE, FROM)

    assert [one.operation for one in await told(settings)] == [SIGN_IN.subject]


OPERATOR_LIKE = msgspec.structs.replace(OPERATOR, role=Role.STAFF)
