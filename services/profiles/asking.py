"""Asking for a second person: what one alone must not do waits until another confirms it."""

from __future__ import annotations

from typing import Any

from chassis.calls import Asked
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import Conflict
from contracts.members import PendingChange
from contracts.profiles import Membership
from services.profiles.store import changes
from services.profiles.store.changes import Wanted


async def ask_second(
    transaction: Runner, asked: Asked[Any], wanted: Wanted, asker: Membership
) -> PendingChange:
    """What now waits; the same ``id`` again changes nothing.

    Raises ``Conflict`` while another one waits for the same thing, or when the id is taken.
    """
    before = await changes.held(transaction, wanted.id)
    if before is None and await changes.is_waiting(transaction, wanted):
        raise Conflict("a change of this waits already", reason="waits_already")
    await changes.insert(transaction, wanted, asker)
    found = await changes.held(transaction, wanted.id)
    if found is None or (found.organization_id, found.kind) != (
        wanted.organization_id,
        wanted.kind,
    ):
        raise Conflict("this id is already in use")
    if before is None:
        await record(
            transaction,
            asked,
            object_kind="change",
            object_id=wanted.id,
            tenant=wanted.organization_id,
            fields=(wanted.kind,),
            reason="waits for a second person",
        )
    return found
