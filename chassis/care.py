"""What every service answers about itself: its health, and what it laid aside."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from chassis.calls import Asked, Endpoint
from chassis.events import Reading, take
from chassis.postgres import Database, records
from chassis.recording import record
from contracts.care import (
    CheckHealth,
    DeadLetter,
    Health,
    ListDead,
    ReplayDead,
    Replayed,
    care,
)

log = logging.getLogger(__name__)

COUNTS = """
SELECT $1::text AS service,
    (SELECT count(*) FROM outbox WHERE published_at IS NULL) AS outbox_waiting,
    (SELECT count(*) FROM dead WHERE replayed_at IS NULL) AS dead
"""

WAITING = """
SELECT id, reader, subject, event_id, error, body, laid_aside_at
FROM dead WHERE replayed_at IS NULL ORDER BY id LIMIT $1
"""

BODIES = """
SELECT id, reader, event_id, body FROM dead WHERE id = any($1::bigint[]) AND replayed_at IS NULL
ORDER BY id
"""

DONE = "UPDATE dead SET replayed_at = now() WHERE id = $1"


@dataclass(frozen=True, slots=True)
class Nurse:
    """Holds what the answers need; one per running service."""

    service: str
    database: Database
    deps: Any
    readings: list[Reading[Any]]

    def endpoints(self) -> list[Endpoint[Any]]:
        methods = care(self.service)
        return [
            Endpoint(methods.check_health, self._check),
            Endpoint(methods.list_dead, self._list),
            Endpoint(methods.replay_dead, self._replay),
        ]

    async def _check(self, _: Any, __: Asked[CheckHealth]) -> Health:
        return (await records(self.database, Health, COUNTS, self.service))[0]

    async def _list(self, _: Any, asked: Asked[ListDead]) -> tuple[DeadLetter, ...]:
        """Recorded when there is anything to be seen: letters hold what events hold."""
        async with self.database.transaction() as transaction:
            rows = await transaction.fetch(WAITING, asked.request.limit)
            found = tuple(DeadLetter(**{**row, "body": _readable(row["body"])}) for row in rows)
            if found:
                told = f"{len(found)} letters"
                await record(transaction, asked, object_kind="dead_letter", reason=told)
        return found

    async def _replay(self, _: Any, asked: Asked[ReplayDead]) -> Replayed:
        """Each one again through its reader, in a transaction of its own."""
        by_name = {what.reader: what for what in self.readings}
        done, failed = [], []
        for row in await self.database.fetch(BODIES, list(asked.request.ids)):
            try:
                await take(
                    self.database, self.deps, by_name[row["reader"]], row["event_id"], row["body"]
                )
                await self._note(asked, row["id"])
                done.append(row["id"])
            except Exception:
                log.exception("dead letter %s fails again", row["id"])
                failed.append(row["id"])
        return Replayed(done=tuple(done), failed=tuple(failed))

    async def _note(self, asked: Asked[ReplayDead], letter: int) -> None:
        async with self.database.transaction() as transaction:
            await transaction.execute(DONE, letter)
            await record(transaction, asked, object_kind="dead_letter", object_id=str(letter))


def _readable(body: bytes) -> str:
    """A body may be anything: what is no text of ours is shown as what it is made of."""
    return body.decode("utf-8", "backslashreplace")
