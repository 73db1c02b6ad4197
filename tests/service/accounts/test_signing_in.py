"""Signing in: what is kept, what is limited, what is answered alike."""

import asyncio
import statistics
import time
from collections import Counter
from uuid import uuid4

from contracts.accounts import (
    Locale,
)
from contracts.faults import (
    Limited,
    Unauthenticated,
)
from services.accounts.hashing import open_hashing
from tests.outside import rows
from tests.service.accounts.people import PASSWORD, WRONG, opened, refusal, session, sign_in


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

    wrong, unknown = [], []
    for account in known:  # in turns: what else the machine does slows both
        wrong.append(await timed(account.email))
        unknown.append(await timed(f"{uuid4().hex}@city.example"))

    assert len({repr(answer) for _, answer in wrong + unknown}) == 1
    assert wrong[0][1][0] is Unauthenticated
    slow, fast = (min(spent for spent, _ in found) for found in (wrong, unknown))
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
    assert statistics.median(others) < 5  # 10 ms where nothing else runs


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
        assert spent < 30  # one second and a hash, where nothing else runs
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
