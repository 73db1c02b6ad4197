"""SQL on what a closing organization has open."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner

OPEN_OF = "SELECT id FROM challenges WHERE organization_id = $1 AND state <> 'closed' ORDER BY id"


async def open_of(runner: Runner, organization_id: UUID) -> tuple[UUID, ...]:
    return tuple(row["id"] for row in await runner.fetch(OPEN_OF, organization_id))
