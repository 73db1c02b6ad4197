"""Erasing an account: what opens it goes now, and every other service is told."""

from __future__ import annotations

from typing import Any

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.own import forget
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import Conflict
from contracts.own_data import (
    ACCOUNT_ERASED,
    EraseAccount,
    Erasure,
    ErasuresReplayed,
    ListErasures,
    ReplayErasures,
)
from services.accounts.deps import Deps
from services.accounts.own import OWN
from services.accounts.owning import confirmed_owner
from services.accounts.recording import record_own
from services.accounts.store import erasures


async def erase_account(deps: Deps, asked: Asked[EraseAccount]) -> Erasure:
    """Raises ``Conflict`` (``last_manager``) for who is the only one to manage an organization."""
    async with deps.database.transaction() as transaction:
        own = await confirmed_owner(transaction, asked.request.token)
        if await erasures.left_alone(transaction, own.person_id):
            raise Conflict(
                "somebody has to stay who manages the organization", reason="last_manager"
            )
        found = await erasures.note(transaction, own.account_id, own.person_id)
        if found is None:  # another of their sessions was faster
            raise Conflict("this account is being erased")
        await record_own(transaction, asked, own, fields=("account",))
        await _forget(transaction, found)
    deps.erased.set()
    return found


async def list_erasures(deps: Deps, asked: Asked[ListErasures]) -> tuple[Erasure, ...]:
    return await erasures.page(deps.database, asked.request.after, asked.request.first)


async def replay_erasures(deps: Deps, asked: Asked[ReplayErasures]) -> ErasuresReplayed:
    """Once more what a restored backup has undone; what is still undone is left as it is."""
    done = 0
    for row in asked.request.rows:
        async with deps.database.transaction() as transaction:
            if await again(transaction, asked, row):
                done += 1
    deps.erased.set()
    return ErasuresReplayed(done=done, known=len(asked.request.rows) - done)


async def again(transaction: Runner, asked: Asked[Any], row: Erasure) -> bool:
    """Whether the database did not know of it."""
    noted = await erasures.note(transaction, row.account_id, row.person_id, row.erased_at)
    if noted is None and not await erasures.is_here(transaction, row.account_id):
        return False
    await record(
        transaction,
        asked,
        object_kind="account",
        object_id=row.account_id,
        fields=("account",),
        reason="erased again after a backup was restored",
    )
    await _forget(transaction, row)
    return True


async def _forget(transaction: Runner, who: Erasure) -> None:
    await forget(transaction, OWN, who.person_id, who.account_id)
    await erasures.end_memberships(transaction, who.person_id)
    await tell(transaction, ACCOUNT_ERASED, who)
