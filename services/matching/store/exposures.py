"""SQL on counts of who is shown how often."""

from __future__ import annotations

import msgspec

from chassis.postgres import Runner
from contracts.exposure import Exposure

ADD = "INSERT INTO exposures (made_at, report) VALUES ($1, $2) ON CONFLICT (made_at) DO NOTHING"


async def add(runner: Runner, made: Exposure) -> None:
    await runner.execute(ADD, made.made_at, made)


LAST = "SELECT report FROM exposures ORDER BY made_at DESC LIMIT 1"


async def last(runner: Runner) -> Exposure | None:
    found = await runner.fetchval(LAST)
    return None if found is None else msgspec.convert(found, Exposure)
