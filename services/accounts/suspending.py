"""Keeping an account out, and everybody who acts for an organization that is suspended."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.events import Told
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import Conflict, FieldProblem, Forbidden, Invalid, NotFound
from contracts.roles import PLATFORM_ROLES
from contracts.standing import (
    ACCOUNT_STANDING_SET,
    AccountStanding,
    GetAccountStanding,
    OrganizationStanding,
    Standing,
    SuspendAccount,
)
from contracts.wire import Actor, Role
from services.accounts.deps import Deps
from services.accounts.store import memberships, suspensions


async def suspend_account(deps: Deps, asked: Asked[SuspendAccount]) -> AccountStanding:
    """Signed out everywhere at once, and told why by letter.

    Raises ``NotFound``, ``Conflict`` for what is so already, and ``Forbidden`` for one's own.
    """
    request, reason = asked.request, asked.request.reason.strip()
    if not reason:
        raise Invalid("say why", fields=(FieldProblem("reason", "required"),))
    async with deps.database.transaction() as transaction:
        await _check_may(transaction, asked.actor, request)
        before = await suspensions.account(transaction, request.person_id)
        if before is None:
            raise NotFound("no such account")
        if before.is_suspended is request.is_suspended:
            raise Conflict("it is so already", reason="so_already")
        found = await suspensions.set_account(
            transaction, request.person_id, is_suspended=request.is_suspended, reason=reason
        )
        if found is None:  # accounts are never deleted
            raise LookupError(request.person_id)
        account_id = found.account_id
        if request.is_suspended:
            await suspensions.end_sessions(transaction, account_id)
        await tell(transaction, ACCOUNT_STANDING_SET, found)
        await record(
            transaction,
            asked,
            object_kind="account",
            object_id=account_id,
            tenant=await memberships.first_organization(transaction, account_id),
            fields=("is_suspended",),
            reason=reason,
        )
        return await suspensions.account(transaction, request.person_id) or before


async def _check_may(transaction: Runner, actor: Actor | None, asked: SuspendAccount) -> None:
    """A moderator neither keeps out who runs the platform, nor lets anybody in again."""
    if actor is None or actor.person == asked.person_id:
        raise Forbidden("nobody suspends their own account", reason="own_account")
    if actor.role is Role.PLATFORM_ADMIN:
        return
    if not asked.is_suspended:
        raise Forbidden("a platform admin lets in again", reason="admins_let_in")
    if await suspensions.runs_platform(transaction, asked.person_id, sorted(PLATFORM_ROLES)):
        raise Forbidden("this person runs the platform", reason="own_platform")


async def get_account_standing(deps: Deps, asked: Asked[GetAccountStanding]) -> AccountStanding:
    """Raises ``NotFound`` for somebody who has no account."""
    found = await suspensions.account(deps.database, asked.request.person_id)
    if found is None:
        raise NotFound("no such account")
    return found


async def keep_standing(_: Deps, told: Told[OrganizationStanding]) -> None:
    """Take in the newest revision; told twice or late, nothing changes."""
    found = told.payload
    await suspensions.keep_organization(
        told.transaction,
        found.organization_id,
        found.revision,
        is_active=found.standing is Standing.ACTIVE,
        reason=found.reason,
    )
