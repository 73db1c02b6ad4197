"""Units in which nobody works any more while others wait there: a task for the contact point."""

from __future__ import annotations

from chassis.chores import chore
from chassis.outbox import tell
from chassis.postgres import Database
from contracts.handovers import UNIT_WITHOUT_OWNER
from services.introductions.store import handovers


async def look(database: Database) -> None:
    """By the database's clock; several of these side by side tell of each once."""
    async with database.transaction() as transaction:
        for found in await handovers.ownerless(transaction):
            await tell(transaction, UNIT_WITHOUT_OWNER, found)


keep_watch = chore("units without an owner", lambda deps: look(deps.database), pause=60.0)
"""Rarely: it takes a day to be one."""
