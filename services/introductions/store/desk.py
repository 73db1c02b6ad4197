"""SQL on the coordinator's desk: what is stuck, and the letters in the outbox."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.desk import DeskLetter, Stuck, WriteLetter

STUCK = """
WITH found AS (
    SELECT 'no_reply' AS kind, i.id AS subject_id, i.cause_title AS title,
        i.to_organization_id AS organization_id, i.to_unit_id AS unit_id,
        i.from_organization_id AS other_organization_id, i.waits_from AS since,
        'remind_receiver' AS action, NULL::date AS until, 1 AS count
    FROM interests i
    WHERE i.state IN ('sent', 'seen') AND i.waits_from <= now() - interval '10 days'
    UNION ALL
    SELECT 'silent_thread', k.id, k.cause_title, k.their_id, NULL, k.own_id, last.sent_at,
        'ask_both', NULL, 1
    FROM known_introductions k
    JOIN LATERAL (
        SELECT m.organization_id, m.sent_at FROM messages m WHERE m.introduction_id = k.id
        ORDER BY m.sent_at DESC LIMIT 1) last ON last.organization_id = k.own_id
    WHERE k.state = 'live' AND k.blocked_at IS NULL
        AND last.sent_at <= now() - interval '10 days'
    UNION ALL
    SELECT 'silent_thread', k.id, k.cause_title, k.their_id, NULL, k.own_id, k.made_at, 'ask_both',
        NULL, 1
    FROM known_introductions k
    WHERE k.state = 'live' AND k.blocked_at IS NULL AND k.speaks_first
        AND k.made_at <= now() - interval '10 days'
        AND NOT exists(SELECT FROM messages m WHERE m.introduction_id = k.id)
    UNION ALL
    SELECT 'unit_without_owner', k.own_unit, min(k.cause_title), k.own_id, k.own_unit, NULL,
        min(k.made_at), 'ask_for_owner', NULL, 1
    FROM known_introductions k
    WHERE k.state = 'live' AND k.own_unit IS NOT NULL AND NOT exists(
        SELECT FROM memberships m WHERE m.organization_id = k.own_id AND m.unit_id = k.own_unit
            AND m.since <= now() AND (m.until IS NULL OR m.until > now()))
    GROUP BY k.own_id, k.own_unit
    UNION ALL
    SELECT 'budget_deadline', c.id, c.title, c.organization_id, c.unit_id, NULL, c.changed_at,
        'bring_together', c.answer_by, 1
    FROM causes c
    WHERE c.kind = 'challenge' AND c.state = 'open' AND c.answer_by IS NOT NULL
        AND c.answer_by BETWEEN (now() AT TIME ZONE 'Asia/Tokyo')::date
            AND (now() AT TIME ZONE 'Asia/Tokyo')::date + 30
        AND c.budget_stage IN ('before_request', 'requested')
        AND NOT exists(SELECT FROM interests i WHERE i.cause_id = c.id)
    UNION ALL
    SELECT 'stale_challenge', c.id, c.title, c.organization_id, c.unit_id, NULL, c.changed_at,
        'ask_to_confirm', c.answer_by, 1
    FROM causes c WHERE c.kind = 'challenge' AND c.state = 'stale'
    UNION ALL
    SELECT 'promise_passed', p.challenge_id, min(p.title), p.owner_id,
        (array_agg(coalesce(p.unit_id, c.unit_id) ORDER BY p.answer_due))[1], NULL,
        min(p.answer_due), 'ask_for_answer', NULL, count(*)::integer
    FROM proposals p LEFT JOIN causes c ON c.id = p.challenge_id
    WHERE p.state IN ('submitted', 'under_review', 'shortlisted') AND p.answer_due <= now()
    GROUP BY p.challenge_id, p.owner_id
)
SELECT f.kind, f.subject_id, coalesce(f.title, '') AS title, f.organization_id,
    o.name AS organization_name, f.unit_id, f.other_organization_id,
    coalesce(t.name, '') AS other_organization_name, f.since, f.action, f.until,
    f.count,
    (SELECT l.id FROM desk_letters l WHERE l.kind = f.kind AND l.subject_id = f.subject_id
        AND l.state IN ('draft', 'waiting') ORDER BY l.written_at DESC LIMIT 1) AS draft_id
FROM found f
JOIN organizations o ON o.id = f.organization_id
LEFT JOIN organizations t ON t.id = f.other_organization_id
ORDER BY f.since, f.subject_id LIMIT 100
"""


async def stuck(runner: Runner) -> tuple[Stuck, ...]:
    return await records(runner, Stuck, STUCK)


INSERT = """
INSERT INTO desk_letters (id, kind, subject_id, receivers, to_unit_id, subject, body, written_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO NOTHING
RETURNING true
"""
WRITE = """
UPDATE desk_letters SET receivers = $2, to_unit_id = $3, subject = $4, body = $5,
    state = 'draft', asked_by = NULL, revision = revision + 1
WHERE id = $1
"""
FIND = """
SELECT l.id, l.kind, l.subject_id, l.receivers AS "to", l.to_unit_id, l.subject, l.body AS text,
    l.state, l.written_by, l.confirmed_by, l.written_at, l.sent_at, l.revision,
    (SELECT coalesce(jsonb_agg(o.name ORDER BY o.name), '[]') FROM organizations o
        WHERE l.receivers ? o.id::text) AS to_names
FROM desk_letters l WHERE l.id = $1 FOR UPDATE OF l
"""
LIST = """
SELECT l.id, l.kind, l.subject_id, l.receivers AS "to", l.to_unit_id, l.subject, l.body AS text,
    l.state, l.written_by, l.confirmed_by, l.written_at, l.sent_at, l.revision,
    (SELECT coalesce(jsonb_agg(o.name ORDER BY o.name), '[]') FROM organizations o
        WHERE l.receivers ? o.id::text) AS to_names
FROM desk_letters l
WHERE l.state <> 'discarded' AND l.written_at > now() - interval '1 year'
ORDER BY l.written_at DESC, l.id DESC LIMIT 100
"""
ASKED_BY = "SELECT asked_by FROM desk_letters WHERE id = $1"
SET = """
UPDATE desk_letters SET state = $2, revision = revision + 1,
    asked_by = CASE WHEN $2 = 'waiting' THEN $3 ELSE asked_by END,
    confirmed_by = CASE WHEN $2 = 'sent' THEN $3 ELSE confirmed_by END,
    sent_at = CASE WHEN $2 = 'sent' THEN clock_timestamp() END
WHERE id = $1
"""
KNOWN = "SELECT count(*) FROM organizations WHERE id = any($1::uuid[])"


async def known(runner: Runner, ids: list[UUID]) -> int:
    """How many of these organizations there are."""
    return int(await runner.fetchval(KNOWN, ids))


async def insert(runner: Runner, asked: WriteLetter, person: UUID) -> bool:
    """Whether it is new."""
    to = [str(one) for one in asked.to]
    what = (asked.kind, asked.subject_id, to, asked.to_unit_id, asked.subject, asked.text)
    return bool(await runner.fetchval(INSERT, asked.id, *what, person))


async def write(runner: Runner, asked: WriteLetter) -> None:
    """Other words: whoever had looked at the old ones has to look again."""
    to = [str(one) for one in asked.to]
    await runner.execute(WRITE, asked.id, to, asked.to_unit_id, asked.subject, asked.text)


async def held(runner: Runner, letter_id: UUID) -> DeskLetter | None:
    return await record(runner, DeskLetter, FIND, letter_id)


async def page(runner: Runner) -> tuple[DeskLetter, ...]:
    return await records(runner, DeskLetter, LIST)


async def asked_by(runner: Runner, letter_id: UUID) -> UUID | None:
    found: UUID | None = await runner.fetchval(ASKED_BY, letter_id)
    return found


async def set_state(runner: Runner, letter_id: UUID, state: str, person: UUID) -> None:
    await runner.execute(SET, letter_id, state, person)
