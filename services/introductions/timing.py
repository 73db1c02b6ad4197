"""What time brings: interests run out, receivers are reminded, and people move on.

By the database's clock.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from uuid import UUID

from chassis.outbox import tell
from chassis.postgres import Database, Runner
from chassis.stopping import told_to_stop
from contracts.introductions import (
    INTEREST_EXPIRED,
    INTEREST_REMINDED,
    REMINDED_AFTER,
    Interest,
    StepKind,
)
from contracts.wire import Event
from services.introductions.deps import Deps
from services.introductions.handovers.handovers import hand_over
from services.introductions.store import interests, timing

log = logging.getLogger(__name__)

PAUSE = 2.0  # seconds between two looks
AT_ONCE = 50


async def keep_time(deps: Deps) -> None:
    """Whatever is due, until cancelled. Several of these side by side do each thing once."""
    while not told_to_stop():
        for look in (pass_time, hand_over):
            try:
                await look(deps.database)
            except Exception:
                log.exception("%s failed; looking again in %s s", look.__name__, PAUSE)
        await asyncio.sleep(PAUSE)


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
