"""SQL that writes proposals: their words, versions and partners, and what follows what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from chassis.postgres import Runner, record
from contracts.challenges import ChallengeState, Direction
from contracts.profiles import OrganizationKind
from contracts.proposals import PartnerState, ProposalState, ProposalWords


class Call(Struct, frozen=True, kw_only=True):
    """What has to be known of a challenge, and of who would propose to it."""

    owner_id: UUID
    state: ChallengeState
    direction: Direction
    kind: OrganizationKind
    """Of the organization that would propose."""
    drafts: int
    """That it has begun for this challenge and not submitted."""


CALL = """
SELECT c.organization_id AS owner_id, c.state, c.direction, g.kind,
    (SELECT count(*) FROM proposals p WHERE p.challenge_id = c.id AND p.organization_id = g.id
        AND p.state = 'draft') AS drafts
FROM challenges c JOIN organizations g ON g.id = $2
WHERE c.id = $1 AND c.published_at IS NOT NULL
    AND NOT is_kept_back(c.id, c.organization_id, $2)
"""


async def call(runner: Runner, challenge_id: UUID, own: UUID) -> Call | None:
    return await record(runner, Call, CALL, challenge_id, own)


INSERT = """
INSERT INTO proposals (id, challenge_id, organization_id, author_id, state, title, summary,
    sections, search_text)
VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8)
ON CONFLICT (id) DO NOTHING
RETURNING true
"""


async def insert(
    runner: Runner,
    proposal_id: UUID,
    challenge_id: UUID,
    who: tuple[UUID, UUID],
    words: ProposalWords,
    search_text: str,
) -> bool:
    """Whether it is new. ``who``: the organization that leads, and the person."""
    text = (words.title, words.summary, msgspec.to_builtins(words.sections), search_text)
    return bool(await runner.fetchval(INSERT, proposal_id, challenge_id, *who, *text))


WRITE = """
UPDATE proposals SET title = $2, summary = $3, sections = $4, search_text = $5,
    revision = revision + 1
WHERE id = $1
"""


async def write(runner: Runner, proposal_id: UUID, words: ProposalWords, search_text: str) -> None:
    text = (words.title, words.summary, msgspec.to_builtins(words.sections), search_text)
    await runner.execute(WRITE, proposal_id, *text)


MOMENT = "SELECT clock_timestamp()"


async def moment(runner: Runner) -> datetime:
    """Now, also for who has waited for a lock since their transaction began."""
    found: datetime = await runner.fetchval(MOMENT)
    return found


SUBMIT = """
UPDATE proposals SET state = 'submitted', version = version + 1, submitted_at = $2,
    waits_since = coalesce(waits_since, $2), submitted_revision = revision,
    revision = revision + 1, alike = $3, search_text = $4
WHERE id = $1
"""
KEEP_VERSION = """
INSERT INTO proposal_versions (proposal_id, version, content, sha256, sketch, submitted_by,
    submitted_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


async def submit(
    runner: Runner, proposal_id: UUID, at: datetime, alike: int, search_text: str
) -> None:
    await runner.execute(SUBMIT, proposal_id, at, alike, search_text)


async def keep_version(
    runner: Runner,
    proposal_id: UUID,
    version: int,
    receipt: tuple[str, str],
    sketch: Sequence[int],
    by: tuple[UUID, datetime],
) -> None:
    """``receipt``: the canonical form and its hash; ``by``: who submitted it, and when."""
    await runner.execute(KEEP_VERSION, proposal_id, version, *receipt, list(sketch), *by)


ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('proposals of ' || $1::text))"
SENT = """
SELECT count(*) FILTER (WHERE p.challenge_id = $2 AND p.organization_id = $1 AND p.id <> $4
        AND p.state <> 'withdrawn') AS here,
    count(*) FILTER (WHERE p.author_id = $3 AND p.waits_since > now() - interval '1 day') AS today
FROM proposals p WHERE p.version > 0 AND (p.organization_id = $1 OR p.author_id = $3)
"""


async def sent(
    runner: Runner, organization_id: UUID, challenge_id: UUID, person: UUID, but: UUID
) -> tuple[int, int]:
    """How many the organization has with that challenge, without ``but``, and the person sent
    within a day. Who asks for the same organization waits until this transaction ends."""
    await runner.execute(ONE_AT_A_TIME, str(organization_id))
    [row] = await runner.fetch(SENT, organization_id, challenge_id, person, but)
    return row["here"], row["today"]


SKETCHES = """
SELECT DISTINCT ON (v.proposal_id) p.challenge_id, v.sketch
FROM proposal_versions v JOIN proposals p ON p.id = v.proposal_id
WHERE p.organization_id = $1 AND p.challenge_id <> $2
    AND v.submitted_at > now() - interval '1 year'
ORDER BY v.proposal_id, v.version DESC LIMIT 500
"""


async def sketches(
    runner: Runner, organization_id: UUID, but: UUID
) -> list[tuple[UUID, Sequence[int]]]:
    """Of what the organization sent to other challenges within a year: challenge and sketch."""
    rows = await runner.fetch(SKETCHES, organization_id, but)
    return [(row["challenge_id"], row["sketch"]) for row in rows]


MOVE = """
UPDATE proposals SET state = $2, revision = revision + 1,
    taken_in_at = CASE WHEN $2 = 'under_review' THEN coalesce(taken_in_at, now())
        ELSE taken_in_at END,
    paused = paused + CASE WHEN paused_at IS NOT NULL AND $2 <> 'clarification'
        THEN now() - paused_at ELSE interval '0' END,
    paused_at = CASE WHEN $2 = 'clarification' THEN now() END
WHERE id = $1
"""


async def move(runner: Runner, proposal_id: UUID, state: ProposalState) -> None:
    """Into another state; the clock stands still in a clarification, and goes on after it."""
    await runner.execute(MOVE, proposal_id, state)


FORWARD = "UPDATE proposals SET unit_id = $2, revision = revision + 1 WHERE id = $1"


async def forward(runner: Runner, proposal_id: UUID, unit_id: UUID) -> None:
    await runner.execute(FORWARD, proposal_id, unit_id)


INVITE = """
WITH invited AS (
    INSERT INTO partners (proposal_id, organization_id, state, invited_by)
    VALUES ($1, $2, 'invited', $3)
    ON CONFLICT (proposal_id, organization_id) DO UPDATE SET state = 'invited',
        invited_by = excluded.invited_by, invited_at = now(), answered_by = NULL,
        answered_at = NULL
    WHERE partners.state = 'declined'
)
UPDATE proposals SET revision = revision + 1 WHERE id = $1
"""


async def invite(runner: Runner, proposal_id: UUID, organization_id: UUID, by: UUID) -> None:
    await runner.execute(INVITE, proposal_id, organization_id, by)


ANSWER_INVITATION = """
UPDATE partners SET state = $3, answered_by = $4, answered_at = now()
WHERE proposal_id = $1 AND organization_id = $2
"""


async def answer_invitation(
    runner: Runner, proposal_id: UUID, organization_id: UUID, state: PartnerState, by: UUID
) -> None:
    await runner.execute(ANSWER_INVITATION, proposal_id, organization_id, state, by)


ASK = "INSERT INTO clarifications (proposal_id, question, asked_by) VALUES ($1, $2, $3)"


async def ask(runner: Runner, proposal_id: UUID, question: str, by: UUID) -> None:
    await runner.execute(ASK, proposal_id, question, by)


ANSWER = """
UPDATE clarifications SET answer = $2, answered_by = $3, answered_at = now()
WHERE proposal_id = $1 AND answered_at IS NULL
"""


async def answer(runner: Runner, proposal_id: UUID, text: str, by: UUID) -> None:
    await runner.execute(ANSWER, proposal_id, text, by)
