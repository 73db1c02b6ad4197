"""Who was introduced because of a challenge is told from then on whatever is told of it."""

from __future__ import annotations

from chassis.events import Told
from contracts.introductions import Cause, Introduction
from services.challenges.deps import Deps
from services.challenges.store import needs


async def take_part(_: Deps, told: Told[Introduction]) -> None:
    """Both sides but the challenge's own; told twice, nothing changes."""
    found = told.payload
    if found.cause is not Cause.CHALLENGE or found.cause_id is None:
        return
    for side in (found.ours, found.theirs):
        await needs.introduce(told.transaction, found.cause_id, side.organization_id)
