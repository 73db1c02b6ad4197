"""The accounts service, put together: read this first."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from chassis.calls import endpoint
from chassis.events import reading
from chassis.service import Service, Tools
from contracts import accounts as contract
from contracts import profiles
from services.accounts import accounts, expiry, memberships, sessions
from services.accounts.blocklist import blocked_words
from services.accounts.deps import Deps
from services.accounts.hashing import open_hashing


@asynccontextmanager
async def open_deps(tools: Tools) -> AsyncGenerator[Deps, None]:
    async with open_hashing() as hashing:
        yield Deps(
            database=tools.database,
            hashing=hashing,
            blocked=blocked_words(),
            new_token=lambda: secrets.token_urlsafe(32),
        )


SERVICE = Service(
    name="accounts",
    open_deps=open_deps,
    endpoints=[
        endpoint(contract.OPEN_ACCOUNT, accounts.open_account),
        endpoint(contract.SIGN_IN, sessions.sign_in),
        endpoint(contract.SIGN_OUT, sessions.sign_out),
        endpoint(contract.GET_SESSION, sessions.get_session),
    ],
    readings=[
        reading(profiles.MEMBERSHIP_KEPT, "accounts-keep-membership", memberships.keep_membership)
    ],
    jobs=[expiry.forget_expired],
)
