"""SQL on whose account, and which organization, is suspended."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.postgres import Runner, records
from contracts.standing import AccountStandingSet, OrganizationStanding
from contracts.wire import Role
from services.notify.store.people import Addressee

KEEP = """
INSERT INTO account_standings (person_id, is_suspended, at) VALUES ($1, $2, $3)
ON CONFLICT (person_id) DO UPDATE SET is_suspended = excluded.is_suspended,
    at = excluded.at
WHERE account_standings.at <= excluded.at
"""


async def keep(runner: Runner, told: AccountStandingSet) -> None:
    """As it was said last, in whatever order it arrives."""
    await runner.execute(KEEP, told.person_id, told.is_suspended, told.at)


KEEP_ORGANIZATION = """
INSERT INTO organization_standings (organization_id, standing, revision) VALUES ($1, $2, $3)
ON CONFLICT (organization_id) DO UPDATE SET standing = excluded.standing,
    revision = excluded.revision
WHERE organization_standings.revision < excluded.revision
"""


async def keep_organization(runner: Runner, told: OrganizationStanding) -> None:
    """As it was said last, in whatever order it arrives."""
    await runner.execute(KEEP_ORGANIZATION, told.organization_id, told.standing, told.revision)


# Closing an organization ends its memberships after it is closed, in the same change.
CONCERNED = """
SELECT DISTINCT a.person_id, a.email, a.locale, coalesce(p.name, '') AS name
FROM memberships m JOIN addresses a ON a.person_id = m.person_id
LEFT JOIN people p ON p.id = m.person_id
WHERE m.organization_id = $1 AND m.role = any($2::text[]) AND m.since <= now()
    AND (m.until IS NULL OR m.until >= coalesce($3::timestamptz, now()))
"""


async def concerned(
    runner: Runner, told: OrganizationStanding, roles: Sequence[Role]
) -> tuple[Addressee, ...]:
    """Who belongs to it in one of these roles, or did until it was closed."""
    who = (told.organization_id, list(roles), told.set_at)
    return await records(runner, Addressee, CONCERNED, *who)
