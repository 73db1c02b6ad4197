"""SQL on who is kept out: accounts, and everybody who acts for an organization."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner

SET_ACCOUNT = """
UPDATE accounts SET suspended_at = CASE WHEN $2 THEN coalesce(suspended_at, now()) END
WHERE person_id = $1 RETURNING id
"""


async def set_account(runner: Runner, person_id: UUID, *, is_suspended: bool) -> UUID | None:
    """The id of the account, if there is one."""
    found: UUID | None = await runner.fetchval(SET_ACCOUNT, person_id, is_suspended)
    return found


END_SESSIONS = "DELETE FROM sessions WHERE account_id = $1"


async def end_sessions(runner: Runner, account_id: UUID) -> None:
    await runner.execute(END_SESSIONS, account_id)


KEEP_ORGANIZATION = """
INSERT INTO organization_standings (organization_id, is_active, revision) VALUES ($1, $2, $3)
ON CONFLICT (organization_id) DO UPDATE SET is_active = excluded.is_active,
    revision = excluded.revision
WHERE organization_standings.revision < excluded.revision
"""


async def keep_organization(
    runner: Runner, organization_id: UUID, revision: int, *, is_active: bool
) -> None:
    await runner.execute(KEEP_ORGANIZATION, organization_id, is_active, revision)
