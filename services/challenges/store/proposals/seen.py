"""SQL that reads proposals, with what has to be known of who asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, records
from contracts.challenges import ChallengeState
from contracts.proposals import (
    Clarification,
    Decision,
    Partner,
    ProposalSection,
    ProposalState,
)
from contracts.wire import Actor


class Held(Struct, frozen=True, kw_only=True):
    """A proposal with everything, and where the asker stands to it. Never leaves the service."""

    id: UUID
    challenge_id: UUID
    challenge_title: str
    challenge_state: ChallengeState
    owner_id: UUID
    owner_name: str
    deadline: datetime | None
    organization_id: UUID
    organization_name: str
    author_id: UUID
    unit_id: UUID | None
    state: ProposalState
    title: str
    summary: str
    sections: tuple[ProposalSection, ...]
    version: int
    submitted_revision: int | None
    alike: int
    revision: int
    created_at: datetime
    submitted_at: datetime | None
    waits_since: datetime | None
    answer_due: datetime | None
    taken_in_at: datetime | None
    confirm_by: datetime | None
    has_left: bool
    partners: tuple[Partner, ...]
    clarifications: tuple[Clarification, ...]
    decision: Decision | None
    pending: Decision | None
    nameable: tuple[UUID, ...]
    """People of the owner's side whom a section may be opened to by name."""
    is_blind: bool
    """Now: the round is blind and not over."""
    is_reviewer: bool
    is_outside: bool
    """The asker reviews for another organization."""
    has_declared: bool
    has_conflict: bool
    is_suspended: bool = False
    """Nobody acts for who leads it."""
    is_kept_back: bool = False
    """What it answers is not there for the asker, as its organization is suspended."""


SEEN = """
SELECT p.id, p.challenge_id, c.title AS challenge_title, c.state AS challenge_state,
    c.organization_id AS owner_id, o.name AS owner_name, c.answer_until AS deadline,
    p.organization_id, g.name AS organization_name, p.author_id, p.unit_id, p.state, p.title,
    p.summary, p.sections, p.version, p.submitted_revision, p.alike, p.revision, p.created_at,
    p.submitted_at, p.waits_since, p.taken_in_at, p.confirm_by, p.has_left,
    CASE WHEN p.answered_at IS NULL THEN p.waits_since + interval '30 days' + p.paused
        + coalesce(now() - p.paused_at, interval '0') END AS answer_due,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('organization_id', r.organization_id,
        'name', n.name, 'state', r.state) ORDER BY r.invited_at, r.organization_id), '[]')
        FROM partners r JOIN organizations n ON n.id = r.organization_id
        WHERE r.proposal_id = p.id) AS partners,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'question', q.question,
        'asked_at', q.asked_at, 'answer', q.answer, 'answered_at', q.answered_at)
        ORDER BY q.asked_at), '[]') FROM clarifications q WHERE q.proposal_id = p.id)
        AS clarifications,
    (SELECT jsonb_build_object('outcome', d.outcome, 'reason', d.reason, 'note', d.note,
        'private_note', d.private_note, 'at', d.at, 'released_at', d.released_at)
        FROM decisions d WHERE d.proposal_id = p.id AND d.released_at IS NOT NULL
        ORDER BY d.released_at DESC LIMIT 1) AS decision,
    (SELECT jsonb_build_object('outcome', d.outcome, 'reason', d.reason, 'note', d.note,
        'private_note', d.private_note, 'at', d.at)
        FROM decisions d WHERE d.proposal_id = p.id AND d.released_at IS NULL) AS pending,
    array_remove(ARRAY[c.author_id, c.submitted_by, c.released_by], NULL) AS nameable,
    coalesce(a.is_blind AND a.revealed_at IS NULL, false) AS is_blind,
    EXISTS (SELECT FROM reviewers w WHERE w.challenge_id = c.id AND w.person_id = $2)
        AS is_reviewer,
    reviews_from_outside(c.id, $2, $3) AS is_outside,
    l.person_id IS NOT NULL AS has_declared,
    EXISTS (SELECT FROM conflicts k WHERE k.proposal_id = p.id AND k.person_id = $2)
        OR coalesce(p.organization_id = any(l.organization_ids), false)
        OR EXISTS (SELECT FROM partners r WHERE r.proposal_id = p.id AND r.state <> 'declined'
            AND r.organization_id = any(l.organization_ids)) AS has_conflict,
    EXISTS (SELECT FROM standings s WHERE s.organization_id = p.organization_id
        AND s.standing = 'suspended') AS is_suspended,
    is_kept_back(c.id, c.organization_id, $3) AS is_kept_back
FROM proposals p
JOIN challenges c ON c.id = p.challenge_id
JOIN organizations g ON g.id = p.organization_id
JOIN organizations o ON o.id = c.organization_id
LEFT JOIN assessments a ON a.challenge_id = c.id
LEFT JOIN declarations l ON l.challenge_id = c.id AND l.person_id = $2
WHERE p.id = any($1::uuid[])
"""


async def seen(runner: Runner, ids: Sequence[UUID], actor: Actor | None) -> tuple[Held, ...]:
    """In no order. ``rules`` say what of them the actor may see."""
    who = (actor.person, actor.organization) if actor else (None, None)
    return await records(runner, Held, SEEN, list(ids), *who)


LOCK_CHALLENGE = """
SELECT c.id FROM challenges c JOIN proposals p ON p.challenge_id = c.id
WHERE p.id = $1 FOR SHARE OF c
"""
LOCK = "SELECT id FROM proposals WHERE id = any($1::uuid[]) ORDER BY id FOR UPDATE"


async def lock(runner: Runner, ids: Sequence[UUID]) -> None:
    """First the challenge, that it cannot end meanwhile, then the proposals in their order."""
    await runner.execute(LOCK_CHALLENGE, ids[0])
    await runner.execute(LOCK, list(ids))
