"""SQL on shortlists."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner, records
from contracts.shortlists import ShortlistEntry
from services.introductions.rules import Acting

TAKE_TURN = "SELECT pg_advisory_xact_lock(hashtext('shortlist' || $1::text))"
HOW_MANY = """
SELECT count(*) FROM shortlists WHERE organization_id = $1 AND unit_id IS NOT DISTINCT FROM $2
"""


async def how_many(runner: Runner, who: Acting) -> int:
    """Of their unit; nobody else counts them until the transaction ends."""
    await runner.execute(TAKE_TURN, str(who.organization))
    return int(await runner.fetchval(HOW_MANY, who.organization, who.unit))


KEEP = """
INSERT INTO shortlists (organization_id, unit_id, kind, thing_id) VALUES ($1, $2, $3, $4)
ON CONFLICT (organization_id, unit_id, thing_id) DO NOTHING
"""


async def keep(runner: Runner, who: Acting, kind: str, thing_id: UUID) -> None:
    await runner.execute(KEEP, who.organization, who.unit, kind, thing_id)


DROP = """
DELETE FROM shortlists
WHERE organization_id = $1 AND ($3 OR unit_id IS NULL OR unit_id = $2)
    AND thing_id = any($4::uuid[])
"""


async def drop(runner: Runner, who: Acting, ids: Sequence[UUID]) -> None:
    await runner.execute(DROP, who.organization, who.unit, who.wide, list(ids))


OF = """
WITH once AS (
    SELECT DISTINCT ON (thing_id) thing_id, kind, kept_at FROM shortlists
    WHERE organization_id = $1 AND ($3 OR unit_id IS NULL OR unit_id = $2)
        AND (cardinality($4::uuid[]) = 0 OR thing_id = any($4))
    ORDER BY thing_id, kept_at
)
SELECT kind, thing_id AS id, kept_at FROM once ORDER BY kept_at DESC, thing_id LIMIT $5
"""


async def of(
    runner: Runner, who: Acting, ids: Sequence[UUID], most: int
) -> tuple[ShortlistEntry, ...]:
    """What is theirs to see, each thing once."""
    return await records(
        runner, ShortlistEntry, OF, who.organization, who.unit, who.wide, list(ids), most
    )
