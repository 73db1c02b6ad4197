"""Keeping an account out, and everybody who acts for an organization that is suspended."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.events import Told
from chassis.recording import record
from contracts.faults import Forbidden, NotFound
from contracts.standing import AccountStanding, OrganizationStanding, Standing, SuspendAccount
from services.accounts.deps import Deps
from services.accounts.store import memberships, suspensions


async def suspend_account(deps: Deps, asked: Asked[SuspendAccount]) -> AccountStanding:
    """Signed out everywhere at once. Raises ``NotFound``, and ``Forbidden`` for one's own."""
    request, actor = asked.request, asked.actor
    if actor is None or actor.person == request.person_id:
        raise Forbidden("nobody suspends their own account", reason="own_account")
    async with deps.database.transaction() as transaction:
        account_id = await suspensions.set_account(
            transaction, request.person_id, is_suspended=request.is_suspended
        )
        if account_id is None:
            raise NotFound("no such account")
        if request.is_suspended:
            await suspensions.end_sessions(transaction, account_id)
        await record(
            transaction,
            asked,
            object_kind="account",
            object_id=account_id,
            tenant=await memberships.first_organization(transaction, account_id),
            fields=("is_suspended",),
            reason=request.reason,
        )
    return AccountStanding(person_id=request.person_id, is_suspended=request.is_suspended)


async def keep_standing(_: Deps, told: Told[OrganizationStanding]) -> None:
    """Take in the newest revision; told twice or late, nothing changes."""
    found = told.payload
    await suspensions.keep_organization(
        told.transaction,
        found.organization_id,
        found.revision,
        is_active=found.standing is Standing.ACTIVE,
    )
