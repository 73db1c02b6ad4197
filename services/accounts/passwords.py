"""Passwords: compared once more, and changed."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.outbox import tell
from contracts.accounts import PASSWORD_CHANGED, ChangePassword, Session
from contracts.factors import Renewed
from contracts.faults import FieldProblem, Forbidden, Invalid, Limited
from services.accounts import rules
from services.accounts.deps import Deps
from services.accounts.opening import renew_token
from services.accounts.owning import owner
from services.accounts.recording import record_own, record_try
from services.accounts.store import accounts, attempts, begun_sign_ins, resets, sessions


async def is_password(deps: Deps, own: Session, password: str) -> bool:
    """Ten in a quarter of an hour, so that a borrowed session is no way to guess; apart from the
    tries to sign in, which are anybody's."""
    mark = rules.digest(f"own {own.account_id}")
    rules.check_tries(*await attempts.count(deps.database, mark, rules.WINDOW))
    found = await accounts.secret_of(deps.database, own.account_id)
    try:
        right = await deps.hashing.is_right(found.password_hash if found else None, password)
    except Limited:
        await attempts.uncount(deps.database, mark)
        raise
    if right:
        await attempts.forget(deps.database, mark)
    return right


async def change_password(deps: Deps, asked: Asked[ChangePassword]) -> Renewed:
    """Ends every other session of the account, and sign-ins that have begun with the old one."""
    request = asked.request
    own = await owner(deps.database, request.token)
    try:
        await _check_may_change(deps, own, request.old_password)
    except Invalid:
        await record_try(deps, asked, own.account_id, "wrong old password")
        raise
    rules.check_new_password(request.password, own.email, deps.blocked)
    password_hash = await deps.hashing.hash(request.password)
    async with deps.database.transaction() as transaction:
        changed = await accounts.set_password(transaction, own.account_id, password_hash)
        if changed is None:  # accounts are never deleted
            raise LookupError(own.account_id)
        token = await renew_token(deps, transaction, request.token)
        await sessions.revoke_others(transaction, own.account_id, rules.digest(token))
        await begun_sign_ins.delete_of(transaction, own.account_id)
        await resets.void_of(transaction, own.account_id)
        await record_own(transaction, asked, own, fields=("password",))
        await tell(transaction, PASSWORD_CHANGED, changed)
    return Renewed(token=token)


async def _check_may_change(deps: Deps, own: Session, old_password: str) -> None:
    """Who has just shown who they are may have forgotten the old one."""
    if old_password:
        if not await is_password(deps, own, old_password):
            problem = FieldProblem("old_password", "wrong_password")
            raise Invalid("the old password is wrong", fields=(problem,))
    elif not own.is_confirmed:
        raise Forbidden("confirm first that it is you", reason="step_up")
