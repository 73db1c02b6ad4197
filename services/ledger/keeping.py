"""Keeping what the services tell: one more link of its tenant's chain, once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from chassis.events import Told, Unreadable
from contracts.recording import Entry
from services.ledger.deps import Deps
from services.ledger.hashing import GENESIS, link_hash
from services.ledger.store import chains


def keep_of(service: str) -> Callable[[Deps, Told[Entry]], Awaitable[None]]:
    """The reader of what ``service`` tells. What it says of another's doings is laid aside."""

    async def keep_entry(_: Deps, told: Told[Entry]) -> None:
        entry = told.payload
        if entry.operation.split(".")[:2] != ["rpc", service]:
            raise Unreadable(f"{service} tells of {entry.operation}")
        if entry.id != told.id:
            raise Unreadable(f"{service} tells an entry under another id")
        seq, previous = await chains.hold(told.transaction, entry.tenant, GENESIS)
        mark = link_hash(entry, seq + 1, previous)
        await chains.add(told.transaction, entry, seq + 1, previous, mark)

    return keep_entry
