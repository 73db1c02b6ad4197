"""SQL on whether organizations take part, and what one that has left had going on."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner
from contracts.standing import OrganizationStanding, Standing

KEEP = """
INSERT INTO standings (organization_id, standing, revision) VALUES ($1, $2, $3)
ON CONFLICT (organization_id) DO UPDATE SET standing = excluded.standing,
    revision = excluded.revision
WHERE standings.revision <= excluded.revision
"""


async def keep(runner: Runner, told: OrganizationStanding) -> None:
    await runner.execute(KEEP, told.organization_id, told.standing, told.revision)


STANDING = "SELECT standing FROM standings WHERE organization_id = $1"


async def standing(runner: Runner, organization_id: UUID) -> Standing:
    """As far as it is known here."""
    return Standing(await runner.fetchval(STANDING, organization_id) or Standing.ACTIVE)


async def is_active(runner: Runner, organization_id: UUID) -> bool:
    return await standing(runner, organization_id) is Standing.ACTIVE


OTHERS = """
SELECT other FROM (
    SELECT to_organization_id AS other FROM interests
        WHERE from_organization_id = $1 AND state IN ('sent', 'seen')
    UNION SELECT from_organization_id FROM interests
        WHERE to_organization_id = $1 AND state IN ('sent', 'seen')
    UNION SELECT CASE WHEN low_id = $1 THEN high_id ELSE low_id END FROM introductions
        WHERE $1 IN (low_id, high_id) AND state = 'live'
    UNION SELECT other_id FROM preferences WHERE organization_id = $1
        AND grade IN ('must', 'meet')
) there ORDER BY other
"""


async def others(runner: Runner, organization_id: UUID) -> tuple[UUID, ...]:
    """With whom it has something going on."""
    return tuple(row["other"] for row in await runner.fetch(OTHERS, organization_id))


END_INTERESTS = """
UPDATE interests SET revision = revision + 1, decided_at = clock_timestamp(),
    state = CASE WHEN from_organization_id = $1 THEN 'cancelled' ELSE 'expired' END
WHERE state IN ('sent', 'seen') AND ((from_organization_id = $1 AND to_organization_id = $2)
    OR (from_organization_id = $2 AND to_organization_id = $1))
RETURNING id, state
"""


async def end_interests(runner: Runner, gone: UUID, other: UUID) -> tuple[tuple[UUID, str], ...]:
    """Both ways; what each became: taken back, or without an answer."""
    rows = await runner.fetch(END_INTERESTS, gone, other)
    return tuple((row["id"], row["state"]) for row in rows)


END_INTRODUCTION = """
UPDATE introductions SET state = 'ended', ended_at = clock_timestamp(), revision = revision + 1
WHERE low_id = least($1::uuid, $2::uuid) AND high_id = greatest($1::uuid, $2::uuid)
    AND state = 'live'
RETURNING id
"""


async def end_introduction(runner: Runner, gone: UUID, other: UUID) -> UUID | None:
    """The live one, if there was one; nobody said why."""
    found: UUID | None = await runner.fetchval(END_INTRODUCTION, gone, other)
    return found


FORGET = """
DELETE FROM preferences WHERE organization_id = $1 AND other_id = $2 AND grade <> 'no'
"""


async def forget_yes(runner: Runner, gone: UUID, other: UUID) -> None:
    await runner.execute(FORGET, gone, other)
