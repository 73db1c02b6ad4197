"""SQL on who is kept out: accounts, and everybody who acts for an organization."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, record
from contracts.accounts import Suspension
from contracts.standing import AccountStanding, AccountStandingSet

SET_ACCOUNT = """
UPDATE accounts SET suspended_at = CASE WHEN $2::boolean THEN now() END,
    suspension_reason = CASE WHEN $2::boolean THEN $3::text ELSE '' END
WHERE person_id = $1
RETURNING id AS account_id, person_id, email, locale, $2::boolean AS is_suspended,
    $3::text AS reason,
    now() AS at
"""


async def set_account(
    runner: Runner, person_id: UUID, *, is_suspended: bool, reason: str
) -> AccountStandingSet | None:
    """What its owner is told, if there is an account."""
    return await record(runner, AccountStandingSet, SET_ACCOUNT, person_id, is_suspended, reason)


ACCOUNT = """
SELECT person_id, suspended_at IS NOT NULL AS is_suspended, suspended_at AS since,
    suspension_reason AS reason
FROM accounts WHERE person_id = $1
"""


async def account(runner: Runner, person_id: UUID) -> AccountStanding | None:
    return await record(runner, AccountStanding, ACCOUNT, person_id)


SUSPENSION = """
SELECT suspended_at AS since, suspension_reason AS reason
FROM accounts WHERE id = $1 AND suspended_at IS NOT NULL
"""


async def suspension(runner: Runner, account_id: UUID) -> Suspension | None:
    """Why somebody is kept out; none for who is not."""
    return await record(runner, Suspension, SUSPENSION, account_id)


RUNS_PLATFORM = """
SELECT exists(SELECT FROM memberships WHERE person_id = $1 AND role = any($2::text[])
    AND since <= clock_timestamp() AND (until IS NULL OR until > clock_timestamp()))
"""


async def runs_platform(runner: Runner, person_id: UUID, roles: list[str]) -> bool:
    return bool(await runner.fetchval(RUNS_PLATFORM, person_id, roles))


END_SESSIONS = "DELETE FROM sessions WHERE account_id = $1"


async def end_sessions(runner: Runner, account_id: UUID) -> None:
    await runner.execute(END_SESSIONS, account_id)


KEEP_ORGANIZATION = """
INSERT INTO organization_standings (organization_id, is_active, revision, reason)
VALUES ($1, $2, $3, $4)
ON CONFLICT (organization_id) DO UPDATE SET is_active = excluded.is_active,
    revision = excluded.revision, reason = excluded.reason
WHERE organization_standings.revision < excluded.revision
"""


async def keep_organization(
    runner: Runner, organization_id: UUID, revision: int, *, is_active: bool, reason: str
) -> None:
    await runner.execute(KEEP_ORGANIZATION, organization_id, is_active, revision, reason)
