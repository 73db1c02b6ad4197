"""SQL on the memberships that profiles has told of."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner
from contracts.profiles import Membership

KEEP = """
INSERT INTO memberships (id, organization_id, role, since, until, revision)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO UPDATE SET organization_id = excluded.organization_id, role = excluded.role,
    since = excluded.since, until = excluded.until, revision = excluded.revision
WHERE memberships.revision < excluded.revision
"""


async def keep(runner: Runner, found: Membership) -> None:
    """Keep the newest revision, in whatever order they arrive."""
    what = (found.id, found.organization_id, found.role, found.since, found.until)
    await runner.execute(KEEP, *what, found.revision)


RUNS_PLATFORM = """
SELECT EXISTS (SELECT FROM memberships WHERE role = 'platform_admin' AND organization_id = $1
    AND since <= now() AND (until IS NULL OR until > now()))
"""


async def runs_platform(runner: Runner, organization_id: UUID | None) -> bool:
    """Whether somebody administers the platform for that organization now."""
    return bool(await runner.fetchval(RUNS_PLATFORM, organization_id))
