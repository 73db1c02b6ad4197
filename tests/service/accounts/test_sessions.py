"""Sessions and the memberships that live in them."""

import asyncio
import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest

from contracts.accounts import (
    SIGN_OUT,
    SignOut,
)
from contracts.faults import (
    Invalid,
    Unauthenticated,
)
from contracts.profiles import MEMBERSHIP_KEPT, Membership
from contracts.wire import Role
from tests.eventually import eventually
from tests.outside import open_teller, rows
from tests.service.accounts.people import opened, refusal, session, sign_in


@pytest.fixture
async def teller(settings, keys):
    async with open_teller(settings, keys, "profiles") as found:
        yield found


def membership(person: UUID, **more):
    since = datetime.now(UTC) - timedelta(days=1)
    given = {"id": uuid4(), "person_id": person, "organization_id": uuid4(), "unit_id": None}
    return Membership(**{**given, "role": Role.COMPANY_MEMBER, "since": since, **more})


async def acts(platform, token, *memberships):
    """The session, once it knows of exactly these memberships, in this order."""
    expected = [(m.role, m.organization_id) for m in memberships]

    async def look():
        found = await session(platform, token)
        assert [(a.role, a.organization_id) for a in found.acting] == expected
        return found

    return await eventually(look)


async def test_each_sign_in_is_a_session_of_its_own_that_ends_when_signed_out(platform):
    account = await opened(platform)
    one, two = [(await sign_in(platform, account.email)).token for _ in range(2)]

    for _ in range(2):  # the second time there is nothing left to end
        await platform.web.call(SIGN_OUT, SignOut(token=one))

    assert one != two
    assert isinstance(await refusal(session(platform, one)), Unauthenticated)
    assert (await session(platform, two)).account_id == account.id


async def test_a_guessed_token_is_nobodys(platform, settings):
    account = await opened(platform)
    token = (await sign_in(platform, account.email)).token
    [(digest,)] = await rows(settings, "SELECT encode(token_hash, 'hex') FROM accounts.sessions")
    guesses = [
        token[:-1] + "~",
        token.swapcase(),
        digest,
        secrets.token_urlsafe(32),
        "' OR 1=1 --" * 3,
    ]

    faults = [await refusal(session(platform, guess)) for guess in guesses]

    assert {(type(fault), fault.message) for fault in faults} == {
        (Unauthenticated, "this session has ended")
    }
    assert isinstance(await refusal(session(platform, "short")), Invalid)
    assert isinstance(await refusal(session(platform, token + "\x00")), Invalid)


@pytest.mark.parametrize(
    ("role", "change", "lives"),
    [
        (Role.COMPANY_MEMBER, "seen_at = now() - interval '13 days 23 hours'", True),
        (Role.COMPANY_MEMBER, "seen_at = now() - interval '14 days 1 minute'", False),
        (Role.COMPANY_MEMBER, "opened_at = now() - interval '29 days 23 hours'", True),
        (Role.COMPANY_MEMBER, "opened_at = now() - interval '30 days 1 minute'", False),
        (Role.STAFF, "seen_at = now() - interval '29 minutes'", True),
        (Role.STAFF, "seen_at = now() - interval '31 minutes'", False),
        (Role.LIAISON, "opened_at = now() - interval '11 hours 59 minutes'", True),
        (Role.LIAISON, "opened_at = now() - interval '12 hours 1 minute'", False),
    ],
)
async def test_a_session_ends_by_the_databases_clock(
    platform, settings, teller, role, change, lives
):
    account = await opened(platform)
    token = (await sign_in(platform, account.email)).token
    work = membership(account.person_id, role=role)
    await teller.tell(MEMBERSHIP_KEPT, work)
    await acts(platform, token, work)

    await rows(settings, f"UPDATE accounts.sessions SET {change}")

    if lives:
        assert (await session(platform, token)).expires_at > datetime.now(UTC)
    else:
        assert isinstance(await refusal(session(platform, token)), Unauthenticated)


async def test_a_session_is_noted_as_used_once_a_minute_at_most(platform, settings):
    account = await opened(platform)
    token = (await sign_in(platform, account.email)).token
    age = "SELECT now() - seen_at < interval '30 seconds' FROM accounts.sessions"
    version = "SELECT xmin::text FROM accounts.sessions"

    fresh = await rows(settings, version)
    await asyncio.gather(*(session(platform, token) for _ in range(5)))
    assert await rows(settings, version) == fresh

    await rows(settings, "UPDATE accounts.sessions SET seen_at = now() - interval '2 minutes'")
    await asyncio.gather(*(session(platform, token) for _ in range(5)))
    assert await rows(settings, age) == [(True,)]


async def test_one_acts_in_the_memberships_that_live_now_oldest_first(platform, teller):
    account = await opened(platform)
    token = (await sign_in(platform, account.email)).token
    now = datetime.now(UTC)
    old = membership(account.person_id, since=now - timedelta(days=9), role=Role.COMPANY_ADMIN)
    young = membership(account.person_id, since=now - timedelta(days=2), until=now + timedelta(1))
    past = membership(account.person_id, since=now - timedelta(days=5), until=now - timedelta(1))
    coming = membership(account.person_id, since=now + timedelta(days=1))
    anothers = membership(uuid4())

    for one in (young, past, coming, anothers, old):
        await teller.tell(MEMBERSHIP_KEPT, one)

    await acts(platform, token, old, young)


async def test_a_membership_told_late_or_again_brings_nobody_back(platform, teller, settings):
    account = await opened(platform)
    stays = membership(account.person_id, since=datetime.now(UTC) - timedelta(days=3))
    first = membership(account.person_id)
    ended = msgspec.structs.replace(first, revision=2, until=datetime.now(UTC))

    for one in (stays, ended, first, ended, first):
        await teller.tell(MEMBERSHIP_KEPT, one)

    async def all_read():
        return await rows(settings, "SELECT FROM accounts.inbox HAVING count(*) = 5")

    await eventually(all_read)
    token = (await sign_in(platform, account.email)).token  # an end may have ended an earlier one
    await acts(platform, token, stays)
