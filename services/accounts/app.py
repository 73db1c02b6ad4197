"""The accounts service, put together: read this first."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from chassis.apart import Apart
from chassis.calls import endpoint
from chassis.events import reading
from chassis.keys import Keyring
from chassis.retention import Purge
from chassis.service import Service, Tools
from contracts import accounts as contract
from contracts import (
    identity,
    joining,
    members,
    own_data,
    profiles,
    regaining,
    sign_in_policy,
    standing,
)
from contracts.terms import ACCEPT_TERMS
from services.accounts import (
    accounts,
    erasing,
    expiry,
    invitations,
    kept_apart,
    memberships,
    own,
    passkeys,
    passwords,
    recovery,
    security,
    sessions,
    suspending,
    totp,
)
from services.accounts.blocklist import blocked_words
from services.accounts.ceremonies import party_of
from services.accounts.deps import Deps
from services.accounts.hashing import open_hashing
from services.accounts.organizations import policies
from services.accounts.providers import providers, signing
from services.accounts.regaining import addresses, links, resets, vouching
from services.accounts.sealing import Sealing
from services.accounts.store import retention as kept
from services.accounts.terms import accept_terms

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
            return_to=f"{tools.settings.site}/sign-in/organization/back",
            inside=frozenset(tools.settings.providers_inside.replace(",", " ").split()),
            erasures=Apart(tools.settings.home_path, "erasures", own_data.Erasure),
        )


SERVICE = Service(
    name=NAME,
    open_deps=open_deps,
    endpoints=[
        endpoint(contract.OPEN_ACCOUNT, accounts.open_account),
        endpoint(ACCEPT_TERMS, accept_terms),
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
        endpoint(regaining.RENEW_SESSION, security.renew_session),
        endpoint(regaining.REVOKE_ALL_SESSIONS, security.revoke_all_sessions),
        endpoint(regaining.ASK_PASSWORD_RESET, resets.ask_password_reset),
        endpoint(regaining.LOOK_UP_RESET, resets.look_up_reset),
        endpoint(regaining.RESET_PASSWORD, resets.reset_password),
        endpoint(regaining.CHANGE_EMAIL, addresses.change_email),
        endpoint(regaining.LOOK_UP_EMAIL_CHANGE, addresses.look_up_email_change),
        endpoint(regaining.CONFIRM_EMAIL, addresses.confirm_email),
        endpoint(regaining.UNDO_EMAIL, addresses.undo_email),
        endpoint(regaining.ASK_RECOVERY, vouching.ask_recovery),
        endpoint(regaining.LIST_RECOVERIES, vouching.list_recoveries),
        endpoint(regaining.VOUCH, vouching.vouch),
        endpoint(regaining.REFUSE_RECOVERY, vouching.refuse_recovery),
        endpoint(regaining.LOOK_UP_RECOVERY, vouching.look_up_recovery),
        endpoint(regaining.STOP_RECOVERY, vouching.stop_recovery),
        endpoint(contract.CHANGE_PASSWORD, passwords.change_password),
        endpoint(contract.BEGIN_TOTP, totp.begin_totp),
        endpoint(contract.CONFIRM_TOTP, totp.confirm_totp),
        endpoint(contract.REMOVE_TOTP, totp.remove_totp),
        endpoint(contract.BEGIN_PASSKEY, passkeys.begin_passkey),
        endpoint(contract.ADD_PASSKEY, passkeys.add_passkey),
        endpoint(contract.REMOVE_PASSKEY, passkeys.remove_passkey),
        endpoint(contract.RENEW_RECOVERY_CODES, recovery.renew_recovery_codes),
        endpoint(sign_in_policy.GET_SIGN_IN_POLICY, policies.get_sign_in_policy),
        endpoint(sign_in_policy.SET_SIGN_IN_POLICY, policies.set_sign_in_policy),
        endpoint(sign_in_policy.LIFT_NETWORKS, policies.lift_networks),
        endpoint(identity.LIST_PROVIDERS, providers.list_providers),
        endpoint(identity.GET_PROVIDER, providers.get_provider),
        endpoint(identity.SET_PROVIDER, providers.set_provider),
        endpoint(identity.REMOVE_PROVIDER, providers.remove_provider),
        endpoint(identity.BEGIN_AT_PROVIDER, signing.begin_at_provider),
        endpoint(identity.END_AT_PROVIDER, signing.end_at_provider),
        endpoint(joining.LOOK_UP_INVITATION, invitations.look_up_invitation),
        endpoint(joining.BEGIN_COMING, invitations.begin_coming),
        endpoint(joining.ACCEPT_INVITATION, invitations.accept_invitation),
        endpoint(own_data.own_data(NAME), own.get_own_data),
        endpoint(standing.SUSPEND_ACCOUNT, suspending.suspend_account),
        endpoint(standing.GET_ACCOUNT_STANDING, suspending.get_account_standing),
        endpoint(own_data.ERASE_ACCOUNT, erasing.erase_account),
        endpoint(own_data.LIST_ERASURES, erasing.list_erasures),
        endpoint(own_data.REPLAY_ERASURES, erasing.replay_erasures),
    ],
    readings=[
        reading(standing.STANDING_SET, "accounts-keep-standing", suspending.keep_standing),
        reading(profiles.MEMBERSHIP_KEPT, "accounts-keep-membership", memberships.keep_membership),
        reading(members.INVITATION_KEPT, "accounts-keep-invitation", invitations.keep_invitation),
        reading(joining.LINK_MADE, "accounts-keep-link", links.keep_link),
    ],
    jobs=[expiry.forget_expired, kept_apart.keep_erasures],
    retention=(
        Purge("addresses of invitations", kept.INVITATIONS),
        Purge("changes of address", kept.EMAIL_CHANGES),
        Purge("recoveries", kept.RECOVERIES),
    ),
    own=None,  # it asks for the session itself
)
