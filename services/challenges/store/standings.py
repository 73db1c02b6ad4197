"""SQL on whether organizations take part, and on what one that closes has open."""

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


KEPT_BACK = "SELECT is_kept_back(id, organization_id, $2) FROM challenges WHERE id = $1"


async def is_kept_back(runner: Runner, challenge_id: UUID, own: UUID | None) -> bool:
    """Whether a challenge is not there for ``own``, as its organization is suspended."""
    return bool(await runner.fetchval(KEPT_BACK, challenge_id, own))


OPEN_OF = "SELECT id FROM challenges WHERE organization_id = $1 AND state <> 'closed' ORDER BY id"


async def open_of(runner: Runner, organization_id: UUID) -> tuple[UUID, ...]:
    return tuple(row["id"] for row in await runner.fetch(OPEN_OF, organization_id))


PROPOSALS_OF = """
SELECT id FROM proposals WHERE organization_id = $1
    AND state IN ('draft', 'submitted', 'under_review', 'clarification', 'shortlisted', 'accepted')
ORDER BY id
"""


async def proposals_of(runner: Runner, organization_id: UUID) -> tuple[UUID, ...]:
    """Those it leads that are not over."""
    return tuple(row["id"] for row in await runner.fetch(PROPOSALS_OF, organization_id))


LEAVE = "UPDATE proposals SET has_left = true WHERE id = $1"


async def leave(runner: Runner, proposal_id: UUID) -> None:
    await runner.execute(LEAVE, proposal_id)
