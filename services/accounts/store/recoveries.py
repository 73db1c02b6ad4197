"""SQL on second factors that are lost, and who vouches for whose they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.regaining import Recovery, RecoveryState
from contracts.wire import Role

INSERT = """
INSERT INTO recoveries (id, account_id, expires_at) VALUES ($1, $2, now() + $3::interval)
ON CONFLICT DO NOTHING RETURNING true
"""


async def insert(runner: Runner, recovery_id: UUID, account_id: UUID, life: timedelta) -> bool:
    """Whether none of that account waited."""
    return bool(await runner.fetchval(INSERT, recovery_id, account_id, life))


LAPSE = """
UPDATE recoveries SET state = 'stopped'
WHERE account_id = $1 AND state IN ('asked', 'vouched') AND expires_at <= now()
"""


async def lapse(runner: Runner, account_id: UUID) -> None:
    await runner.execute(LAPSE, account_id)


LIST = """
SELECT r.id, r.account_id, a.person_id, a.email, a.locale, r.state, r.asked_at, r.expires_at,
    r.vouched_by, r.confirmed_by, r.ripe_at, o.ids AS organization_ids
FROM recoveries r
JOIN accounts a ON a.id = r.account_id
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(DISTINCT m.organization_id), '{}') AS ids FROM memberships m
    WHERE m.person_id = a.person_id AND m.since <= clock_timestamp()
        AND (m.until IS NULL OR m.until > clock_timestamp())
) o
WHERE r.state IN ('asked', 'vouched') AND r.expires_at > now()
    AND ($1::boolean OR o.ids && $2::uuid[])
ORDER BY r.asked_at, r.id LIMIT 100
"""


async def waiting(
    runner: Runner, organizations: Sequence[UUID], *, everywhere: bool
) -> tuple[Recovery, ...]:
    """Those of people who work in one of ``organizations``, or of all."""
    return await records(runner, Recovery, LIST, everywhere, list(organizations))


GET = """
SELECT r.id, r.account_id, a.person_id, a.email, a.locale, r.state, r.asked_at, r.expires_at,
    r.vouched_by, r.confirmed_by, r.ripe_at,
    coalesce((SELECT array_agg(DISTINCT m.organization_id) FROM memberships m
        WHERE m.person_id = a.person_id AND m.since <= clock_timestamp()
            AND (m.until IS NULL OR m.until > clock_timestamp())), '{}') AS organization_ids
FROM recoveries r JOIN accounts a ON a.id = r.account_id
WHERE r.id = $1
FOR UPDATE OF r
"""


async def held(runner: Runner, recovery_id: UUID) -> Recovery | None:
    """Decisions on one come one after another from here on."""
    return await record(runner, Recovery, GET, recovery_id)


HAS_LAPSED = "SELECT expires_at <= now() FROM recoveries WHERE id = $1"


async def has_lapsed(runner: Runner, recovery_id: UUID) -> bool:
    return bool(await runner.fetchval(HAS_LAPSED, recovery_id))


VOUCH = """
UPDATE recoveries SET vouched_by = $2, confirmed_by = $3,
    state = CASE WHEN $2::uuid IS NOT NULL AND $3::uuid IS NOT NULL THEN 'vouched' ELSE state END,
    ripe_at = CASE WHEN $2::uuid IS NOT NULL AND $3::uuid IS NOT NULL
        THEN now() + $4::interval END
WHERE id = $1
"""


async def vouch(
    runner: Runner,
    recovery_id: UUID,
    vouched_by: UUID | None,
    confirmed_by: UUID | None,
    wait: timedelta,
) -> None:
    await runner.execute(VOUCH, recovery_id, vouched_by, confirmed_by, wait)


SET_STATE = "UPDATE recoveries SET state = $2 WHERE id = $1"


async def set_state(runner: Runner, recovery_id: UUID, state: RecoveryState) -> None:
    await runner.execute(SET_STATE, recovery_id, state)


RIPE = """
SELECT r.id FROM recoveries r JOIN accounts a ON a.id = r.account_id
WHERE r.account_id = $1 AND r.state = 'vouched' AND r.ripe_at <= now() AND r.expires_at > now()
FOR UPDATE OF r
"""


async def ripe(runner: Runner, account_id: UUID) -> UUID | None:
    """One that may be used by now."""
    found: UUID | None = await runner.fetchval(RIPE, account_id)
    return found


MAY_VOUCH = """
SELECT exists(SELECT FROM memberships WHERE person_id = $1
    AND (role = $4 OR (role = any($2::text[]) AND organization_id = any($3::uuid[])))
    AND since <= clock_timestamp() AND (until IS NULL OR until > clock_timestamp()))
"""


async def may_vouch(
    runner: Runner, person_id: UUID | None, managers: Sequence[Role], where: Sequence[UUID]
) -> bool:
    """Whether somebody manages one of these at this moment, or everything."""
    who = (person_id, list(managers), list(where), Role.PLATFORM_ADMIN)
    return bool(await runner.fetchval(MAY_VOUCH, *who))


FORGET_FACTORS = """
WITH keys AS (DELETE FROM passkeys WHERE account_id = $1),
    apps AS (DELETE FROM totp WHERE account_id = $1)
DELETE FROM recovery_codes WHERE account_id = $1
"""


async def forget_factors(runner: Runner, account_id: UUID) -> None:
    """All second factors, and what stood in for them."""
    await runner.execute(FORGET_FACTORS, account_id)
