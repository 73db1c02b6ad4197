"""Another address: confirmed by a letter to it, and undone for three days by one to the old."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.postgres import Runner
from contracts.accounts import Nothing, Session
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from contracts.joining import LinkKind
from contracts.regaining import (
    EMAIL_CHANGE_KEPT,
    ChangeEmail,
    EmailChange,
    EmailChangeSeen,
    EmailChangeState,
    OfLink,
)
from services.accounts import rules
from services.accounts.deps import Deps
from services.accounts.owning import confirmed_owner
from services.accounts.recording import record_account, record_own
from services.accounts.regaining.links import subject_of
from services.accounts.store import (
    begun_sign_ins,
    email_changes,
    factors,
    letter_links,
    resets,
    sessions,
)

ASKED, CONFIRMED = EmailChangeState.ASKED, EmailChangeState.CONFIRMED


async def change_email(deps: Deps, asked: Asked[ChangeEmail]) -> Nothing:
    """Two letters; the address stays until the new one is confirmed. The last one asked counts.

    The answer is the same for an address that has an account: who confirms it learns that.
    """
    email = rules.address(asked.request.email)
    own = await confirmed_owner(deps.database, asked.request.token)
    if email == own.email:
        raise Invalid("this is the address already", fields=(FieldProblem("email", "same"),))
    async with deps.database.transaction() as transaction:
        await factors.lock(transaction, own.account_id)
        await email_changes.overtake(transaction, own.account_id)
        change_id = uuid4()
        await email_changes.insert(transaction, change_id, own.account_id, email, rules.CONFIRM)
        await _told(transaction, asked, change_id, own)
    return Nothing()


async def look_up_email_change(deps: Deps, asked: Asked[OfLink]) -> EmailChangeSeen:
    """Of either link. Raises ``NotFound``, and ``Conflict`` with why it leads nowhere."""
    mark = rules.digest(asked.request.token)
    change_id = await letter_links.find(deps.database, mark, LinkKind.EMAIL_CONFIRM)
    if change_id is not None:
        found = await _open(deps.database, change_id, (ASKED,))
        return EmailChangeSeen(email=found.new_email, until=found.confirm_until)
    change_id = await subject_of(deps.database, LinkKind.EMAIL_UNDO, asked.request.token)
    found = await _open(deps.database, change_id, (ASKED, CONFIRMED))
    return EmailChangeSeen(email=found.old_email, until=found.undo_until or found.confirm_until)


async def confirm_email(deps: Deps, asked: Asked[OfLink]) -> Nothing:
    """By whoever reads the new address. Sessions go on; links in letters to the old one do not."""
    async with deps.database.transaction() as transaction:
        change_id = await subject_of(transaction, LinkKind.EMAIL_CONFIRM, asked.request.token)
        found = await _held(transaction, change_id, (ASKED,))
        if not await email_changes.confirm(transaction, found.id, rules.UNDO):
            raise Conflict("this link is too old", reason="expired")
        await _set_email(transaction, found.account_id, found.new_email)
        await _told(transaction, asked, found.id)
    return Nothing()


async def undo_email(deps: Deps, asked: Asked[OfLink]) -> Nothing:
    """By whoever reads the old address: all is as before, and everybody is out."""
    async with deps.database.transaction() as transaction:
        change_id = await subject_of(transaction, LinkKind.EMAIL_UNDO, asked.request.token)
        found = await _held(transaction, change_id, (ASKED, CONFIRMED))
        if not await email_changes.undo(transaction, found.id):
            raise Conflict("this link is too old", reason="expired")
        await _set_email(transaction, found.account_id, found.old_email)
        await sessions.revoke_all(transaction, found.account_id)
        await begun_sign_ins.delete_of(transaction, found.account_id)
        await _told(transaction, asked, found.id)
    return Nothing()


async def _held(
    transaction: Runner, change_id: UUID, states: tuple[EmailChangeState, ...]
) -> EmailChange:
    """As it is once whoever else changes that account has done so."""
    found = await _open(transaction, change_id, states)
    await factors.lock(transaction, found.account_id)
    return await _open(transaction, change_id, states)


async def _open(
    runner: Runner, change_id: UUID, states: tuple[EmailChangeState, ...]
) -> EmailChange:
    found = await email_changes.get(runner, change_id)
    if found is None:
        raise NotFound("no such link")
    if found.state not in states:
        reason = "used" if found.state is CONFIRMED else "revoked"
        raise Conflict(f"the change is {found.state}", reason=reason)
    if await email_changes.has_lapsed(runner, change_id):
        raise Conflict("this link is too old", reason="expired")
    return found


async def _set_email(transaction: Runner, account_id: UUID, email: str) -> None:
    if not await email_changes.set_email(transaction, account_id, email):
        raise Conflict("this address has another account", reason="taken")
    await resets.void_of(transaction, account_id)


async def _told(
    transaction: Runner, asked: Asked[Any], change_id: UUID, own: Session | None = None
) -> None:
    found = await email_changes.get(transaction, change_id)
    if found is None:  # it is held
        raise LookupError(change_id)
    await tell(transaction, EMAIL_CHANGE_KEPT, found)
    if own is not None:
        await record_own(transaction, asked, own, fields=("email",), reason=found.state)
        return
    await record_account(
        transaction, asked, found.account_id, fields=("email",), reason=found.state
    )
