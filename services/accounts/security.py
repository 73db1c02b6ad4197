"""What an account can be opened with and where it is open; ending that, and showing who one is."""

from __future__ import annotations

from chassis.calls import Asked
from contracts.accounts import ConfirmSession, Nothing, RevokeSession, Session
from contracts.factors import OfSession, Renewed, Revoked, Security
from contracts.faults import FieldProblem, Invalid, Unauthenticated
from services.accounts import proofs, rules
from services.accounts.deps import Deps
from services.accounts.opening import renew_token
from services.accounts.owning import confirmed_owner, owner
from services.accounts.passwords import is_password
from services.accounts.recording import record_own, record_try
from services.accounts.store import begun_sign_ins, factors, passkeys, sessions


async def get_security(deps: Deps, asked: Asked[OfSession]) -> Security:
    own = await owner(deps.database, asked.request.token)
    found = await factors.of(deps.database, own.account_id)
    staff = any(acting.role in rules.STAFF_ROLES for acting in own.acting)
    mark = rules.digest(asked.request.token)
    return Security(
        passkeys=await passkeys.list_of(deps.database, own.account_id),
        totp_since=found.totp_since,
        recovery_codes_left=found.recovery_codes_left,
        sessions=await sessions.list_of(deps.database, own.account_id, mark, staff=staff),
    )


async def revoke_session(deps: Deps, asked: Asked[RevokeSession]) -> Nothing:
    """Out at once: the next question with its token is a stranger's."""
    own = await owner(deps.database, asked.request.token)
    async with deps.database.transaction() as transaction:
        if await sessions.revoke(transaction, own.account_id, asked.request.id):
            await record_own(transaction, asked, own, session_id=asked.request.id)
    return Nothing()


async def revoke_other_sessions(deps: Deps, asked: Asked[OfSession]) -> Revoked:
    own = await confirmed_owner(deps.database, asked.request.token)
    mark = rules.digest(asked.request.token)
    async with deps.database.transaction() as transaction:
        count = await sessions.revoke_others(transaction, own.account_id, mark)
        if count:
            await record_own(transaction, asked, own, reason=f"{count} sessions")
    return Revoked(count=count)


async def revoke_all_sessions(deps: Deps, asked: Asked[OfSession]) -> Revoked:
    """Out everywhere, also here."""
    own = await owner(deps.database, asked.request.token)
    async with deps.database.transaction() as transaction:
        count = await sessions.revoke_all(transaction, own.account_id)
        await begun_sign_ins.delete_of(transaction, own.account_id)
        await record_own(transaction, asked, own, reason=f"{count} sessions")
    return Revoked(count=count)


async def renew_session(deps: Deps, asked: Asked[OfSession]) -> Renewed:
    """A new token, before more is done with it than before: who fixed the old one has nothing."""
    async with deps.database.transaction() as transaction:
        return Renewed(token=await renew_token(deps, transaction, asked.request.token))


async def confirm_session(deps: Deps, asked: Asked[ConfirmSession]) -> Nothing:
    """Raises ``Unauthenticated`` for what is wrong, and ``Limited``."""
    request = asked.request
    own = await owner(deps.database, request.token)
    try:
        await _check_proof(deps, own, request)
    except Unauthenticated:
        await record_try(deps, asked, own.account_id, "wrong proof of who one is")
        raise
    async with deps.database.transaction() as transaction:
        await sessions.confirm(transaction, rules.digest(request.token))
        await record_own(transaction, asked, own)
    return Nothing()


async def _check_proof(deps: Deps, own: Session, shown: ConfirmSession) -> None:
    if own.has_second_factor:
        await proofs.check_second(deps, own.account_id, shown)
    elif not shown.password:
        raise Invalid("show the password", fields=(FieldProblem("password", "required"),))
    elif not await is_password(deps, own, shown.password):
        raise Unauthenticated("wrong password", reason="wrong_proof")
