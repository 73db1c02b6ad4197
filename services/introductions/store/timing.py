"""SQL on what time brings: interests that run out, and receivers to be reminded."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from chassis.postgres import Runner

EXPIRE = """
WITH over AS (
    SELECT id FROM interests
    WHERE state IN ('sent', 'seen') AND due_at <= (SELECT clock_timestamp())
    ORDER BY due_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
)
UPDATE interests i SET state = 'expired', decided_at = i.due_at, revision = i.revision + 1
FROM over WHERE i.id = over.id
RETURNING i.id
"""


async def expire(runner: Runner, limit: int) -> tuple[UUID, ...]:
    """Those whose time is over, by the database's clock."""
    return tuple(row["id"] for row in await runner.fetch(EXPIRE, limit))


REMIND = """
WITH due AS (
    SELECT id FROM interests
    WHERE state IN ('sent', 'seen') AND due_at > clock_timestamp()
        AND reminded = $1 AND waits_from + $2::interval <= clock_timestamp()
    ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
)
UPDATE interests i SET reminded = i.reminded + 1 FROM due WHERE i.id = due.id
RETURNING i.id
"""


async def remind(runner: Runner, reminded: int, after: timedelta, limit: int) -> tuple[UUID, ...]:
    """Those that were reminded of so often and have waited for so long."""
    return tuple(row["id"] for row in await runner.fetch(REMIND, reminded, after, limit))


IS_OVER = """
SELECT coalesce((SELECT due_at <= clock_timestamp() FROM interests WHERE id = $1), false)
"""


async def is_over(runner: Runner, interest_id: UUID) -> bool:
    """Whether its time is over, also while nobody has noted it yet."""
    return bool(await runner.fetchval(IS_OVER, interest_id))
