"""SQL on other organizations that review."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, records
from contracts.assessments import OutsideState, ReviewInvitation

LIVE = """
SELECT state IN ('open', 'stale', 'screening') FROM challenges WHERE id = $1
"""


async def is_live(runner: Runner, challenge_id: UUID) -> bool:
    """Whether nothing of it is decided for good."""
    return bool(await runner.fetchval(LIVE, challenge_id))


OWNER = "SELECT organization_id FROM challenges WHERE id = $1"


async def owner(runner: Runner, challenge_id: UUID) -> UUID:
    found: UUID = await runner.fetchval(OWNER, challenge_id)
    return found


INVITE = """
INSERT INTO outside_reviews (challenge_id, organization_id, invited_by) VALUES ($1, $2, $3)
ON CONFLICT (challenge_id, organization_id) DO UPDATE SET state = 'invited',
    invited_by = excluded.invited_by, invited_at = now(), person_id = NULL, answered_at = NULL
WHERE outside_reviews.state = 'declined'
RETURNING true
"""


async def invite(runner: Runner, challenge_id: UUID, other: UUID, by: UUID) -> bool:
    """Whether it is asked by this; not when it was asked before and may still answer."""
    return bool(await runner.fetchval(INVITE, challenge_id, other, by))


DISMISS = """
WITH gone AS (
    DELETE FROM reviewers WHERE challenge_id = $1 AND organization_id = $2
)
DELETE FROM outside_reviews WHERE challenge_id = $1 AND organization_id = $2 RETURNING true
"""


async def dismiss(runner: Runner, challenge_id: UUID, other: UUID) -> bool:
    return bool(await runner.fetchval(DISMISS, challenge_id, other))


TAKES_PART = """
SELECT EXISTS (
    SELECT FROM proposals p
    WHERE p.challenge_id = $1 AND p.version > 0
        AND (p.organization_id = $2 OR EXISTS (SELECT FROM partners r WHERE r.proposal_id = p.id
            AND r.organization_id = $2 AND r.state <> 'declined')))
"""


async def takes_part(runner: Runner, challenge_id: UUID, own: UUID) -> bool:
    """Whether ``own`` proposes to it, alone or with others."""
    return bool(await runner.fetchval(TAKES_PART, challenge_id, own))


ANSWER = """
WITH answered AS (
    UPDATE outside_reviews SET state = $3, person_id = $4, answered_at = now()
    WHERE challenge_id = $1 AND organization_id = $2 AND state = 'invited'
    RETURNING challenge_id, person_id, invited_by, organization_id, state
), reviewing AS (
    INSERT INTO reviewers (challenge_id, person_id, assigned_by, organization_id)
    SELECT challenge_id, person_id, invited_by, organization_id FROM answered
    WHERE state = 'accepted'
    ON CONFLICT DO NOTHING
)
SELECT true FROM answered
"""


async def answer(
    runner: Runner, challenge_id: UUID, own: UUID, state: OutsideState, person: UUID
) -> bool:
    """Whether an invitation waited for this answer."""
    return bool(await runner.fetchval(ANSWER, challenge_id, own, state, person))


INVITATIONS = """
SELECT v.challenge_id, c.title AS challenge_title, c.organization_id,
    g.name AS organization_name, v.invited_at
FROM outside_reviews v
JOIN challenges c ON c.id = v.challenge_id
JOIN organizations g ON g.id = c.organization_id
WHERE v.organization_id = $1 AND v.state = 'invited' AND c.state IN ('open', 'stale', 'screening')
ORDER BY v.invited_at DESC, v.challenge_id LIMIT 50
"""


async def invitations(runner: Runner, own: UUID) -> tuple[ReviewInvitation, ...]:
    return await records(runner, ReviewInvitation, INVITATIONS, own)


REVIEW = """
SELECT EXISTS (
    SELECT FROM outside_reviews v JOIN proposals p ON p.challenge_id = v.challenge_id
    WHERE p.id = $1 AND v.state = 'accepted'
        AND (v.organization_id = p.organization_id OR EXISTS (
            SELECT FROM partners r WHERE r.proposal_id = p.id
                AND r.organization_id = v.organization_id AND r.state = 'confirmed')))
"""


async def proposers_review(runner: Runner, proposal_id: UUID) -> bool:
    """Whether one of those who propose looks at the proposals of others to the same challenge."""
    return bool(await runner.fetchval(REVIEW, proposal_id))
