"""Signing in, staying signed in and signing out, through the real bus and database."""

import asyncio
import logging
import secrets
import statistics
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest

from contracts.accounts import (
    GET_SESSION,
    OPEN_ACCOUNT,
    SIGN_IN,
    SIGN_OUT,
    GetSession,
    Locale,
    OpenAccount,
    SignIn,
    SignOut,
)
from contracts.faults import (
    Conflict,
    Fault,
    Forbidden,
    Invalid,
    Limited,
    Unauthenticated,
    Unavailable,
)
from contracts.profiles import MEMBERSHIP_KEPT, Membership
from contracts.wire import Role
from deploy.town import services
from services.accounts.hashing import open_hashing
from tests.eventually import eventually
from tests.outside import open_teller, rows
from tests.platform import OPERATOR, open_platform, staff_of

PASSWORD = "ねこがまどべでひるねをしていました"
WRONG = "いぬがまどべでひるねをしていました"


@pytest.fixture
async def platform(settings, keys):
    """The accounts service alone: it needs no other one to answer."""
    async with services(settings, ("accounts",)), open_platform(settings, keys) as found:
        yield found


@pytest.fixture
async def teller(settings, keys):
    async with open_teller(settings, keys, "profiles") as found:
        yield found


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


async def test_who_signs_in_has_a_session_and_only_its_hash_is_kept(platform, settings):
    account = await opened(platform, email="aoi@city.example")

    signed_in = await sign_in(platform, "AOI@city.example")
    found = await session(platform, signed_in.token)

    assert found == signed_in.session
    assert (found.account_id, found.person_id) == (account.id, account.person_id)
    assert (found.email, found.locale, found.acting) == ("aoi@city.example", Locale.JA, ())
    assert len(signed_in.token) == 43
    [(kept, hashed)] = await rows(
        settings,
        "SELECT s::text, a.password_hash FROM accounts.sessions s"
        " JOIN accounts.accounts a ON a.id = s.account_id",
    )
    assert signed_in.token not in kept
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_a_password_may_be_typed_on_another_keyboard(platform):
    await opened(platform, email="aoi@city.example", password="がぎぐげご縁側で猫が昼寝をする")
    decomposed = "か\u3099き\u3099く\u3099け\u3099こ\u3099縁側で猫が昼寝をする"

    assert (await sign_in(platform, "aoi@city.example", decomposed)).token


async def test_a_wrong_password_and_an_unknown_address_are_answered_alike(platform):
    known = [await opened(platform) for _ in range(7)]

    async def timed(email):
        began = time.perf_counter()
        fault = await refusal(sign_in(platform, email, WRONG))
        return time.perf_counter() - began, (type(fault), fault.body())

    wrong = [await timed(account.email) for account in known]
    unknown = [await timed(f"{uuid4().hex}@city.example") for _ in known]

    assert len({repr(answer) for _, answer in wrong + unknown}) == 1
    assert wrong[0][1][0] is Unauthenticated
    slow, fast = (statistics.median(spent for spent, _ in found) for found in (wrong, unknown))
    assert 0.5 < slow / fast < 2


async def test_the_eleventh_try_is_refused_even_with_the_right_password(platform, settings):
    account, other = await opened(platform), await opened(platform)

    for _ in range(10):
        assert isinstance(await refusal(sign_in(platform, account.email, WRONG)), Unauthenticated)
    eleventh = await refusal(sign_in(platform, account.email))

    assert isinstance(eleventh, Limited)
    assert 800 < eleventh.retry_after <= 900
    assert (await sign_in(platform, other.email)).token
    await rows(settings, "UPDATE accounts.attempts SET since = since - interval '15 minutes'")
    assert (await sign_in(platform, account.email)).token


async def test_an_unknown_address_is_limited_just_the_same(platform):
    answers = [
        type(await refusal(sign_in(platform, "nobody@city.example", WRONG))) for _ in range(11)
    ]

    assert answers == [Unauthenticated] * 10 + [Limited]


async def test_many_wrong_passwords_at_once_are_no_more_than_ten_tries(platform):
    account = await opened(platform)

    faults = await asyncio.gather(
        *(refusal(sign_in(platform, account.email, WRONG)) for _ in range(40))
    )

    kinds = Counter(type(fault) for fault in faults)
    assert kinds[Unauthenticated] <= 10
    assert kinds[Limited] >= 30
    assert kinds.total() == kinds[Unauthenticated] + kinds[Limited]


async def test_who_got_it_right_starts_again_from_none(platform):
    account = await opened(platform)

    for _ in range(2):
        for _ in range(8):
            await refusal(sign_in(platform, account.email, WRONG))
        assert (await sign_in(platform, account.email)).token


async def test_fifty_at_once_sign_in_or_are_told_to_come_back(platform):
    accounts = [await opened(platform) for _ in range(10)]
    token = (await sign_in(platform, accounts[0].email)).token

    async def waited():
        began = time.perf_counter()
        await session(platform, token)
        return time.perf_counter() - began

    crowd = asyncio.gather(
        *(sign_in(platform, account.email) for account in accounts * 5), return_exceptions=True
    )
    others = [await waited() for _ in range(20)]
    found = Counter(type(one).__name__ for one in await crowd)

    assert found["SignedIn"] >= 2
    assert set(found) <= {"SignedIn", "Limited"}
    assert statistics.median(others) < 0.5


async def test_no_more_than_two_are_hashed_at_once_and_nobody_waits_longer_than_a_second():
    async with open_hashing() as hashing:
        began = time.perf_counter()
        found = await asyncio.gather(
            *(hashing.hash(PASSWORD) for _ in range(200)), return_exceptions=True
        )
        spent = time.perf_counter() - began
        hashed = [one for one in found if isinstance(one, str)]
        assert {type(one) for one in found if not isinstance(one, str)} == {Limited}
        assert len(hashed) >= 2
        assert spent < 3
        assert await hashing.is_right(hashed[0], PASSWORD)
        assert not await hashing.is_right(hashed[0], WRONG)
        assert not await hashing.is_right(None, PASSWORD)


async def test_who_goes_away_while_hashing_takes_no_turn_along():
    async with open_hashing() as hashing:
        for _ in range(3):
            gone = [asyncio.create_task(hashing.hash(PASSWORD)) for _ in range(6)]
            await asyncio.sleep(0)
            for task in gone:
                task.cancel()
            await asyncio.gather(*gone, return_exceptions=True)

        assert len(await asyncio.gather(*(hashing.hash(PASSWORD) for _ in range(4)))) == 4


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
    token = (await sign_in(platform, account.email)).token
    stays = membership(account.person_id, since=datetime.now(UTC) - timedelta(days=3))
    first = membership(account.person_id)
    ended = msgspec.structs.replace(first, revision=2, until=datetime.now(UTC))

    for one in (stays, ended, first, ended, first):
        await teller.tell(MEMBERSHIP_KEPT, one)

    async def all_read():
        return await rows(settings, "SELECT FROM accounts.inbox HAVING count(*) = 5")

    await eventually(all_read)
    await acts(platform, token, stays)


async def test_what_has_expired_is_forgotten_and_the_rest_is_kept(settings, keys):
    account = uuid4()
    await rows(
        settings,
        "INSERT INTO accounts.accounts (id, person_id, email, locale, password_hash)"
        " VALUES ($1, $1, 'a@b.example', 'ja', '')",
        account,
    )
    await rows(
        settings,
        "INSERT INTO accounts.sessions (token_hash, account_id, opened_at, seen_at) VALUES"
        " ('old', $1, now() - interval '31 days', now()),"
        " ('idle', $1, now() - interval '20 days', now() - interval '15 days'),"
        " ('live', $1, now() - interval '20 days', now() - interval '1 day')",
        account,
    )
    await rows(
        settings,
        "INSERT INTO accounts.attempts (address_hash, since) VALUES"
        " ('old', now() - interval '16 minutes'), ('new', now())",
    )

    async def left():
        sessions = await rows(settings, "SELECT token_hash FROM accounts.sessions")
        attempts = await rows(settings, "SELECT address_hash FROM accounts.attempts")
        return (sessions, attempts) == ([(b"live",)], [(b"new",)])

    async with services(settings, ("accounts",)):
        await eventually(left)


async def test_neither_password_nor_token_nor_address_reaches_the_log(platform, caplog):
    with caplog.at_level(logging.DEBUG):
        account = await opened(platform)
        token = (await sign_in(platform, account.email)).token
        await refusal(sign_in(platform, account.email, WRONG))
        await refusal(opened(platform, email=account.email.upper()))
        await session(platform, token)

    for secret in (PASSWORD, WRONG, token, account.email):
        assert secret not in caplog.text


async def test_a_service_that_is_gone_is_unavailable_and_back_again_when_it_is_back(settings, keys):
    async with open_platform(settings, keys) as platform:
        async with services(settings, ("accounts",)):
            account = await opened(platform)
            token = (await sign_in(platform, account.email)).token
        gone = await refusal(session(platform, token))
        async with services(settings, ("accounts",)):
            found = await session(platform, token)

    assert isinstance(gone, Unavailable)
    assert found.account_id == account.id
