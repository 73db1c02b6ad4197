"""SQL on the standing of organizations, and on what ends when one closes."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.profiles import Membership
from contracts.standing import OrganizationStanding, Standing

HELD = """
SELECT id AS organization_id, name AS organization_name, standing, standing_at AS set_at,
    standing_revision AS revision, coalesce(standing_reason, '') AS reason
FROM organizations WHERE id = $1 FOR NO KEY UPDATE
"""


async def held(runner: Runner, organization_id: UUID) -> OrganizationStanding | None:
    return await record(runner, OrganizationStanding, HELD, organization_id)


SEEN = """
SELECT id AS organization_id, name AS organization_name, standing, standing_at AS set_at,
    standing_revision AS revision, coalesce(standing_reason, '') AS reason
FROM organizations WHERE id = $1
"""


async def seen(runner: Runner, organization_id: UUID) -> OrganizationStanding | None:
    return await record(runner, OrganizationStanding, SEEN, organization_id)


STANDING = "SELECT standing FROM organizations WHERE id = $1"


async def standing(runner: Runner, organization_id: UUID) -> Standing:
    """Of one that is not here as of one that takes part: that is said elsewhere."""
    return Standing(await runner.fetchval(STANDING, organization_id) or Standing.ACTIVE)


SET = """
UPDATE organizations SET standing = $2, standing_reason = $3, standing_at = now(),
    standing_revision = standing_revision + 1
WHERE id = $1
"""


async def set_standing(
    runner: Runner, organization_id: UUID, standing: Standing, reason: str
) -> None:
    await runner.execute(SET, organization_id, standing, reason)


OPEN_OFFERS = """
SELECT id FROM offers WHERE organization_id = $1 AND state = 'published' ORDER BY id FOR UPDATE
"""


async def open_offers(runner: Runner, organization_id: UUID) -> tuple[UUID, ...]:
    return tuple(row["id"] for row in await runner.fetch(OPEN_OFFERS, organization_id))


OPEN_INVITATIONS = """
UPDATE invitations SET state = 'revoked', revision = revision + 1
WHERE organization_id = $1 AND state IN ('waiting', 'sent') RETURNING id
"""


async def revoke_invitations(runner: Runner, organization_id: UUID) -> tuple[UUID, ...]:
    return tuple(row["id"] for row in await runner.fetch(OPEN_INVITATIONS, organization_id))


END_MEMBERSHIPS = """
UPDATE memberships SET until = greatest(clock_timestamp(), since + interval '1 microsecond'),
    revision = revision + 1
WHERE organization_id = $1 AND (until IS NULL OR until > clock_timestamp())
RETURNING id, person_id, organization_id, unit_id, role, since, until, revision
"""


async def end_memberships(runner: Runner, organization_id: UUID) -> tuple[Membership, ...]:
    return await records(runner, Membership, END_MEMBERSHIPS, organization_id)
