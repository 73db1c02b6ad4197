"""Authenticator apps: enrolled with a secret, confirmed with a first code, removed."""

from __future__ import annotations

from chassis.calls import Asked
from contracts.accounts import Nothing
from contracts.factors import ConfirmTotp, OfSession, Renewed, TotpBegun
from contracts.faults import Conflict, FieldProblem, Invalid
from contracts.regaining import FactorChange
from services.accounts import codes, proofs, recovery, rules
from services.accounts.deps import Deps
from services.accounts.opening import renew_token
from services.accounts.owning import confirmed_owner
from services.accounts.recording import record_own
from services.accounts.regaining.telling import tell_change
from services.accounts.store import attempts, factors, totp


async def begin_totp(deps: Deps, asked: Asked[OfSession]) -> TotpBegun:
    """The same secret for an hour. Raises ``Conflict`` when an app is enrolled already."""
    own = await confirmed_owner(deps.database, asked.request.token)
    sealed = deps.sealing.seal(codes.new_secret())
    begun = await totp.begin(deps.database, own.account_id, sealed, rules.ENROLMENT)
    if begun.confirmed_at is not None:
        raise Conflict("an authenticator app is enrolled; remove it first")
    secret = deps.sealing.open(begun.secret)
    return TotpBegun(secret=secret, uri=codes.uri(secret, own.email))


async def confirm_totp(deps: Deps, asked: Asked[ConfirmTotp]) -> Renewed:
    """From now on a second factor. Raises ``Invalid`` for a wrong code, and ``Limited``."""
    request = asked.request
    own = await confirmed_owner(deps.database, request.token)
    mark = rules.digest(f"second {own.account_id}")
    rules.check_tries(*await attempts.count(deps.database, mark, rules.WINDOW))
    if not await proofs.is_code(deps, own.account_id, request.code, first=True):
        problem = FieldProblem("code", "wrong_code")
        raise Invalid("this is not the code that the app shows now", fields=(problem,))
    async with deps.database.transaction() as transaction:
        await attempts.forget(transaction, mark)
        issued = await recovery.issue_first(deps, transaction, own.account_id)
        token = await renew_token(deps, transaction, request.token)
        await record_own(transaction, asked, own, fields=("totp",))
        await tell_change(transaction, asked, own.account_id, FactorChange.TOTP_ADDED)
    return Renewed(token=token, recovery_codes=issued)


async def remove_totp(deps: Deps, asked: Asked[OfSession]) -> Nothing:
    """Removed now, or before."""
    own = await confirmed_owner(deps.database, asked.request.token)
    async with deps.database.transaction() as transaction:
        await factors.lock(transaction, own.account_id)
        if await totp.delete(transaction, own.account_id):
            await record_own(transaction, asked, own, fields=("totp",))
            await tell_change(transaction, asked, own.account_id, FactorChange.TOTP_REMOVED)
        await recovery.forget_without_factor(transaction, own.account_id)
    return Nothing()
