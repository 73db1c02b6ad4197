"""SQL on lists of proposals, receipts and reads, and on how long answers take."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner, records
from contracts.proposal_records import ProposalRead, Receipt, ResponseTime
from contracts.proposals import ListProposals, SectionKey, Side

PAGE_OF_ORGANIZATION = """
SELECT p.id
FROM proposals p
WHERE p.id IN (SELECT id FROM proposals WHERE organization_id = $1
        UNION ALL SELECT proposal_id FROM partners
        WHERE organization_id = $1 AND state <> 'declined')
    AND ($2::text IS NULL OR p.state = $2) AND p.search_text LIKE all($3::text[])
    AND ($4::timestamptz IS NULL OR (p.created_at, p.id) < ($4, $5::uuid))
ORDER BY p.created_at DESC, p.id DESC LIMIT $6
"""
COUNT_OF_ORGANIZATION = """
SELECT count(*)
FROM proposals p
WHERE p.id IN (SELECT id FROM proposals WHERE organization_id = $1
        UNION ALL SELECT proposal_id FROM partners
        WHERE organization_id = $1 AND state <> 'declined')
    AND ($2::text IS NULL OR p.state = $2) AND p.search_text LIKE all($3::text[])
"""


async def of_organization(
    runner: Runner, asked: ListProposals, own: UUID, words: list[str]
) -> tuple[list[UUID], int]:
    """Ids, one more than asked for where there is one, and how many there are."""
    place = (asked.after.at, asked.after.id) if asked.after else (None, None)
    filters = (own, asked.state, words)
    rows = await runner.fetch(PAGE_OF_ORGANIZATION, *filters, *place, asked.first + 1)
    total = await runner.fetchval(COUNT_OF_ORGANIZATION, *filters)
    return [row["id"] for row in rows], int(total)


PAGE_OF_CHALLENGE = """
SELECT p.id
FROM proposals p
JOIN challenges c ON c.id = p.challenge_id
JOIN declarations l ON l.challenge_id = c.id AND l.person_id = $3
WHERE p.challenge_id = $1 AND p.version > 0
    AND (c.organization_id = $2 OR reviews_from_outside(c.id, $3, $2))
    AND NOT p.organization_id = any(l.organization_ids)
    AND NOT EXISTS (SELECT FROM partners r WHERE r.proposal_id = p.id
        AND r.organization_id = any(l.organization_ids) AND r.state <> 'declined')
    AND NOT EXISTS (SELECT FROM conflicts k WHERE k.proposal_id = p.id AND k.person_id = $3)
    AND ($4::text IS NULL OR p.state = $4) AND p.search_text LIKE all($5::text[])
    AND ($6::timestamptz IS NULL OR (p.waits_since, p.id) < ($6, $7::uuid))
ORDER BY p.waits_since DESC, p.id DESC LIMIT $8
"""
COUNT_OF_CHALLENGE = """
SELECT count(*)
FROM proposals p
JOIN challenges c ON c.id = p.challenge_id
JOIN declarations l ON l.challenge_id = c.id AND l.person_id = $3
WHERE p.challenge_id = $1 AND p.version > 0
    AND (c.organization_id = $2 OR reviews_from_outside(c.id, $3, $2))
    AND NOT p.organization_id = any(l.organization_ids)
    AND NOT EXISTS (SELECT FROM partners r WHERE r.proposal_id = p.id
        AND r.organization_id = any(l.organization_ids) AND r.state <> 'declined')
    AND NOT EXISTS (SELECT FROM conflicts k WHERE k.proposal_id = p.id AND k.person_id = $3)
    AND ($4::text IS NULL OR p.state = $4) AND p.search_text LIKE all($5::text[])
"""


async def of_challenge(
    runner: Runner, asked: ListProposals, own: UUID, person: UUID, words: list[str]
) -> tuple[list[UUID], int]:
    """Likewise; without those that ``person`` has a conflict with, and none before they said so."""
    place = (asked.after.at, asked.after.id) if asked.after else (None, None)
    filters = (asked.challenge_id, own, person, asked.state, words)
    rows = await runner.fetch(PAGE_OF_CHALLENGE, *filters, *place, asked.first + 1)
    total = await runner.fetchval(COUNT_OF_CHALLENGE, *filters)
    return [row["id"] for row in rows], int(total)


RECEIPTS = """
SELECT v.proposal_id, v.version, v.sha256, v.content, v.submitted_at
FROM proposal_versions v JOIN proposals p ON p.id = v.proposal_id
WHERE v.proposal_id = $1 AND (p.organization_id = $2 OR EXISTS (SELECT FROM partners r
    WHERE r.proposal_id = p.id AND r.organization_id = $2 AND r.state = 'confirmed'))
ORDER BY v.version DESC
"""


async def receipts(runner: Runner, proposal_id: UUID, own: UUID | None) -> tuple[Receipt, ...]:
    """Newest first; none for who is no proposer of it."""
    return await records(runner, Receipt, RECEIPTS, proposal_id, own)


NOTE_READ = """
INSERT INTO reads (proposal_id, version, person_id, organization_id, side, sections,
    attachment)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


async def note_read(
    runner: Runner,
    proposal_id: UUID,
    version: int,
    who: tuple[UUID, UUID | None],
    side: Side,
    sections: Sequence[SectionKey],
    attachment: str = "",
) -> None:
    """``who``: the person and the organization acted for."""
    await runner.execute(NOTE_READ, proposal_id, version, *who, side, list(sections), attachment)


READS = """
SELECT d.at, d.version, d.side, d.organization_id, d.sections, d.attachment
FROM reads d JOIN proposals p ON p.id = d.proposal_id
WHERE d.proposal_id = $1 AND (p.organization_id = $2 OR EXISTS (SELECT FROM partners r
    WHERE r.proposal_id = p.id AND r.organization_id = $2 AND r.state = 'confirmed'))
ORDER BY d.id DESC LIMIT 200
"""


async def reads(runner: Runner, proposal_id: UUID, own: UUID | None) -> tuple[ProposalRead, ...]:
    """Newest first; none for who is no proposer of it."""
    return await records(runner, ProposalRead, READS, proposal_id, own)


RESPONSE_TIMES = """
SELECT c.organization_id AS id, count(*) AS cases,
    (percentile_cont(0.5) WITHIN GROUP (
        ORDER BY extract(epoch FROM p.answered_at - p.waits_since - p.paused) / 86400.0
    ))::float8 AS median_days
FROM proposals p JOIN challenges c ON c.id = p.challenge_id
WHERE c.organization_id = any($1::uuid[]) AND p.answered_at IS NOT NULL
GROUP BY c.organization_id HAVING count(*) >= $2
"""


async def response_times(
    runner: Runner, ids: Sequence[UUID], least: int
) -> tuple[ResponseTime, ...]:
    """Of those with ``least`` cases and more."""
    return await records(runner, ResponseTime, RESPONSE_TIMES, list(ids), least)
