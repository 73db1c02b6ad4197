"""SQL on what a unit has promised and decided, for who takes it over."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, records
from contracts.handovers import Decided, Promise

PROMISES = """
WITH ours AS (
    SELECT c.id, c.title, c.unit_id FROM challenges c WHERE c.organization_id = $1
), waiting AS (
    SELECT 'proposals_to_answer' AS kind, c.id AS challenge_id, c.title, '' AS text,
        count(*)::integer AS count, min(p.waits_since) AS since,
        min(p.waits_since + interval '30 days' + p.paused) AS due_at
    FROM proposals p JOIN ours c ON c.id = p.challenge_id
    WHERE p.state IN ('submitted', 'under_review', 'shortlisted') AND p.answered_at IS NULL
        AND ($3 OR coalesce(p.unit_id, c.unit_id) IS NOT DISTINCT FROM $2)
    GROUP BY c.id, c.title
    UNION ALL
    SELECT 'question_to_answer', c.id, c.title, q.text, 1, q.asked_at, NULL
    FROM questions q JOIN ours c ON c.id = q.challenge_id
    WHERE q.state = 'asked' AND ($3 OR c.unit_id IS NOT DISTINCT FROM $2)
    UNION ALL
    SELECT 'clarification_to_answer', c.id, c.title, k.question, 1, k.asked_at, NULL
    FROM clarifications k JOIN proposals p ON p.id = k.proposal_id
        JOIN challenges c ON c.id = p.challenge_id
    WHERE p.organization_id = $1 AND k.answered_at IS NULL AND p.state = 'clarification'
    UNION ALL
    SELECT 'proposal_to_confirm', c.id, c.title, '', 1, p.answered_at, p.confirm_by
    FROM proposals p JOIN challenges c ON c.id = p.challenge_id
    WHERE p.organization_id = $1 AND p.state = 'accepted'
)
SELECT kind, challenge_id, title, text, count, coalesce(since, now()) AS since, due_at
FROM waiting ORDER BY due_at NULLS LAST, since, challenge_id, text LIMIT 100
"""


async def promises(
    runner: Runner, organization_id: UUID, unit_id: UUID | None, everywhere: bool
) -> tuple[Promise, ...]:
    """What is due first comes first. ``everywhere``: of all units."""
    return await records(runner, Promise, PROMISES, organization_id, unit_id, everywhere)


DECIDED = """
WITH ours AS (
    SELECT c.id, c.title, c.unit_id, c.close_reason, c.closed_at
    FROM challenges c WHERE c.organization_id = $1
), newest AS (
    SELECT DISTINCT ON (d.proposal_id) d.proposal_id, d.outcome, d.released_at
    FROM decisions d JOIN proposals p ON p.id = d.proposal_id JOIN ours c ON c.id = p.challenge_id
    WHERE d.released_at IS NOT NULL
        AND ($3 OR coalesce(p.unit_id, c.unit_id) IS NOT DISTINCT FROM $2)
    ORDER BY d.proposal_id, d.released_at DESC, d.id
), counted AS (
    SELECT p.challenge_id,
        (count(*) FILTER (WHERE n.outcome = 'accepted'))::integer AS accepted,
        (count(*) FILTER (WHERE n.outcome = 'shortlisted'))::integer AS shortlisted,
        (count(*) FILTER (WHERE n.outcome = 'declined'))::integer AS declined,
        max(n.released_at) AS released_at
    FROM newest n JOIN proposals p ON p.id = n.proposal_id GROUP BY p.challenge_id
)
SELECT c.id AS challenge_id, c.title, coalesce(n.accepted, 0) AS accepted,
    coalesce(n.shortlisted, 0) AS shortlisted, coalesce(n.declined, 0) AS declined,
    c.close_reason, greatest(n.released_at, c.closed_at) AS at
FROM ours c LEFT JOIN counted n ON n.challenge_id = c.id
WHERE greatest(n.released_at, c.closed_at) > now() - interval '2 years'
    AND (n.challenge_id IS NOT NULL OR $3 OR c.unit_id IS NOT DISTINCT FROM $2)
ORDER BY at DESC, c.id LIMIT 50
"""


async def decided(
    runner: Runner, organization_id: UUID, unit_id: UUID | None, everywhere: bool
) -> tuple[Decided, ...]:
    """The newest first; only what those concerned were told."""
    return await records(runner, Decided, DECIDED, organization_id, unit_id, everywhere)
