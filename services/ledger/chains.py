"""Looking chains through: is every entry as it was written, and none missing or foisted in?"""

from __future__ import annotations

import asyncio
import time
from uuid import UUID

import msgspec

from chassis.calls import Asked
from contracts.ledger import Flaw, Head, Place, Verified, VerifyChains
from contracts.recording import Entry
from services.ledger.deps import Deps
from services.ledger.entries import scope
from services.ledger.hashing import GENESIS
from services.ledger.rules import Chain
from services.ledger.store import chains

STRETCH = 500  # entries read at once
SECONDS = 1.0  # of one step; the asker comes again with ``next``


async def verify_chains(deps: Deps, asked: Asked[VerifyChains]) -> Verified:
    """One step through the chains, in the order of their tenants' ids."""
    own, tenant = await scope(deps, asked.actor), asked.request.tenant
    if own is not None and tenant not in {None, own}:
        return Verified(checked=0)  # as of a tenant of which there is nothing
    return await Look(deps, own or tenant).go(asked.request.after)


class Look:
    """One step of looking through one chain, or all."""

    def __init__(self, deps: Deps, only: UUID | None) -> None:
        self._database = deps.database
        self._only = only
        self._until = time.monotonic() + SECONDS
        self._checked = 0
        self._heads: list[Head] = []

    async def go(self, after: Place | None) -> Verified:
        """From where the step before ended, until the time is over or a flaw is found."""
        chain = await self._begin(after)
        while chain is not None:
            if time.monotonic() > self._until:
                return self._answer(place=Place(tenant=chain.tenant, seq=chain.seq))
            flaw, ended = await self._stretch(chain)
            if flaw is not None:
                return self._answer(flaw=flaw)
            if ended:
                head = Head(tenant=chain.tenant, seq=chain.seq, hash=chain.mark.hex())
                self._heads.append(head)
                chain = await self._next(chain.tenant)
            await asyncio.sleep(0)  # hashing is work, and others wait
        return self._answer()

    async def _begin(self, after: Place | None) -> Chain | None:
        if after is None or self._only not in {None, after.tenant}:
            return await self._next(None)
        mark = await chains.hash_at(self._database, after.tenant, after.seq)
        return Chain(after.tenant, after.seq, mark or GENESIS)

    async def _next(self, after: UUID | None) -> Chain | None:
        if self._only is not None:
            return Chain(self._only, 0, GENESIS) if after is None else None
        tenant = await chains.next_tenant(self._database, after)
        return Chain(tenant, 0, GENESIS) if tenant else None

    async def _stretch(self, chain: Chain) -> tuple[Flaw | None, bool]:
        """What is wrong, and whether the chain has ended."""
        rows = await chains.stretch(self._database, chain.tenant, chain.seq, STRETCH)
        head_seq, head_hash = rows[0]["head_seq"] or 0, rows[0]["head_hash"] or GENESIS
        for row in rows:
            if row["seq"] is None:
                break
            self._checked += 1
            if row["seq"] > head_seq and chain.seq == head_seq:
                return chain.flaw("forged", row["id"]), False
            entry = msgspec.convert(dict(row), Entry)
            flaw = chain.follow(entry, row["seq"], row["previous"], row["hash"])
            if flaw is not None:
                return flaw, False
        if len(rows) == STRETCH:
            return None, False
        return chain.end(head_seq, head_hash), True

    def _answer(self, *, flaw: Flaw | None = None, place: Place | None = None) -> Verified:
        return Verified(checked=self._checked, heads=tuple(self._heads), flaw=flaw, next=place)
