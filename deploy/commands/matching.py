"""Asking the matcher of a running town: who is shown, and what can be learned."""

from __future__ import annotations

import asyncio

from chassis.settings import Settings, load
from contracts.exposure import MAKE_EXPOSURE, Exposure, MakeExposure
from contracts.learning import FIT_STRENGTHS, FitStrengths, Fitted
from deploy.asking import asking


def exposure() -> None:
    print(asyncio.run(_exposure(load(Settings))))


async def _exposure(settings: Settings) -> str:
    async with asking(settings) as town:
        return shown(await town.call(MAKE_EXPOSURE, MakeExposure()))


def shown(found: Exposure) -> str:
    """A line a group; 1.00 is as if all were shown alike."""
    lines = [f"{found.challenges} challenges, {found.offers} offers, lists of {found.length}"]
    lines += [
        f"{one.by:<18} {one.value:<20} {one.documents:>6} documents "
        f"{one.shown:>7} times  {one.share:.2f}  never: {one.never}"
        for one in found.groups
    ]
    return "\n".join(lines)


def learn(*, switch_on: bool) -> int:
    """Exit code 1 when it was to be switched on and has not proved itself."""
    found = asyncio.run(_learn(load(Settings), switch_on))
    print(verdict(found))
    return int(switch_on and not found.switched_on)


async def _learn(settings: Settings, switch_on: bool) -> Fitted:
    async with asking(settings) as town:
        return await town.call(FIT_STRENGTHS, FitStrengths(switch_on=switch_on))


def verdict(found: Fitted) -> str:
    if found.strengths is None:
        return f"refused: {found.outcomes} outcomes are known, {found.needed} of both kinds needed"
    figures = (
        f"usual {found.usual:.3f}, learned {found.learned:.3f}, gain from {found.gain_low:+.3f}"
    )
    if not found.proved:
        return f"refused: not better on what was kept apart ({figures})"
    state = "switched on" if found.switched_on else "proved, not switched on"
    return f"{state} ({figures}): {found.strengths}"
