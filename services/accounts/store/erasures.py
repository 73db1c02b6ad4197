"""SQL on who was forgotten: by ids that lead nowhere any more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.own_data import Erasure
from contracts.rights import MANAGERS

HOLD = """
SELECT id FROM memberships
WHERE role = any($2::text[])
    AND organization_id IN (SELECT organization_id FROM memberships WHERE person_id = $1)
ORDER BY id FOR UPDATE
"""

LEFT_ALONE = """
SELECT DISTINCT own.organization_id FROM memberships own
WHERE own.person_id = $1 AND own.role = any($2::text[])
    AND own.since <= clock_timestamp() AND (own.until IS NULL OR own.until > clock_timestamp())
    AND NOT EXISTS (
        SELECT FROM memberships other
        WHERE other.organization_id = own.organization_id AND other.person_id <> $1
            AND other.role = any($2::text[])
            AND other.since <= clock_timestamp() AND other.until IS NULL)
"""


async def left_alone(runner: Runner, person_id: UUID) -> tuple[UUID, ...]:
    """Organizations that nobody else manages. Their managers are held until the transaction ends,
    so that two who go at the same time see each other."""
    roles = sorted(MANAGERS)
    await runner.fetch(HOLD, person_id, roles)
    rows = await runner.fetch(LEFT_ALONE, person_id, roles)
    return tuple(row["organization_id"] for row in rows)


END_MEMBERSHIPS = """
UPDATE memberships SET until = clock_timestamp()
WHERE person_id = $1 AND (until IS NULL OR until > clock_timestamp())
"""


async def end_memberships(runner: Runner, person_id: UUID) -> None:
    """In this copy, at once; profiles ends them for good a moment later."""
    await runner.execute(END_MEMBERSHIPS, person_id)


NOTE = """
INSERT INTO erasures (account_id, person_id, erased_at) VALUES ($1, $2, coalesce($3, now()))
ON CONFLICT (account_id) DO NOTHING
RETURNING account_id, person_id, erased_at
"""


async def note(
    runner: Runner, account_id: UUID, person_id: UUID, erased_at: datetime | None = None
) -> Erasure | None:
    """The new row, or none when it is here."""
    return await record(runner, Erasure, NOTE, account_id, person_id, erased_at)


PAGE = """
SELECT account_id, person_id, erased_at FROM erasures
WHERE $1::timestamptz IS NULL OR erased_at > $1 ORDER BY erased_at, account_id LIMIT $2
"""


async def page(runner: Runner, after: datetime | None, first: int) -> tuple[Erasure, ...]:
    """In the order in which they were erased."""
    return await records(runner, Erasure, PAGE, after, first)


IS_HERE = "SELECT exists(SELECT FROM accounts WHERE id = $1)"


async def is_here(runner: Runner, account_id: UUID) -> bool:
    return bool(await runner.fetchval(IS_HERE, account_id))
