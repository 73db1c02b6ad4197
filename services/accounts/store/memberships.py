"""SQL on the memberships that profiles has told of."""

from __future__ import annotations

from chassis.postgres import Runner
from contracts.profiles import Membership

KEEP = """
INSERT INTO memberships (id, person_id, organization_id, unit_id, role, since, until, revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO UPDATE SET
    person_id = excluded.person_id, organization_id = excluded.organization_id,
    unit_id = excluded.unit_id, role = excluded.role, since = excluded.since,
    until = excluded.until, revision = excluded.revision
WHERE memberships.revision < excluded.revision
"""


async def keep(runner: Runner, membership: Membership) -> None:
    """Keep the newest revision, in whatever order they arrive."""
    who = (membership.id, membership.person_id, membership.organization_id, membership.unit_id)
    what = (membership.role, membership.since, membership.until, membership.revision)
    await runner.execute(KEEP, *who, *what)
