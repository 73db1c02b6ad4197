"""SQL on the copy of the organizations."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner
from contracts.profiles import Organization, OrganizationKind

KEEP = """
INSERT INTO organizations (id, kind, name, prefecture, revision) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name,
    prefecture = excluded.prefecture, revision = excluded.revision
WHERE organizations.revision <= excluded.revision
"""


async def keep(runner: Runner, found: Organization) -> None:
    """Keep the newest revision, in whatever order they arrive."""
    values = (found.id, found.kind, found.name, found.prefecture, found.revision)
    await runner.execute(KEEP, *values)


KINDS = "SELECT id, kind FROM organizations WHERE id = any($1::uuid[])"


async def kinds(runner: Runner, ids: Sequence[UUID]) -> dict[UUID, OrganizationKind]:
    """The kind of each organization that has arrived here."""
    rows = await runner.fetch(KINDS, list(ids))
    return {row["id"]: OrganizationKind(row["kind"]) for row in rows}
