"""SQL on how proposals are looked at: rubric, reviewers, declarations, scores."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec

from chassis.postgres import Runner, record
from contracts.assessments import Assessment, Score, SetRubric
from contracts.profiles import Membership

SEEN = """
SELECT c.id AS challenge_id, c.title AS challenge_title,
    coalesce(a.criteria, '[]') AS criteria, coalesce(a.is_blind, false) AS is_blind,
    coalesce(a.round, 1) AS round, a.revealed_at, coalesce(a.revision, 0) AS revision,
    l.person_id IS NOT NULL AS has_declared,
    EXISTS (SELECT FROM reviewers w WHERE w.challenge_id = c.id AND w.person_id = $2)
        AS is_reviewer,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('person_id', w.person_id,
        'has_declared', EXISTS (SELECT FROM declarations e WHERE e.challenge_id = c.id
            AND e.person_id = w.person_id),
        'scored', (SELECT count(*) FROM scores s JOIN proposals p ON p.id = s.proposal_id
            WHERE p.challenge_id = c.id AND s.person_id = w.person_id
                AND s.round = coalesce(a.round, 1)))
        ORDER BY w.assigned_at, w.person_id), '[]')
        FROM reviewers w WHERE w.challenge_id = c.id) AS reviewers,
    c.organization_id <> $3 AS is_outside,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('organization_id', v.organization_id,
        'organization_name', g.name, 'state', v.state, 'person_id', v.person_id)
        ORDER BY v.invited_at, v.organization_id), '[]')
        FROM outside_reviews v JOIN organizations g ON g.id = v.organization_id
        WHERE v.challenge_id = c.id) AS outside,
    n.undecided, n.pending, n.proposals
FROM challenges c
LEFT JOIN assessments a ON a.challenge_id = c.id
LEFT JOIN declarations l ON l.challenge_id = c.id AND l.person_id = $2
CROSS JOIN LATERAL (
    SELECT count(*) AS proposals,
        count(*) FILTER (WHERE p.state IN
            ('submitted', 'under_review', 'clarification', 'shortlisted')) AS undecided,
        count(d.id) AS pending
    FROM proposals p
    LEFT JOIN decisions d ON d.proposal_id = p.id AND d.released_at IS NULL
    WHERE p.challenge_id = c.id AND p.version > 0
        AND NOT coalesce(p.organization_id = any(l.organization_ids), false)
        AND NOT EXISTS (SELECT FROM partners r WHERE r.proposal_id = p.id
            AND r.organization_id = any(l.organization_ids) AND r.state <> 'declined')
        AND NOT EXISTS (SELECT FROM conflicts k WHERE k.proposal_id = p.id AND k.person_id = $2)
) n
WHERE c.id = $1 AND (c.organization_id = $3 OR reviews_from_outside(c.id, $2, $3))
"""


async def seen(runner: Runner, challenge_id: UUID, person: UUID, own: UUID) -> Assessment | None:
    """Of a challenge of ``own``, or that ``person`` reviews for ``own`` from outside.

    Counts are without what ``person`` has a conflict with.
    """
    return await record(runner, Assessment, SEEN, challenge_id, person, own)


WITH_PROPOSALS = """
SELECT c.id
FROM challenges c
WHERE c.id IN (
        SELECT o.id FROM challenges o
        WHERE o.organization_id = $1 AND ($3 OR EXISTS (SELECT FROM reviewers w
            WHERE w.challenge_id = o.id AND w.person_id = $2))
        UNION ALL
        SELECT w.challenge_id FROM reviewers w
        WHERE w.person_id = $2 AND w.organization_id = $1
            AND reviews_from_outside(w.challenge_id, $2, $1))
    AND EXISTS (SELECT FROM proposals p WHERE p.challenge_id = c.id AND p.version > 0)
ORDER BY c.published_at DESC, c.id LIMIT 50
"""


async def with_proposals(runner: Runner, own: UUID, person: UUID, whole: bool) -> list[UUID]:
    """Challenges of ``own`` that have proposals: ``whole``: all; else those ``person`` reviews.

    With those of others that ``person`` reviews from outside.
    """
    return [row["id"] for row in await runner.fetch(WITH_PROPOSALS, own, person, whole)]


HOLD = "SELECT id FROM challenges WHERE id = $1 FOR UPDATE"


async def hold(runner: Runner, challenge_id: UUID) -> None:
    await runner.execute(HOLD, challenge_id)


SET = """
INSERT INTO assessments (challenge_id, criteria, is_blind) VALUES ($1, $2, $3)
ON CONFLICT (challenge_id) DO UPDATE SET criteria = excluded.criteria,
    is_blind = excluded.is_blind, revision = assessments.revision + 1
"""


async def set_rubric(runner: Runner, asked: SetRubric) -> None:
    criteria = msgspec.to_builtins(asked.criteria)
    await runner.execute(SET, asked.challenge_id, criteria, asked.is_blind)


REVEAL = """
UPDATE assessments SET revealed_at = now(), round = round + 1, revision = revision + 1
WHERE challenge_id = $1
"""


async def reveal(runner: Runner, challenge_id: UUID) -> None:
    await runner.execute(REVEAL, challenge_id)


STARTED = """
SELECT EXISTS (SELECT FROM declarations WHERE challenge_id = $1) AS looked,
    EXISTS (SELECT FROM scores s JOIN proposals p ON p.id = s.proposal_id
        WHERE p.challenge_id = $1) AS scored
"""


async def started(runner: Runner, challenge_id: UUID) -> tuple[bool, bool]:
    """Whether somebody may have looked at a proposal, and whether somebody has scored one."""
    [row] = await runner.fetch(STARTED, challenge_id)
    return row["looked"], row["scored"]


LEFT_TO_SCORE = """
SELECT count(*)
FROM reviewers w
JOIN proposals p ON p.challenge_id = w.challenge_id
    AND p.state IN ('submitted', 'under_review', 'clarification')
LEFT JOIN declarations l ON l.challenge_id = w.challenge_id AND l.person_id = w.person_id
WHERE w.challenge_id = $1
    AND NOT coalesce(p.organization_id = any(l.organization_ids), false)
    AND NOT EXISTS (SELECT FROM partners r WHERE r.proposal_id = p.id
        AND r.organization_id = any(l.organization_ids))
    AND NOT EXISTS (SELECT FROM conflicts k WHERE k.proposal_id = p.id
        AND k.person_id = w.person_id)
    AND NOT EXISTS (SELECT FROM scores s WHERE s.proposal_id = p.id
        AND s.person_id = w.person_id AND s.round = 1)
"""


async def left_to_score(runner: Runner, challenge_id: UUID) -> int:
    """Scores of the first round that are still missing."""
    return int(await runner.fetchval(LEFT_TO_SCORE, challenge_id))


WORKING = """
SELECT DISTINCT m.person_id FROM members m
WHERE m.organization_id = $1 AND m.person_id = any($2::uuid[])
    AND m.role IN ('staff', 'liaison', 'decision_maker', 'reviewer', 'company_member',
        'company_admin')
    AND m.since <= now() AND (m.until IS NULL OR m.until > now())
"""


async def working(runner: Runner, own: UUID, people: Sequence[UUID]) -> set[UUID]:
    """Those of them who work for ``own`` now, in a role that may review."""
    return {row["person_id"] for row in await runner.fetch(WORKING, own, list(people))}


ASSIGN = """
WITH gone AS (
    DELETE FROM reviewers
    WHERE challenge_id = $1 AND person_id <> all($2::uuid[]) AND organization_id IS NULL
)
INSERT INTO reviewers (challenge_id, person_id, assigned_by)
SELECT $1, one, $3 FROM unnest($2::uuid[]) AS one
ON CONFLICT DO NOTHING
RETURNING person_id
"""


async def assign(
    runner: Runner, challenge_id: UUID, people: Sequence[UUID], by: UUID
) -> list[UUID]:
    """These alone of the own people; returns those who were not before."""
    rows = await runner.fetch(ASSIGN, challenge_id, list(people), by)
    return [row["person_id"] for row in rows]


DECLARE = """
INSERT INTO declarations (challenge_id, person_id, organization_ids) VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING
RETURNING true
"""


async def declare(runner: Runner, challenge_id: UUID, person: UUID, ids: Sequence[UUID]) -> bool:
    """Whether it was the first time: what was said stays."""
    return bool(await runner.fetchval(DECLARE, challenge_id, person, list(ids)))


CONFLICT = """
WITH gone AS (DELETE FROM scores WHERE proposal_id = $1 AND person_id = $2)
INSERT INTO conflicts (proposal_id, person_id, note) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
"""


async def conflict(runner: Runner, proposal_id: UUID, person: UUID, note: str) -> None:
    """From now on nothing of it is read or scored; what was scored does not count."""
    await runner.execute(CONFLICT, proposal_id, person, note)


SCORE = """
INSERT INTO scores (proposal_id, person_id, round, points, comment, total)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (proposal_id, person_id, round) DO UPDATE SET points = excluded.points,
    comment = excluded.comment, total = excluded.total, at = now()
"""


async def score(runner: Runner, proposal_id: UUID, given: Score) -> None:
    what = (given.round, list(given.points), given.comment, given.total)
    await runner.execute(SCORE, proposal_id, given.person_id, *what)


SCORES = """
SELECT proposal_id, person_id, round, points, comment, total
FROM scores WHERE proposal_id = any($1::uuid[]) ORDER BY round, at, person_id
"""


async def scores(runner: Runner, ids: Sequence[UUID]) -> dict[UUID, list[Score]]:
    found: dict[UUID, list[Score]] = {}
    for row in await runner.fetch(SCORES, list(ids)):
        fields = dict(row)
        key = fields.pop("proposal_id")
        found.setdefault(key, []).append(msgspec.convert(fields, Score))
    return found


KEEP_MEMBER = """
INSERT INTO members (id, person_id, organization_id, role, since, until, revision)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET role = excluded.role, since = excluded.since,
    until = excluded.until, revision = excluded.revision
WHERE members.revision < excluded.revision
"""


async def keep_member(runner: Runner, found: Membership) -> None:
    """Keep the newest revision, in whatever order they arrive."""
    who = (found.id, found.person_id, found.organization_id, found.role)
    await runner.execute(KEEP_MEMBER, *who, found.since, found.until, found.revision)
