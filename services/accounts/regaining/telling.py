"""Telling whose account it is of each change in what opens it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.postgres import Runner
from contracts.regaining import FACTORS_CHANGED, FactorChange
from services.accounts.devices import device_of
from services.accounts.store import accounts, devices


async def tell_change(
    transaction: Runner, asked: Asked[Any], account_id: UUID, change: FactorChange
) -> None:
    device = device_of(asked.origin.user_agent)
    changed = await accounts.changed(transaction, account_id, change, device)
    if changed is None:  # accounts are never deleted
        raise LookupError(account_id)
    await tell(transaction, FACTORS_CHANGED, changed)


async def tell_new_device(
    transaction: Runner, asked: Asked[Any], account_id: UUID, browser_hash: bytes
) -> None:
    """If it is new."""
    if await devices.is_news(transaction, account_id, browser_hash):
        await tell_change(transaction, asked, account_id, FactorChange.NEW_DEVICE)
