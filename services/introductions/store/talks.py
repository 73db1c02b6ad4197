"""SQL on the times that two sides look for a talk at."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.threads import OfferTalk, Talk

INSERT = """
INSERT INTO talks (id, introduction_id, offered_by, times, minutes, place)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO NOTHING
RETURNING true
"""
FIND = """
SELECT id, introduction_id, offered_by, times, minutes, place, state, chosen, sequence, offered_at
FROM talks WHERE id = $1
"""
OF = """
SELECT id, introduction_id, offered_by, times, minutes, place, state, chosen, sequence, offered_at
FROM talks WHERE introduction_id = $1 ORDER BY offered_at, id LIMIT 50
"""
SET = """
UPDATE talks SET state = $2, chosen = coalesce($3, chosen), sequence = sequence + 1 WHERE id = $1
"""


async def insert(runner: Runner, asked: OfferTalk, own: UUID) -> bool:
    """Whether it is new."""
    times = [moment.isoformat() for moment in sorted(set(asked.times))]
    what = (times, asked.minutes, asked.place.strip())
    return bool(await runner.fetchval(INSERT, asked.id, asked.introduction_id, own, *what))


async def one(runner: Runner, talk_id: UUID) -> Talk | None:
    return await record(runner, Talk, FIND, talk_id)


async def of_introduction(runner: Runner, introduction_id: UUID) -> tuple[Talk, ...]:
    return await records(runner, Talk, OF, introduction_id)


async def set_state(runner: Runner, talk_id: UUID, state: str, chosen: datetime | None) -> None:
    await runner.execute(SET, talk_id, state, chosen)
