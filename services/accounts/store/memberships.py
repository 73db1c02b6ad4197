"""SQL on the memberships that profiles has told of."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner
from contracts.profiles import Membership

KEEP = """
WITH before AS (SELECT role, organization_id, until FROM memberships WHERE id = $1), kept AS (
    INSERT INTO memberships (id, person_id, organization_id, unit_id, role, since, until, revision)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (id) DO UPDATE SET
        person_id = excluded.person_id, organization_id = excluded.organization_id,
        unit_id = excluded.unit_id, role = excluded.role, since = excluded.since,
        until = excluded.until, revision = excluded.revision
    WHERE memberships.revision < excluded.revision
    RETURNING role, organization_id, until
)
SELECT exists(
    SELECT FROM before b, kept k
    WHERE (b.role, b.organization_id) <> (k.role, k.organization_id)
        OR (k.until <= clock_timestamp() AND coalesce(b.until, 'infinity') > k.until))
"""


async def keep(runner: Runner, membership: Membership) -> bool:
    """Keep the newest revision, in whatever order they arrive.

    Whether one that was known is in another role now, or has ended.
    """
    who = (membership.id, membership.person_id, membership.organization_id, membership.unit_id)
    what = (membership.role, membership.since, membership.until, membership.revision)
    return bool(await runner.fetchval(KEEP, *who, *what))


FIRST_ORGANIZATION = """
SELECT m.organization_id FROM memberships m JOIN accounts a ON a.person_id = m.person_id
WHERE a.id = $1 AND m.since <= now() AND (m.until IS NULL OR m.until > now())
ORDER BY m.since, m.id LIMIT 1
"""


async def first_organization(runner: Runner, account_id: UUID) -> UUID | None:
    """For whom the owner of an account acts when nothing else is said."""
    found: UUID | None = await runner.fetchval(FIRST_ORGANIZATION, account_id)
    return found
