"""SQL on what is known of organizations, and of those who do not want to meet."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner
from contracts.preferences import PairExcluded
from contracts.profiles import Organization
from contracts.standing import OrganizationStanding
from services.matching.fit import Facts

KEEP = """
INSERT INTO organizations (id, revision, name, kind, prefecture, population, founded)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, name = excluded.name,
    kind = excluded.kind, prefecture = excluded.prefecture, population = excluded.population,
    founded = excluded.founded
WHERE organizations.revision <= excluded.revision
"""


async def keep(runner: Runner, told: Organization) -> None:
    """The newest; of one revision the last told, for a town is counted without a new one."""
    facts = (told.kind, told.prefecture, told.population, told.founded)
    await runner.execute(KEEP, told.id, told.revision, told.name, *facts)


ALL = "SELECT id, revision, kind, prefecture, population, founded FROM organizations"


async def facts(runner: Runner) -> dict[UUID, Facts]:
    rows = await runner.fetch(ALL)
    return {
        row["id"]: Facts(
            row["kind"], row["prefecture"], row["population"], row["founded"], row["revision"]
        )
        for row in rows
    }


STAND = """
INSERT INTO standings (organization_id, standing, revision) VALUES ($1, $2, $3)
ON CONFLICT (organization_id) DO UPDATE SET standing = excluded.standing,
    revision = excluded.revision
WHERE standings.revision <= excluded.revision
"""


async def stand(runner: Runner, told: OrganizationStanding) -> None:
    await runner.execute(STAND, told.organization_id, told.standing, told.revision)


AWAY = "SELECT organization_id FROM standings WHERE standing <> 'active'"


async def away(runner: Runner) -> frozenset[UUID]:
    """Those that are suspended or have closed."""
    return frozenset(row["organization_id"] for row in await runner.fetch(AWAY))


REFUSE = """
INSERT INTO refusals (low_id, high_id, excluded_by, revision) VALUES ($1, $2, $3, $4)
ON CONFLICT (low_id, high_id) DO UPDATE
SET excluded_by = excluded.excluded_by, revision = excluded.revision
WHERE refusals.revision < excluded.revision
"""


async def refuse(runner: Runner, told: PairExcluded) -> None:
    pair = (told.low_id, told.high_id)
    await runner.execute(REFUSE, *pair, list(told.excluded_by), told.revision)


REFUSED = """
SELECT who, array_agg(CASE WHEN who = low_id THEN high_id ELSE low_id END) AS others
FROM refusals, unnest(excluded_by) AS who GROUP BY who
"""


async def refused(runner: Runner) -> dict[UUID, frozenset[UUID]]:
    """Organization -> those that it does not want to meet."""
    return {row["who"]: frozenset(row["others"]) for row in await runner.fetch(REFUSED)}
