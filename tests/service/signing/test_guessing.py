"""S01, S02: who guesses gets nowhere, and locks nobody out."""

from uuid import uuid4

import pytest

from contracts.accounts import OPEN_ACCOUNT, SIGN_IN, OpenAccount, SignIn
from contracts.faults import Fault, Limited, Unauthenticated
from contracts.recording import Origin
from deploy.town import services
from services.accounts import rules
from services.accounts.hashing import HASHER, open_hashing
from tests.outside import rows
from tests.platform import OPERATOR, open_platform

PASSWORD = "ねこがまどべでひるねをしていました"
WRONG = "いぬがまどべでひるねをしていました"
HERE = "192.0.2.7"


@pytest.fixture
async def platform(settings, keys):
    async with services(settings, ("accounts",)), open_platform(settings, keys) as found:
        yield found


async def opened(platform):
    email = f"{uuid4().hex}@city.example"
    new = OpenAccount(id=uuid4(), person_id=uuid4(), email=email, password=PASSWORD)
    return await platform.operator.call(OPEN_ACCOUNT, new, OPERATOR)


async def sign_in(platform, email, password=PASSWORD, address=HERE, browser=""):
    asked = SignIn(email=email, password=password, browser=browser)
    return await platform.web.call(SIGN_IN, asked, None, Origin(address=address))


async def kind(asking):
    try:
        await asking
    except Fault as fault:
        return type(fault)
    return None


async def test_s01_strangers_who_guess_do_not_lock_a_person_out_of_their_own_browser(platform):
    account = await opened(platform)
    browser = (await sign_in(platform, account.email)).browser

    guesses = [
        await kind(sign_in(platform, account.email, WRONG, f"10.{n}.0.1")) for n in range(100)
    ]

    assert guesses == [Unauthenticated] * 10 + [Limited] * 90
    assert await kind(sign_in(platform, account.email)) is Limited  # a browser never seen
    again = await sign_in(platform, account.email, browser=browser)
    assert again.browser == browser


async def test_s01_a_known_browser_has_ten_tries_too_and_only_for_its_own_account(platform):
    mine, other = await opened(platform), await opened(platform)
    browser = (await sign_in(platform, mine.email)).browser
    guessing = [
        await kind(sign_in(platform, mine.email, WRONG, browser=browser)) for _ in range(11)
    ]
    assert guessing == [Unauthenticated] * 10 + [Limited]
    assert await kind(sign_in(platform, mine.email)) is None  # the strangers' tries are whole

    for _ in range(10):
        await kind(sign_in(platform, other.email, WRONG))
    assert await kind(sign_in(platform, other.email, browser=browser)) is Limited
    assert await kind(sign_in(platform, other.email, browser="x" * 43)) is Limited


async def test_s01_one_password_tried_with_many_addresses_is_seen_and_stopped(platform, settings):
    weak, strong = await opened(platform), await opened(platform)
    browser = (await sign_in(platform, weak.email)).browser

    async def spray(n):
        return await kind(sign_in(platform, f"{n}@city.example", PASSWORD, f"10.{n}.0.1"))

    found = [await spray(n) for n in range(rules.SPRAY_TRIES + 5)]

    assert found == [Unauthenticated] * rules.SPRAY_TRIES + [Limited] * 5
    assert await kind(sign_in(platform, weak.email, address="10.200.0.1")) is Limited
    assert await kind(sign_in(platform, weak.email, browser=browser)) is None
    assert await kind(sign_in(platform, strong.email, WRONG)) is Unauthenticated
    told = await rows(settings, "SELECT payload->>'reason' FROM accounts.outbox")
    assert told.count(("one password is tried with many addresses",)) == 1


async def test_s01_one_network_guesses_a_hundred_times_with_whatever_addresses(platform, settings):
    account = await opened(platform)
    browser = (await sign_in(platform, account.email)).browser
    tries = [
        kind(sign_in(platform, f"{n}@city.example", f"{WRONG}{n}", f"2001:db8:5:{n:x}::1"))
        for n in range(rules.NETWORK_TRIES)
    ]
    assert {await one for one in tries} == {Unauthenticated}

    assert await kind(sign_in(platform, account.email, address="2001:db8:5:ffff::2")) is Limited
    assert await kind(sign_in(platform, account.email, address="2001:db8:6::1")) is None
    known = sign_in(platform, account.email, address="2001:db8:5::9", browser=browser)
    assert await kind(known) is None
    told = await rows(settings, "SELECT payload->>'reason' FROM accounts.outbox")
    assert told.count(("too many wrong passwords from one network",)) == 1


async def test_s01_no_password_can_be_found_from_what_is_kept_of_tries(platform, settings):
    account = await opened(platform)
    await kind(sign_in(platform, account.email, WRONG))
    kept = await rows(settings, "SELECT address_hash FROM accounts.attempts")
    assert rules.digest(WRONG) not in {mark for (mark,) in kept}
    assert all(len(mark) == 32 for (mark,) in kept)


async def test_s02_an_unknown_address_costs_the_same_hashing(platform):
    """The stand-in that a wrong password is compared with is as dear as what is kept."""
    async with open_hashing() as hashing:
        assert not HASHER.check_needs_rehash(hashing._dummy)
        assert not await hashing.is_right(None, PASSWORD)
    known, body = await opened(platform), set()
    for email in (known.email, f"{uuid4().hex}@city.example"):
        with pytest.raises(Unauthenticated) as refused:
            await sign_in(platform, email, WRONG)
        body.add(repr(refused.value.body()))
    assert len(body) == 1


async def test_an_account_knows_its_last_twenty_browsers(platform, settings):
    account = await opened(platform)
    for _ in range(rules.MOST_BROWSERS + 2):
        await sign_in(platform, account.email)
    assert await rows(settings, "SELECT count(*) FROM accounts.known_browsers") == [
        (rules.MOST_BROWSERS,)
    ]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("::ffff:192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:5:6::1", "2001:db8:5::/48"),
        ("", ""),
        ("here", ""),
    ],
)
def test_guesses_are_counted_by_network(address, expected):
    assert rules.network_of(address) == expected
