"""SQL on sessions. How long they last is in ``rules``; whether they still do, Postgres says."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, record
from contracts.accounts import Session
from services.accounts import rules

INSERT = "INSERT INTO sessions (token_hash, account_id) VALUES ($1, $2)"


async def insert(runner: Runner, token_hash: bytes, account_id: UUID) -> None:
    await runner.execute(INSERT, token_hash, account_id)


LIVE = """
WITH found AS (
    SELECT s.token_hash, s.account_id, s.opened_at, s.seen_at, a.person_id, a.email, a.locale
    FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE s.token_hash = $1
), acting AS (
    SELECT m.id, m.role, m.organization_id, m.unit_id, m.since
    FROM memberships m JOIN found f ON m.person_id = f.person_id
    WHERE m.since <= now() AND (m.until IS NULL OR m.until > now())
), limits AS (
    SELECT CASE WHEN staff THEN $3::interval ELSE $5::interval END AS idle,
        CASE WHEN staff THEN $4::interval ELSE $6::interval END AS absolute
    FROM (SELECT exists(SELECT FROM acting WHERE role = any($2::text[])) AS staff) AS asked
), live AS (
    SELECT f.token_hash, f.account_id, f.person_id, f.email, f.locale,
        f.opened_at + l.absolute AS expires_at
    FROM found f CROSS JOIN limits l
    WHERE f.opened_at > now() - l.absolute AND f.seen_at > now() - l.idle
), touched AS (
    UPDATE sessions s SET seen_at = now() FROM live
    WHERE s.token_hash = live.token_hash AND s.seen_at < now() - interval '1 minute'
)
SELECT account_id, person_id, email, locale, expires_at,
    coalesce((SELECT jsonb_agg(
        jsonb_build_object(
            'role', role, 'organization_id', organization_id, 'unit_id', unit_id)
        ORDER BY since, id) FROM acting), '[]'::jsonb) AS acting
FROM live
"""


async def live(runner: Runner, token_hash: bytes) -> Session | None:
    """The session if it lives, noted as used; its oldest membership is the first to act in."""
    staff = (list(rules.STAFF_ROLES), rules.STAFF_IDLE, rules.STAFF_ABSOLUTE)
    others = (rules.IDLE, rules.ABSOLUTE)
    return await record(runner, Session, LIVE, token_hash, *staff, *others)


DELETE = "DELETE FROM sessions WHERE token_hash = $1"


async def delete(runner: Runner, token_hash: bytes) -> None:
    await runner.execute(DELETE, token_hash)


DELETE_EXPIRED = """
DELETE FROM sessions WHERE opened_at < now() - $1::interval OR seen_at < now() - $2::interval
"""


async def delete_expired(runner: Runner) -> None:
    """Those that have expired for everybody."""
    await runner.execute(DELETE_EXPIRED, rules.ABSOLUTE, rules.IDLE)
