"""A new password by the link of a letter: once, within the hour, and without opening a session.

Whoever reads somebody's mail gets no further than the second factor (docs/decisions/0021).
"""

from __future__ import annotations

from uuid import uuid4

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.accounts import PASSWORD_CHANGED, Nothing
from contracts.faults import Conflict, NotFound
from contracts.regaining import (
    RESET_ASKED,
    AskPasswordReset,
    LookUpReset,
    ResetAsked,
    ResetPassword,
    ResetSeen,
)
from services.accounts import rules
from services.accounts.deps import Deps
from services.accounts.recording import ADDRESS, record_account
from services.accounts.store import accounts, attempts, begun_sign_ins, resets, sessions
from services.accounts.store.resets import Reset


async def ask_password_reset(deps: Deps, asked: Asked[AskPasswordReset]) -> Nothing:
    """A letter, if there is such an account; the same work and answer if there is none.

    More than three within a quarter of an hour are answered so as well, and send nothing.
    """
    email = rules.address(asked.request.email)
    mark = rules.digest(f"reset {email}")
    tries, _ = await attempts.count(deps.database, mark, rules.WINDOW)
    if tries > rules.RESETS:
        return Nothing()
    async with deps.database.transaction() as transaction:
        found = await accounts.addressee(transaction, email)
        known, reset_id = found.id if found else None, uuid4()
        until = await resets.insert(transaction, reset_id, known, rules.RESET)
        await _record_asked(transaction, asked, email, known)
        told = ResetAsked(id=reset_id, expires_at=until)
        if found:
            told = ResetAsked(id=reset_id, email=found.email, locale=found.locale, expires_at=until)
        await tell(transaction, RESET_ASKED, told)
    return Nothing()


async def look_up_reset(deps: Deps, asked: Asked[LookUpReset]) -> ResetSeen:
    """What the link leads to. Raises ``NotFound``, and ``Conflict`` with why it no longer does."""
    found = await _open(deps.database, asked.request.token)
    return ResetSeen(expires_at=found.expires_at, has_second_factor=found.has_second_factor)


async def reset_password(deps: Deps, asked: Asked[ResetPassword]) -> Nothing:
    """Ends every session of the account, and whatever was begun with the old password.

    A password that cannot stand uses nothing up. Raises as ``look_up_reset``.
    """
    found = await _open(deps.database, asked.request.token)
    rules.check_new_password(asked.request.password, found.email, deps.blocked)
    password_hash = await deps.hashing.hash(asked.request.password)
    async with deps.database.transaction() as transaction:
        if not await resets.take(transaction, found.id):
            raise Conflict("this link was used", reason="used")
        changed = await accounts.set_password(transaction, found.account_id, password_hash)
        if changed is None:  # accounts are never deleted
            raise LookupError(found.account_id)
        await resets.void_of(transaction, found.account_id)
        await sessions.revoke_all(transaction, found.account_id)
        await begun_sign_ins.delete_of(transaction, found.account_id)
        await attempts.forget(transaction, rules.digest(found.email))
        await record_account(transaction, asked, found.account_id, fields=("password",))
        await tell(transaction, PASSWORD_CHANGED, changed)
    return Nothing()


async def _open(runner: Runner, token: str) -> Reset:
    found = await resets.by_link(runner, rules.digest(token))
    if found is None:
        raise NotFound("no such link")
    if found.is_used:
        raise Conflict("this link was used", reason="used")
    if found.is_void:
        raise Conflict("another link or password came after this one", reason="revoked")
    if found.is_expired:
        raise Conflict("this link is too old", reason="expired")
    return found


async def _record_asked(
    transaction: Runner, asked: Asked[AskPasswordReset], email: str, known: object
) -> None:
    """By whom is not known; of an unknown address only its hash is kept."""
    kind, known_by = ("account", str(known)) if known else (ADDRESS, "")
    if not known:
        known_by = f"sha256:{rules.digest(email).hex()}"
    await record(transaction, asked, object_kind=kind, object_id=known_by)
