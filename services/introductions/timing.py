"""What time brings: interests run out, receivers are reminded, and people move on.

By the database's clock.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from chassis.chores import chore
from chassis.outbox import tell
from chassis.postgres import Database, Runner
from contracts.introductions import (
    INTEREST_EXPIRED,
    INTEREST_REMINDED,
    REMINDED_AFTER,
    Interest,
    StepKind,
)
from contracts.wire import Event
from services.introductions.handovers.handovers import hand_over
from services.introductions.store import interests, timing

AT_ONCE = 50


async def pass_time(database: Database) -> None:
    async with database.transaction() as transaction:
        over = await timing.expire(transaction, AT_ONCE)
        await _note(transaction, over, StepKind.EXPIRED, INTEREST_EXPIRED)
        for before, days in reversed(list(enumerate(REMINDED_AFTER))):
            after = timedelta(days=days)
            due = await timing.remind(transaction, before, after, AT_ONCE)
            await _note(transaction, due, StepKind.REMINDED, INTEREST_REMINDED)


async def _note(
    transaction: Runner, ids: tuple[UUID, ...], kind: StepKind, event: Event[Interest]
) -> None:
    for one in ids:
        await interests.step(transaction, one, kind)
    for found in await interests.by_ids(transaction, ids, None):
        await tell(transaction, event, found)


JOBS = (
    chore("the time of interests", lambda deps: pass_time(deps.database), pause=2.0),
    chore("interests change hands", lambda deps: hand_over(deps.database), pause=2.0),
)
