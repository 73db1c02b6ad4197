"""SQL on the copy of the organizations."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner
from contracts.profiles import Organization, OrganizationKind

KEEP = """
INSERT INTO organizations (id, kind, name, prefecture, revision, review_before_publishing, units)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name,
    prefecture = excluded.prefecture, revision = excluded.revision,
    review_before_publishing = excluded.review_before_publishing, units = excluded.units
WHERE organizations.revision <= excluded.revision
"""


async def keep(runner: Runner, found: Organization) -> None:
    """Keep the newest revision, in whatever order they arrive."""
    values = (found.id, found.kind, found.name, found.prefecture, found.revision)
    units = [unit.id for unit in found.units]
    await runner.execute(KEEP, *values, found.review_before_publishing, units)


REVIEWS = "SELECT review_before_publishing FROM organizations WHERE id = $1"


async def reviews(runner: Runner, organization_id: UUID) -> bool:
    """Whether what one of its people writes another one publishes."""
    return bool(await runner.fetchval(REVIEWS, organization_id))


UNITS = "SELECT units FROM organizations WHERE id = $1"


async def units(runner: Runner, organization_id: UUID) -> list[UUID]:
    """Its sections, as far as it has any."""
    return list(await runner.fetchval(UNITS, organization_id) or ())


KINDS = "SELECT id, kind FROM organizations WHERE id = any($1::uuid[])"


async def kinds(runner: Runner, ids: Sequence[UUID]) -> dict[UUID, OrganizationKind]:
    """The kind of each organization that has arrived here."""
    rows = await runner.fetch(KINDS, list(ids))
    return {row["id"]: OrganizationKind(row["kind"]) for row in rows}
