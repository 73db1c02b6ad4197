"""Units in which nobody works any more while others wait there: a task for the contact point."""

from __future__ import annotations

import asyncio
import logging

from chassis.outbox import tell
from chassis.postgres import Database
from chassis.stopping import told_to_stop
from contracts.handovers import UNIT_WITHOUT_OWNER
from services.introductions.deps import Deps
from services.introductions.store import handovers

log = logging.getLogger(__name__)

PAUSE = 60.0  # seconds between two looks at what takes a day


async def keep_watch(deps: Deps) -> None:
    """Whatever has had no owner for a day, until cancelled."""
    while not told_to_stop():
        try:
            await look(deps.database)
        except Exception:
            log.exception("units without an owner are not looked for; again in %s s", PAUSE)
        await asyncio.sleep(PAUSE)


async def look(database: Database) -> None:
    """By the database's clock; several of these side by side tell of each once."""
    async with database.transaction() as transaction:
        for found in await handovers.ownerless(transaction):
            await tell(transaction, UNIT_WITHOUT_OWNER, found)
