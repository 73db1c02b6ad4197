"""What is forgotten, what never reaches the log, and a service that is away."""

import logging
from uuid import uuid4

from contracts.faults import (
    Unavailable,
)
from deploy.town import services
from tests.eventually import eventually
from tests.outside import rows
from tests.platform import open_platform
from tests.service.accounts.people import PASSWORD, WRONG, opened, refusal, session, sign_in


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
