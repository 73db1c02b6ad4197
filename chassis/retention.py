"""Purging what has been kept long enough: each hour, with the counts in the log and the record."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

from chassis.calls import Asked, Endpoint
from chassis.postgres import Database
from chassis.recording import record
from chassis.stopping import told_to_stop
from contracts.retention import Purged, PurgeNow, purge

log = logging.getLogger(__name__)

PAUSE = 3_600.0  # seconds


@dataclass(frozen=True, slots=True)
class Purge:
    """A kind of rows and the statement that takes away the old ones."""

    name: str
    statement: str


@dataclass(frozen=True, slots=True)
class Keeper:
    """Holds what purging needs; one per running service."""

    service: str
    database: Database
    purges: tuple[Purge, ...]

    def endpoint(self) -> Endpoint[Any]:
        return Endpoint(purge(self.service), self._answer)

    async def run(self) -> None:
        """Every hour, until cancelled. By nobody: the entry names no person."""
        asked = Asked(PurgeNow(), None, purge(self.service).subject)
        while not told_to_stop():
            try:
                await self._purge(asked)
            except Exception:
                log.exception("what is old stays for another hour")
            await asyncio.sleep(PAUSE)

    async def _answer(self, _: Any, asked: Asked[PurgeNow]) -> Purged:
        return Purged(counts=await self._purge(asked))

    async def _purge(self, asked: Asked[PurgeNow]) -> dict[str, int]:
        async with self.database.transaction() as transaction:
            counts = {
                each.name: how_many(await transaction.execute(each.statement))
                for each in self.purges
            }
            told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
            if told:
                log.info("purged: %s", told)
                await record(transaction, asked, object_kind="retention", reason=told)
        return counts


def how_many(answer: str) -> int:
    """Rows of a change, from what PostgreSQL answers to it: ``DELETE 3``."""
    return int(answer.rpartition(" ")[2])
