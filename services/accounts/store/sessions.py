"""SQL on sessions. How long they last is in ``rules``; whether they still do, Postgres says."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts import terms
from contracts.accounts import Session
from contracts.factors import OpenSession
from services.accounts import rules

INSERT = """
INSERT INTO sessions (token_hash, account_id, device, organization_id, confirmed_at, owes_terms)
SELECT $1, a.id, $3, $4, CASE WHEN $4::uuid IS NULL THEN now() ELSE '-infinity' END,
    a.terms_version <> $5
FROM accounts a WHERE a.id = $2
"""


async def insert(
    runner: Runner, token_hash: bytes, account_id: UUID, device: str, bound_to: UUID | None = None
) -> None:
    """``bound_to``: by that organization's provider, which says nothing for any other, and not
    that its person may change the account. An account that has not accepted the terms of use
    in force is asked to, from this session on: one that goes on is not cut short."""
    await runner.execute(INSERT, token_hash, account_id, device, bound_to, terms.TERMS_VERSION)


LIVE = """
WITH found AS (
    SELECT s.id, s.token_hash, s.account_id, s.opened_at, s.seen_at, s.organization_id,
        s.confirmed_at > now() - $7::interval AS is_confirmed, a.person_id, a.email, a.locale,
        s.owes_terms AND a.terms_version <> $9 AS owes_terms,
        exists(SELECT FROM passkeys p WHERE p.account_id = s.account_id)
            OR exists(SELECT FROM totp t
                WHERE t.account_id = s.account_id AND t.confirmed_at IS NOT NULL) AS has_factor
    FROM sessions s JOIN accounts a ON a.id = s.account_id
    WHERE s.token_hash = $1 AND a.suspended_at IS NULL
), acting AS (
    SELECT m.id, m.role, m.organization_id, m.unit_id, m.since,
        coalesce(o.reason, '') AS reason,
        CASE WHEN NOT coalesce(o.is_active, true) THEN 'inactive'
            WHEN $8::text IS NOT NULL AND cardinality(p.networks) > 0
                AND NOT coalesce(nullif($8::text, '')::inet <<= any(p.networks), false)
            THEN 'network'
            WHEN p.second_factor AND NOT f.has_factor AND f.organization_id IS NULL
            THEN 'second_factor'
            WHEN f.owes_terms THEN 'terms' END AS bar
    FROM memberships m JOIN found f ON m.person_id = f.person_id
        AND m.organization_id = coalesce(f.organization_id, m.organization_id)
    LEFT JOIN sign_in_policies p ON p.organization_id = m.organization_id
    LEFT JOIN organization_standings o ON o.organization_id = m.organization_id
    WHERE m.since <= clock_timestamp() AND (m.until IS NULL OR m.until > clock_timestamp())
), limits AS (
    SELECT CASE WHEN staff THEN $3::interval ELSE $5::interval END AS idle,
        CASE WHEN staff THEN $4::interval ELSE $6::interval END AS absolute
    FROM (SELECT exists(SELECT FROM acting
        WHERE role = any($2::text[]) AND bar IS DISTINCT FROM 'inactive') AS staff) AS asked
), live AS (
    SELECT f.id, f.token_hash, f.account_id, f.person_id, f.email, f.locale, f.is_confirmed,
        f.has_factor, f.organization_id, f.owes_terms, f.opened_at + l.absolute AS expires_at
    FROM found f CROSS JOIN limits l
    WHERE f.opened_at > now() - l.absolute AND f.seen_at > now() - l.idle
), touched AS (
    UPDATE sessions s SET seen_at = now() FROM live
    WHERE s.token_hash = live.token_hash AND s.seen_at < now() - interval '1 minute'
)
SELECT id, account_id, person_id, email, locale, expires_at, is_confirmed,
    has_factor AS has_second_factor, organization_id AS bound_to, owes_terms,
    coalesce((SELECT jsonb_agg(
        jsonb_build_object(
            'role', role, 'organization_id', organization_id, 'unit_id', unit_id, 'id', id)
        ORDER BY since, id) FROM acting WHERE bar IS NULL), '[]'::jsonb) AS acting,
    coalesce((SELECT jsonb_agg(
        jsonb_build_object('organization_id', organization_id, 'why', bar,
            'reason', CASE WHEN bar = 'inactive' THEN reason ELSE '' END)
        ORDER BY since, id) FROM acting WHERE bar IS NOT NULL), '[]'::jsonb) AS barred
FROM live
"""


async def live(runner: Runner, token_hash: bytes, address: str | None = None) -> Session | None:
    """The session if it lives, noted as used; its oldest membership is the first to act in.

    ``address``: from where it is used, in its plain form; none: no list of networks is asked.
    """
    staff = (list(rules.STAFF_ROLES), rules.STAFF_IDLE, rules.STAFF_ABSOLUTE)
    others = (rules.IDLE, rules.ABSOLUTE)
    return await record(
        runner,
        Session,
        LIVE,
        token_hash,
        *staff,
        *others,
        rules.CONFIRMED,
        address,
        terms.TERMS_VERSION,
    )


LIST_OF = """
SELECT id, opened_at, seen_at, device, token_hash = $2 AS is_current FROM sessions
WHERE account_id = $1
    AND opened_at > now() - CASE WHEN $3 THEN $5::interval ELSE $7::interval END
    AND seen_at > now() - CASE WHEN $3 THEN $4::interval ELSE $6::interval END
ORDER BY seen_at DESC, id
"""


async def list_of(
    runner: Runner, account_id: UUID, token_hash: bytes, *, staff: bool
) -> tuple[OpenSession, ...]:
    """Those that live, the one last used first."""
    limits = (rules.STAFF_IDLE, rules.STAFF_ABSOLUTE, rules.IDLE, rules.ABSOLUTE)
    return await records(runner, OpenSession, LIST_OF, account_id, token_hash, staff, *limits)


CONFIRM = "UPDATE sessions SET confirmed_at = now() WHERE token_hash = $1"


async def confirm(runner: Runner, token_hash: bytes) -> None:
    await runner.execute(CONFIRM, token_hash)


RENEW = "UPDATE sessions SET token_hash = $2 WHERE token_hash = $1 RETURNING true"


async def renew(runner: Runner, token_hash: bytes, new_hash: bytes) -> bool:
    """Whether there was one to live on under the new token."""
    return bool(await runner.fetchval(RENEW, token_hash, new_hash))


REVOKE = "DELETE FROM sessions WHERE account_id = $1 AND id = $2 RETURNING true"


async def revoke(runner: Runner, account_id: UUID, session_id: UUID) -> bool:
    """Whether there was one."""
    return bool(await runner.fetchval(REVOKE, account_id, session_id))


REVOKE_ALL = """
WITH revoked AS (DELETE FROM sessions WHERE account_id = $1 RETURNING id)
SELECT count(*) FROM revoked
"""


async def revoke_all(runner: Runner, account_id: UUID) -> int:
    """How many there were."""
    return int(await runner.fetchval(REVOKE_ALL, account_id))


REVOKE_OF_PERSON = """
DELETE FROM sessions s USING accounts a WHERE a.id = s.account_id AND a.person_id = $1
"""


async def revoke_of_person(runner: Runner, person_id: UUID) -> None:
    await runner.execute(REVOKE_OF_PERSON, person_id)


REVOKE_OTHERS = """
WITH revoked AS (DELETE FROM sessions WHERE account_id = $1 AND token_hash <> $2 RETURNING id)
SELECT count(*) FROM revoked
"""


async def revoke_others(runner: Runner, account_id: UUID, token_hash: bytes) -> int:
    """How many there were."""
    return int(await runner.fetchval(REVOKE_OTHERS, account_id, token_hash))


DELETE = "DELETE FROM sessions WHERE token_hash = $1 RETURNING account_id"


async def delete(runner: Runner, token_hash: bytes) -> UUID | None:
    """Whose it was, if there was one."""
    found: UUID | None = await runner.fetchval(DELETE, token_hash)
    return found


DELETE_EXPIRED = """
DELETE FROM sessions WHERE opened_at < now() - $1::interval OR seen_at < now() - $2::interval
"""


async def delete_expired(runner: Runner) -> None:
    """Those that have expired for everybody."""
    await runner.execute(DELETE_EXPIRED, rules.ABSOLUTE, rules.IDLE)
