"""The accounts service, put together: read this first."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from chassis.calls import endpoint
from chassis.events import reading
from chassis.keys import Keyring
from chassis.service import Service, Tools
from contracts import accounts as contract
from contracts import joining, members, profiles
from services.accounts import (
    accounts,
    expiry,
    invitations,
    memberships,
    passkeys,
    passwords,
    recovery,
    security,
    sessions,
    totp,
)
from services.accounts.blocklist import blocked_words
from services.accounts.ceremonies import party_of
from services.accounts.deps import Deps
from services.accounts.hashing import open_hashing
from services.accounts.sealing import Sealing

NAME = "accounts"


@asynccontextmanager
async def open_deps(tools: Tools) -> AsyncGenerator[Deps, None]:
    async with open_hashing() as hashing:
        yield Deps(
            database=tools.database,
            hashing=hashing,
            blocked=blocked_words(),
            new_token=lambda: secrets.token_urlsafe(32),
            sealing=Sealing(Keyring(tools.settings.keys_path).secret(NAME)),
            party=party_of(tools.settings.site),
        )


SERVICE = Service(
    name=NAME,
    open_deps=open_deps,
    endpoints=[
        endpoint(contract.OPEN_ACCOUNT, accounts.open_account),
        endpoint(contract.SIGN_IN, sessions.sign_in),
        endpoint(contract.SIGN_OUT, sessions.sign_out),
        endpoint(contract.GET_SESSION, sessions.get_session),
        endpoint(contract.COMPLETE_SIGN_IN, sessions.complete_sign_in),
        endpoint(contract.BEGIN_PASSKEY_SIGN_IN, sessions.begin_passkey_sign_in),
        endpoint(contract.PASSKEY_SIGN_IN, sessions.passkey_sign_in),
        endpoint(contract.GET_SECURITY, security.get_security),
        endpoint(contract.CONFIRM_SESSION, security.confirm_session),
        endpoint(contract.REVOKE_SESSION, security.revoke_session),
        endpoint(contract.REVOKE_OTHER_SESSIONS, security.revoke_other_sessions),
        endpoint(contract.CHANGE_PASSWORD, passwords.change_password),
        endpoint(contract.BEGIN_TOTP, totp.begin_totp),
        endpoint(contract.CONFIRM_TOTP, totp.confirm_totp),
        endpoint(contract.REMOVE_TOTP, totp.remove_totp),
        endpoint(contract.BEGIN_PASSKEY, passkeys.begin_passkey),
        endpoint(contract.ADD_PASSKEY, passkeys.add_passkey),
        endpoint(contract.REMOVE_PASSKEY, passkeys.remove_passkey),
        endpoint(contract.RENEW_RECOVERY_CODES, recovery.renew_recovery_codes),
        endpoint(joining.LOOK_UP_INVITATION, invitations.look_up_invitation),
        endpoint(joining.ACCEPT_INVITATION, invitations.accept_invitation),
    ],
    readings=[
        reading(profiles.MEMBERSHIP_KEPT, "accounts-keep-membership", memberships.keep_membership),
        reading(members.INVITATION_KEPT, "accounts-keep-invitation", invitations.keep_invitation),
        reading(joining.LINK_MADE, "accounts-keep-link", invitations.keep_link),
    ],
    jobs=[expiry.forget_expired],
)
