"""SQL on decisions, and on what the clock decides."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner
from contracts.assessments import DecideProposals

DECIDE = """
INSERT INTO decisions (proposal_id, outcome, reason, note, private_note, decided_by)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (proposal_id) WHERE released_at IS NULL DO UPDATE SET outcome = excluded.outcome,
    reason = excluded.reason, note = excluded.note, private_note = excluded.private_note,
    decided_by = excluded.decided_by, at = now()
"""


async def decide(
    runner: Runner, proposal_id: UUID, asked: DecideProposals, by: UUID | None
) -> None:
    """It waits; one that waited already is replaced. ``by`` nobody: it closes by itself."""
    what = (asked.outcome, asked.reason, asked.note.strip(), asked.private_note.strip())
    await runner.execute(DECIDE, proposal_id, *what, by)


PENDING = """
SELECT d.proposal_id FROM decisions d JOIN proposals p ON p.id = d.proposal_id
WHERE p.challenge_id = $1 AND d.released_at IS NULL
    AND NOT (d.outcome = 'accepted' AND EXISTS (SELECT FROM standings s
        WHERE s.organization_id = p.organization_id AND s.standing = 'suspended'))
ORDER BY d.proposal_id
"""


async def pending(runner: Runner, challenge_id: UUID) -> list[UUID]:
    """Proposals whose decision waits; a yes to a suspended one waits on."""
    return [row["proposal_id"] for row in await runner.fetch(PENDING, challenge_id)]


RELEASE = """
WITH released AS (
    UPDATE decisions SET released_at = clock_timestamp(), released_by = $2
    WHERE proposal_id = any($1::uuid[]) AND released_at IS NULL
    RETURNING proposal_id, outcome
)
UPDATE proposals p SET state = r.outcome, revision = p.revision + 1,
    taken_in_at = coalesce(p.taken_in_at, now()),
    answered_at = coalesce(p.answered_at, now()),
    paused = p.paused + coalesce(now() - p.paused_at, interval '0'), paused_at = NULL,
    confirm_by = CASE WHEN r.outcome = 'accepted' THEN now() + interval '14 days' END
FROM released r WHERE p.id = r.proposal_id
"""


async def release(runner: Runner, ids: Sequence[UUID], by: UUID | None) -> None:
    """What waits of these is said now; who was accepted has 14 days to confirm."""
    await runner.execute(RELEASE, list(ids), by)


DROP_PENDING = "DELETE FROM decisions WHERE proposal_id = $1 AND released_at IS NULL"


async def drop_pending(runner: Runner, proposal_id: UUID) -> None:
    """Of one that was withdrawn: there is nobody to tell it."""
    await runner.execute(DROP_PENDING, proposal_id)


UNDECIDED = """
SELECT count(*) FROM proposals WHERE challenge_id = $1
    AND (state IN ('submitted', 'under_review', 'clarification', 'shortlisted')
        OR state = 'accepted' AND NOT EXISTS (SELECT FROM standings s
            WHERE s.organization_id = proposals.organization_id AND s.standing = 'suspended'))
"""


async def undecided(runner: Runner, challenge_id: UUID) -> int:
    """Who waits for an answer, or has days left to confirm; a suspended one cannot confirm."""
    return int(await runner.fetchval(UNDECIDED, challenge_id))


OPEN_TO = """
SELECT id FROM proposals WHERE challenge_id = $1
    AND state IN ('submitted', 'under_review', 'clarification', 'shortlisted', 'accepted')
ORDER BY id
"""


async def open_to(runner: Runner, challenge_id: UUID) -> list[UUID]:
    """Those that wait for an answer, or were accepted and not yet confirmed; whosever they are."""
    return [row["id"] for row in await runner.fetch(OPEN_TO, challenge_id)]


MATCH = """
UPDATE challenges c SET state = 'matched', revision = revision + 1
WHERE c.id = $1 AND c.state = 'screening'
    AND EXISTS (SELECT FROM proposals p WHERE p.challenge_id = c.id
        AND p.state IN ('accepted', 'confirmed'))
    AND NOT EXISTS (SELECT FROM proposals p WHERE p.challenge_id = c.id
        AND p.state IN ('submitted', 'under_review', 'clarification', 'shortlisted'))
RETURNING true
"""


async def match(runner: Runner, challenge_id: UUID) -> bool:
    """Whether everybody has their answer now and somebody was chosen."""
    return bool(await runner.fetchval(MATCH, challenge_id))


OVERDUE = """
SELECT p.id FROM proposals p
WHERE p.state IN ('accepted', 'submitted') AND p.id = any(array(
    SELECT a.id FROM proposals a JOIN challenges c ON c.id = a.challenge_id
    WHERE a.state = 'accepted' AND a.confirm_by <= now()
        AND NOT EXISTS (SELECT FROM standings s
            WHERE s.organization_id IN (c.organization_id, a.organization_id)
                AND s.standing = 'suspended')
    UNION ALL
    SELECT o.id FROM proposals o JOIN challenges c ON c.id = o.challenge_id
    WHERE o.state = 'submitted' AND c.answer_until <= now()
    LIMIT 500
))
ORDER BY p.id LIMIT 50 FOR UPDATE OF p SKIP LOCKED
"""


async def overdue(runner: Runner) -> list[UUID]:
    """Accepted and not confirmed in time, or submitted to a call that is over: a few at once.

    What nobody could confirm as one of the two is suspended waits until it is let in again.
    """
    return [row["id"] for row in await runner.fetch(OVERDUE)]
