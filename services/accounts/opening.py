"""Opening sessions: at once, or after a second factor; and giving them new tokens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.postgres import Runner
from contracts.accounts import CompleteSignIn, PasskeySignIn, SignedIn, SignIn
from contracts.factors import SecondFactor, SecondFactorMethod
from contracts.faults import Unauthenticated
from contracts.identity import EndAtProvider
from contracts.recording import Result
from services.accounts import rules
from services.accounts.deps import Deps
from services.accounts.devices import device_of
from services.accounts.owning import owner
from services.accounts.recording import record_account, record_own
from services.accounts.regaining.telling import tell_new_device
from services.accounts.store import (
    begun_sign_ins,
    factors,
    known_browsers,
    recoveries,
    sessions,
    suspensions,
)
from services.accounts.store.factors import Factors


async def open_session(
    deps: Deps,
    transaction: Runner,
    asked: Asked[Any],
    account_id: UUID,
    bound_to: UUID | None = None,
) -> SignedIn:
    """``bound_to``: the organization whose provider says who it is.

    Whoever comes here has shown whose account it is: who is kept out hears why, and nobody else.
    """
    kept_out = await suspensions.suspension(transaction, account_id)
    if kept_out is not None:
        why = "the account is suspended"
        await record_account(transaction, asked, account_id, result=Result.DENIED, reason=why)
        return SignedIn(suspension=kept_out)
    token = deps.new_token()
    device = device_of(asked.origin.user_agent)
    await sessions.insert(transaction, rules.digest(token), account_id, device, bound_to)
    own = await owner(transaction, token)
    await record_own(transaction, asked, own)
    browser = _browser_of(asked) or deps.new_token()
    mark = rules.digest(browser)
    await tell_new_device(transaction, asked, account_id, mark)
    await known_browsers.keep(transaction, account_id, mark, rules.MOST_BROWSERS)
    return SignedIn(token=token, session=own, browser=browser)


def _browser_of(asked: Asked[Any]) -> str:
    """What its cookie holds; empty for one that never signed in, or shows something else."""
    request = asked.request
    kinds = SignIn | CompleteSignIn | PasskeySignIn | EndAtProvider
    shown = isinstance(request, kinds) and request.browser
    return shown if shown and len(shown) >= rules.SHORTEST_TOKEN else ""


async def after_password(
    deps: Deps, transaction: Runner, asked: Asked[Any], account_id: UUID
) -> SignedIn:
    """A session; of an account with a second factor only what is still asked for."""
    found = await factors.of(transaction, account_id)
    if not found.is_any:
        return await open_session(deps, transaction, asked, account_id)
    challenge = deps.new_token()
    await begun_sign_ins.insert(transaction, rules.digest(challenge), account_id)
    await record_account(transaction, asked, account_id, reason="a second factor is asked for")
    vouched = await recoveries.ripe(transaction, account_id) is not None
    methods = methods_of(found, vouched=vouched)
    return SignedIn(second_factor=SecondFactor(challenge=challenge, methods=methods))


def methods_of(found: Factors, *, vouched: bool = False) -> tuple[SecondFactorMethod, ...]:
    there = {
        SecondFactorMethod.PASSKEY: found.passkeys > 0,
        SecondFactorMethod.TOTP: found.totp_since is not None,
        SecondFactorMethod.RECOVERY_CODE: found.recovery_codes_left > 0,
        SecondFactorMethod.VOUCHED: vouched,
    }
    return tuple(method for method, is_there in there.items() if is_there)


async def renew_token(deps: Deps, transaction: Runner, token: str) -> str:
    """The session goes on under the token returned. Raises ``Unauthenticated``."""
    new = deps.new_token()
    if not await sessions.renew(transaction, rules.digest(token), rules.digest(new)):
        raise Unauthenticated("this session has ended")
    return new
