"""Looking the ledger through: is every chain as it was written?"""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import UUID

import msgspec

from chassis.apart import Apart
from chassis.settings import Settings, load
from contracts.ledger import (
    CHECK_HEADS,
    VERIFY_CHAINS,
    CheckHeads,
    Flaw,
    KeptHead,
    Verified,
    VerifyChains,
)
from deploy.asking import Asking, asking
from deploy.failing import Failed

AT_ONCE = 500


def verify(tenant: str | None, heads: Path | None) -> int:
    """Exit code 1 when a row is not as it was written, or not where it was noted down."""
    try:
        only = UUID(tenant) if tenant else None
    except ValueError:
        raise Failed(f"{tenant} is no id of an organization", wrong_use=True) from None
    settings = load(Settings)
    kept = _kept(settings, heads, only)
    return asyncio.run(_verify(only, settings, kept))


async def _verify(tenant: UUID | None, settings: Settings, kept: tuple[KeptHead, ...]) -> int:
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
        flaw = await _against(town, kept)
        if flaw is not None:
            print(_said(flaw))
            return 1
    if kept:
        print(f"they run through all {len(kept)} heads that were noted down")
    print(f"whole: {checked} entries in {chains} chains")
    return 0


def _kept(settings: Settings, heads: Path | None, only: UUID | None) -> tuple[KeptHead, ...]:
    """What was noted down; of a file that was named, it has to be there."""
    listed: Apart[KeptHead] = Apart(settings.home_path, "ledger-heads", KeptHead)
    if heads is not None and not heads.is_file():
        raise Failed(f"{heads} is no file", wrong_use=True)
    try:
        found = listed.read() if heads is None else listed.read_from(heads)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        raise Failed(f"{heads or listed.path} is no list of heads") from None
    return tuple(row for row in found if only in {None, row.tenant})


async def _against(town: Asking, kept: tuple[KeptHead, ...]) -> Flaw | None:
    for begin in range(0, len(kept), AT_ONCE):
        asked = CheckHeads(heads=kept[begin : begin + AT_ONCE])
        answer = await town.insist(CHECK_HEADS, asked)
        if answer.flaw is not None:
            return answer.flaw
    return None


async def _step(town: Asking, asked: VerifyChains) -> Verified:
    return await town.insist(VERIFY_CHAINS, asked)


def _said(flaw: Flaw) -> str:
    row = f" (entry {flaw.id})" if flaw.id else ""
    return f"NOT WHOLE: {flaw.problem}: row {flaw.seq} of {flaw.tenant}{row}"
