"""Looking the ledger through: is every chain as it was written?"""

from __future__ import annotations

import asyncio
from uuid import UUID

from chassis.settings import Settings, load
from contracts.ledger import VERIFY_CHAINS, Flaw, Verified, VerifyChains
from deploy.asking import Asking, asking
from deploy.failing import Failed


def verify(tenant: str | None) -> int:
    """Exit code 1 when a row is not as it was written."""
    try:
        only = UUID(tenant) if tenant else None
    except ValueError:
        raise Failed(f"{tenant} is no id of an organization", wrong_use=True) from None
    return asyncio.run(_verify(only, load(Settings)))


async def _verify(tenant: UUID | None, settings: Settings) -> int:
    checked = chains = 0
    asked = VerifyChains(tenant=tenant)
    async with asking(settings) as town:
        while True:
            step = await _step(town, asked)
            checked += step.checked
            chains += len(step.heads)
            for head in step.heads:
                print(f"{head.tenant} {head.seq:>8} {head.hash}")
            if step.flaw is not None:
                print(_said(step.flaw))
                return 1
            if step.next is None:
                break
            asked = VerifyChains(tenant=tenant, after=step.next)
    print(f"whole: {checked} entries in {chains} chains")
    return 0


async def _step(town: Asking, asked: VerifyChains) -> Verified:
    return await town.insist(VERIFY_CHAINS, asked)


def _said(flaw: Flaw) -> str:
    row = f" (entry {flaw.id})" if flaw.id else ""
    return f"NOT WHOLE: {flaw.problem}: row {flaw.seq} of {flaw.tenant}{row}"
