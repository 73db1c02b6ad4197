"""Sessions: signing in and out, and who is behind a token."""

from __future__ import annotations

from chassis.calls import Asked
from contracts.accounts import (
    Bar,
    CompleteSignIn,
    GetSession,
    Nothing,
    PasskeySignIn,
    Session,
    SignedIn,
    SignIn,
    SignOut,
)
from contracts.factors import BeginPasskeySignIn, PasskeyOptions
from contracts.faults import Limited, Unauthenticated
from contracts.regaining import FactorChange
from services.accounts import ceremonies, guessing, proofs, rules
from services.accounts.deps import Deps
from services.accounts.opening import after_password, open_session
from services.accounts.owning import owner
from services.accounts.recording import record_account, record_barred, record_own, record_try
from services.accounts.regaining.telling import tell_change
from services.accounts.regaining.vouching import use_vouched
from services.accounts.store import accounts, begun_sign_ins, sessions


async def sign_in(deps: Deps, asked: Asked[SignIn]) -> SignedIn:
    """A new session, or what second factor is asked for.

    Raises ``Unauthenticated``, the same for a wrong password as for a wrong address, and
    ``Limited`` after too many wrong ones (``guessing``).
    """
    email = rules.address(asked.request.email)
    found = await accounts.secret(deps.database, email)
    made = await guessing.begin(deps, asked, email, found)
    try:
        kept = found.password_hash if found else None
        right = await deps.hashing.is_right(kept, asked.request.password)
    except Limited:
        await guessing.was_not_made(deps, made)
        raise
    if found is None or not right:
        await guessing.was_wrong(deps, asked, made, email)
        await record_try(
            deps, asked, found.id if found else None, "wrong e-mail or password", email
        )
        raise Unauthenticated("wrong e-mail or password")
    async with deps.database.transaction() as transaction:
        if not await accounts.hold_password(transaction, found):  # changed while we compared
            raise Unauthenticated("wrong e-mail or password")
        await guessing.was_right(transaction, made)
        return await after_password(deps, transaction, asked, found.id)


async def complete_sign_in(deps: Deps, asked: Asked[CompleteSignIn]) -> SignedIn:
    """A new session, once for each sign-in that waits. Raises ``Unauthenticated``, ``Limited``."""
    mark = rules.digest(asked.request.challenge)
    account_id = await begun_sign_ins.find(deps.database, mark, rules.SECOND_STEP)
    if account_id is None:
        raise _ended()
    try:
        if not asked.request.vouched:
            await proofs.check_second(deps, account_id, asked.request)
        async with deps.database.transaction() as transaction:
            if await begun_sign_ins.take(transaction, mark, rules.SECOND_STEP) is None:
                raise _ended()
            if asked.request.vouched:
                await use_vouched(transaction, asked, account_id)
            elif asked.request.recovery_code:
                await tell_change(transaction, asked, account_id, FactorChange.RECOVERY_CODE_USED)
            return await open_session(deps, transaction, asked, account_id)
    except Unauthenticated as wrong:
        if wrong.reason == "wrong_proof":
            await record_try(deps, asked, account_id, "wrong second factor")
        raise


def _ended() -> Unauthenticated:
    return Unauthenticated("this sign-in has ended; begin again", reason="sign_in_ended")


async def begin_passkey_sign_in(deps: Deps, _: Asked[BeginPasskeySignIn]) -> PasskeyOptions:
    options = await ceremonies.ask_for_known(deps.database, deps.party)
    return PasskeyOptions(options=options)


async def passkey_sign_in(deps: Deps, asked: Asked[PasskeySignIn]) -> SignedIn:
    """A new session of whoever's passkey signed: something held, and a finger or a number."""
    try:
        kept = await ceremonies.check_known(deps.database, deps.party, asked.request.passkey)
    except Unauthenticated:
        await record_try(deps, asked, None, "wrong passkey")
        raise
    async with deps.database.transaction() as transaction:
        return await open_session(deps, transaction, asked, kept.account_id)


async def sign_out(deps: Deps, asked: Asked[SignOut]) -> Nothing:
    """Ended now, or before; whoever holds the token may end it."""
    mark = rules.digest(asked.request.token)
    async with deps.database.transaction() as transaction:
        own = await sessions.live(transaction, mark)
        account_id = await sessions.delete(transaction, mark)
        if own is not None:
            await record_own(transaction, asked, own)
        elif account_id is not None:  # it had expired
            await record_account(transaction, asked, account_id)
    return Nothing()


async def get_session(deps: Deps, asked: Asked[GetSession]) -> Session:
    """Raises ``Unauthenticated`` when there is none that lives.

    That somebody may not act from where they are is recorded, once a minute.
    """
    own = await owner(deps.database, asked.request.token, asked.request.address)
    for barred in own.barred:
        if barred.why is Bar.NETWORK and deps.barred.take(own.account_id):
            await record_barred(deps, asked, own, barred.organization_id)
    return own
