"""What the record says of accounts: who signed in or tried to, and what was done to an account.

Never a password or a code, and of an address that nobody has an account for only its SHA-256.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from chassis.calls import Asked
from chassis.postgres import Runner
from chassis.recording import record
from contracts.accounts import GetSession, Session
from contracts.recording import Origin, Result
from contracts.wire import Actor
from services.accounts import rules
from services.accounts.deps import Deps
from services.accounts.store import memberships

R = TypeVar("R")
ACCOUNT, SESSION, ADDRESS = "account", "session", "address"


async def record_own(
    transaction: Runner,
    asked: Asked[Any],
    own: Session,
    *,
    fields: tuple[str, ...] = (),
    session_id: UUID | None = None,
    reason: str = "",
) -> None:
    """What somebody did to their own account, or to one session of it."""
    await record(
        transaction,
        replace(asked, actor=actor_of(own) or asked.actor),
        object_kind=SESSION if session_id else ACCOUNT,
        object_id=session_id or own.account_id,
        tenant=own.acting[0].organization_id if own.acting else None,
        fields=fields,
        reason=reason,
    )


async def record_barred(
    deps: Deps, asked: Asked[GetSession], own: Session, organization_id: UUID
) -> None:
    """That somebody asked from where an organization does not let them act for it."""
    asked = replace(asked, origin=Origin(address=asked.request.address or ""))
    async with deps.database.transaction() as transaction:
        await record(
            transaction,
            asked,
            object_kind=ACCOUNT,
            object_id=own.account_id,
            tenant=organization_id,
            result=Result.DENIED,
            reason="network: not from this address",
        )


def acting_as(asked: Asked[R], own: Session, organization_id: UUID) -> Asked[R]:
    """As somebody of that organization, where they are; else as they act first."""
    acting = sorted(own.acting, key=lambda one: one.organization_id != organization_id)
    return replace(asked, actor=actor_of(msgspec.structs.replace(own, acting=tuple(acting))))


async def record_account(
    transaction: Runner,
    asked: Asked[Any],
    account_id: UUID,
    *,
    result: Result = Result.DONE,
    reason: str = "",
    fields: tuple[str, ...] = (),
) -> None:
    """What was done with an account by somebody who has not shown whose it is."""
    await record(
        transaction,
        asked,
        object_kind=ACCOUNT,
        object_id=account_id,
        tenant=await memberships.first_organization(transaction, account_id),
        result=result,
        reason=reason,
        fields=fields,
    )


async def record_try(
    deps: Deps,
    asked: Asked[Any],
    account_id: UUID | None,
    reason: str,
    email: str = "",
    result: Result = Result.DENIED,
    *,
    always: bool = False,
) -> None:
    """A try that failed, by itself, as often as the allowance goes; ``always``: what is seldom."""
    if not (deps.allowance.take(account_id) or always):
        return
    async with deps.database.transaction() as transaction:
        if account_id is not None:
            await record_account(transaction, asked, account_id, result=result, reason=reason)
            return
        known_by = f"sha256:{rules.digest(email).hex()}" if email else ""
        await record(
            transaction,
            asked,
            object_kind=ADDRESS if email else ACCOUNT,
            object_id=known_by,
            result=result,
            reason=reason,
        )


def actor_of(own: Session) -> Actor | None:
    """In the role somebody acts in first; without any nobody, as everywhere."""
    if not own.acting:
        return None
    first = own.acting[0]
    return Actor(
        account=own.account_id,
        person=own.person_id,
        role=first.role,
        organization=first.organization_id,
        unit=first.unit_id,
    )
