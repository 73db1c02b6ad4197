"""Passkeys: what an authenticator signs is taken once, from this site, and from its owner (S08)."""

import asyncio
import json
from collections import Counter

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from contracts import accounts as contract
from contracts.accounts import BEGIN_PASSKEY_SIGN_IN, PasskeySignIn
from contracts.factors import BeginPasskeySignIn, SecondFactorMethod
from contracts.faults import Fault, Invalid, Limited, Unauthenticated
from deploy.town import services
from services.accounts.ceremonies import Party, party_of
from tests.authenticator import UP, Authenticator, text
from tests.outside import rows
from tests.platform import open_platform
from tests.service.factors.people import later, refusal, session, somebody

SITE = ("http://localhost:8080", "localhost")


@pytest.fixture
async def platform(settings, keys):
    """The accounts service alone: it needs no other one to answer."""
    async with services(settings, ("accounts",)), open_platform(settings, keys) as found:
        yield found


@pytest.fixture
async def person(platform):
    return await somebody(platform)


async def asked_of_anybody(platform):
    return (await platform.web.call(BEGIN_PASSKEY_SIGN_IN, BeginPasskeySignIn())).options


async def passkey_of(person, **more):
    """A new passkey of theirs, on a device of its own."""
    device = Authenticator(*SITE, **more)
    options = (await person.ask(contract.BEGIN_PASSKEY)).options
    done = await person.ask(contract.ADD_PASSKEY, passkey=device.create(options), name="机の鍵")
    person.token, person.codes = done.token, done.recovery_codes
    return device


async def sign_in(platform, passkey):
    return await platform.web.call(contract.PASSKEY_SIGN_IN, PasskeySignIn(passkey=passkey))


def is_wrong(fault):
    return (type(fault), fault.reason, fault.message) == (
        Unauthenticated,
        "wrong_proof",
        "this passkey cannot be taken",
    )


async def test_a_passkey_opens_a_session_without_name_or_password(platform, person, settings):
    before = person.token
    device = await passkey_of(person)

    done = await sign_in(platform, device.get(await asked_of_anybody(platform)))

    assert done.session.email == person.email
    assert done.session.is_confirmed
    assert len(person.codes) == 10
    assert isinstance(await refusal(session(person, before)), Unauthenticated)  # a new id
    [kept] = (await person.ask(contract.GET_SECURITY)).passkeys
    assert (kept.name, bool(kept.used_at)) == ("机の鍵", True)
    assert await rows(settings, "SELECT count(*) FROM accounts.ceremonies") == [(0,)]


async def test_what_is_asked_for_is_a_key_on_the_device_and_a_finger_or_number(platform, person):
    await passkey_of(person)
    new = json.loads((await person.ask(contract.BEGIN_PASSKEY)).options)
    known = json.loads(await asked_of_anybody(platform))

    assert new["rp"]["id"] == known["rpId"] == "localhost"
    assert new["authenticatorSelection"]["residentKey"] == "required"
    assert new["authenticatorSelection"]["userVerification"] == "required"
    assert known["userVerification"] == "required"
    assert len(new["excludeCredentials"]) == 1
    assert known.get("allowCredentials", []) == []
    assert new["timeout"] == 300_000


@pytest.mark.parametrize(
    "forged",
    [
        {"origin": "http://127.0.0.1:8080"},
        {"origin": "http://localhost:8081"},
        {"origin": "https://localhost:8080"},
        {"origin": "http://localhost:8080.evil.example"},
        {"rp_id": "evil.example"},
        {"flags": UP},
        {"flags": 0},
        {"type": "webauthn.create"},
        {"challenge": text(b"x" * 32)},
        {"challenge": ""},
        {"user": b"x" * 16},
        {"key": ec.generate_private_key(ec.SECP256R1())},
    ],
    ids=lambda forged: next(iter(forged)),
)
async def test_a_forged_signature_opens_nothing(platform, person, forged):
    device = await passkey_of(person)
    options = await asked_of_anybody(platform)

    assert is_wrong(await refusal(sign_in(platform, device.get(options, **forged))))
    if "challenge" not in forged:  # the challenge is gone with the first try
        assert is_wrong(await refusal(sign_in(platform, device.get(options))))


async def test_an_answer_is_taken_once_however_often_it_is_sent(platform, person):
    device = await passkey_of(person)
    answer = device.get(await asked_of_anybody(platform))

    found = await asyncio.gather(
        *(sign_in(platform, answer) for _ in range(5)), return_exceptions=True
    )

    assert Counter(type(one).__name__ for one in found) == {"SignedIn": 1, "Unauthenticated": 4}


async def test_an_answer_after_five_minutes_is_too_late(platform, person, settings):
    device = await passkey_of(person)
    answer = device.get(await asked_of_anybody(platform))
    aged = "UPDATE accounts.ceremonies SET begun_at = now() - interval '5 minutes 1 second'"
    await rows(settings, aged)

    assert is_wrong(await refusal(sign_in(platform, answer)))


async def test_a_copied_authenticator_is_found_by_its_count(platform, person):
    device = await passkey_of(person)
    for count in (7, 8):
        await sign_in(platform, device.get(await asked_of_anybody(platform), count=count))

    for count in (8, 3, 0):
        answer = device.get(await asked_of_anybody(platform), count=count)
        assert is_wrong(await refusal(sign_in(platform, answer)))


async def test_an_authenticator_that_never_counts_is_taken_all_the_same(platform, person):
    device = await passkey_of(person)

    for _ in range(2):
        assert await sign_in(platform, device.get(await asked_of_anybody(platform), count=0))


async def test_a_passkey_of_another_completes_and_confirms_nothing(platform, person):
    await passkey_of(person)
    stranger = await somebody(platform)
    theirs = await passkey_of(stranger)
    half = (await person.sign_in()).second_factor

    answers = [theirs.get(await asked_of_anybody(platform)) for _ in range(2)]
    completed = await refusal(person.complete(half.challenge, passkey=answers[0]))
    confirmed = await refusal(person.ask(contract.CONFIRM_SESSION, passkey=answers[1]))

    assert half.methods == (SecondFactorMethod.PASSKEY, SecondFactorMethod.RECOVERY_CODE)
    assert is_wrong(completed)
    assert is_wrong(confirmed)


async def test_a_passkey_completes_a_sign_in_and_confirms_a_session(platform, person, settings):
    device = await passkey_of(person)
    half = (await person.sign_in()).second_factor.challenge

    done = await person.complete(half, passkey=device.get(await asked_of_anybody(platform)))
    await later(settings)
    answer = device.get(await asked_of_anybody(platform))
    await person.ask(contract.CONFIRM_SESSION, passkey=answer)

    assert done.token
    assert (await session(person)).is_confirmed
    assert not (await session(person, done.token)).is_confirmed


async def test_who_is_locked_out_of_codes_gets_in_by_passkey(platform, person):
    device = await passkey_of(person)
    half = (await person.sign_in()).second_factor.challenge
    for _ in range(11):
        fault = await refusal(person.complete(half, code="000000"))
    assert isinstance(fault, Limited)

    assert await person.complete(half, passkey=device.get(await asked_of_anybody(platform)))


@pytest.mark.parametrize(
    "forged",
    [
        {"origin": "https://evil.example"},
        {"rp_id": "evil.example"},
        {"flags": UP},
        {"type": "webauthn.get"},
        {"challenge": text(b"x" * 32)},
        {"attestation": b"garbage"},
        {"attestation": b"\xa3" + b"\xff" * 50},
        {"attestation": b"\x00" * 9_000},
    ],
    ids=lambda forged: str(forged)[:40],
)
async def test_a_forged_new_passkey_is_not_taken(person, forged):
    options = (await person.ask(contract.BEGIN_PASSKEY)).options
    device = Authenticator(*SITE)

    forged_one = device.create(options, **forged)

    assert is_wrong(await refusal(person.ask(contract.ADD_PASSKEY, passkey=forged_one)))
    assert not (await session(person)).has_second_factor


@pytest.mark.parametrize(
    "garbage",
    [
        "x",
        "{}",
        "[]",
        "null",
        '{"rawId": 1, "response": {"clientDataJSON": 2}}',
        '{"rawId": "~", "response": {"clientDataJSON": "~"}}',
        '{"rawId": "eA", "response": {"clientDataJSON": "e30"}}',
        '{"rawId": "eA", "response": {"clientDataJSON": "eyJjaGFsbGVuZ2UiOiAxfQ"}}',
        "[" * 10_000,
        '{"a":' * 1_500,
    ],
    ids=lambda garbage: garbage[:30],
)
async def test_garbage_opens_nothing_and_adds_nothing(platform, person, garbage):
    signed = await refusal(sign_in(platform, garbage))
    added = await refusal(person.ask(contract.ADD_PASSKEY, passkey=garbage))

    assert is_wrong(signed)
    assert is_wrong(added)


async def test_what_is_too_long_is_named(platform, person):
    fault = await refusal(sign_in(platform, "x" * 20_001))

    assert isinstance(fault, Invalid)
    assert (fault.fields[0].field, fault.fields[0].problem) == ("passkey", "too_long")


async def test_a_challenge_of_one_account_makes_no_passkey_of_another(platform, person):
    stranger = await somebody(platform)
    options = (await person.ask(contract.BEGIN_PASSKEY)).options
    answer = Authenticator(*SITE).create(options)

    assert is_wrong(await refusal(stranger.ask(contract.ADD_PASSKEY, passkey=answer)))


async def test_a_key_belongs_to_one_account_for_ever(platform, person):
    device = await passkey_of(person)
    stranger = await somebody(platform)
    options = (await stranger.ask(contract.BEGIN_PASSKEY)).options

    taken = await refusal(stranger.ask(contract.ADD_PASSKEY, passkey=device.create(options)))

    assert is_wrong(taken)
    assert not (await session(stranger)).has_second_factor


async def test_a_removed_passkey_opens_nothing_and_anothers_is_not_removed(platform, person):
    device = await passkey_of(person)
    stranger = await somebody(platform)
    [mine] = (await person.ask(contract.GET_SECURITY)).passkeys

    await stranger.ask(contract.REMOVE_PASSKEY, id=mine.id)
    assert await sign_in(platform, device.get(await asked_of_anybody(platform)))
    await person.ask(contract.REMOVE_PASSKEY, id=mine.id)

    answer = device.get(await asked_of_anybody(platform))
    assert is_wrong(await refusal(sign_in(platform, answer)))
    assert (await person.sign_in()).session  # the password alone again


async def test_nobody_hoards_passkeys(person, settings):
    await passkey_of(person)
    await rows(
        settings,
        "INSERT INTO accounts.passkeys (account_id, credential_id, public_key, sign_count, name)"
        " SELECT account_id, n::text::bytea, 'x', 0, '' FROM accounts.passkeys,"
        " generate_series(1, 19) AS n",
    )

    fault = await refusal(person.ask(contract.BEGIN_PASSKEY))

    assert isinstance(fault, Fault)
    assert fault.fields[0].problem == "too_many"


def test_keys_are_made_for_the_domain_of_the_site():
    assert party_of("https://enishi.example") == Party("enishi.example", "https://enishi.example")
    assert party_of("http://127.0.0.1:8080") == Party("localhost", "http://localhost:8080")
    assert party_of("http://[::1]:8080") == Party("localhost", "http://localhost:8080")
    assert party_of("https://a.example:8443").origin == "https://a.example:8443"
