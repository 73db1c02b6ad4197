"""SQL on challenges."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.challenges import (
    AmendChallenge,
    Challenge,
    ChallengeState,
    CloseChallenge,
    ImportChallenge,
    ListChallenges,
    PrefectureCount,
    PublishChallenge,
    SaveChallengeDraft,
)
from contracts.wire import Actor, Source

Written = AmendChallenge | ImportChallenge | PublishChallenge | SaveChallengeDraft
"""A request that carries the sections of the template."""

INSERT = """
INSERT INTO challenges (
    id, organization_id, unit_id, author_id, direction, state, title, problem, evidence, affected,
    tried_before, constraints, data_at_hand, test_field, budget_stage, answer_by, review_by,
    tags, source, search_text, origin_id, published_at, submitted_by, submitted_at
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
    $20, $21,
    CASE WHEN $6 = 'open' THEN now() END,
    CASE WHEN $6 = 'in_review' THEN $4::uuid END, CASE WHEN $6 = 'in_review' THEN now() END)
ON CONFLICT (id) DO NOTHING
RETURNING true
"""


async def insert(
    runner: Runner,
    asked: PublishChallenge | SaveChallengeDraft | ImportChallenge,
    state: ChallengeState,
    owner: Actor,
    search_text: str,
    source: Source | None = None,
    origin: UUID | None = None,
) -> bool:
    """Whether it is new; not when that id is already taken. ``owner`` acts for its organization."""
    who = (asked.id, owner.organization, owner.unit, owner.person, asked.direction, state)
    return bool(
        await runner.fetchval(
            INSERT, *who, *_sections(asked), list(asked.tags), source, search_text, origin
        )
    )


WRITE = """
UPDATE challenges SET state = $2, title = $3, problem = $4, evidence = $5, affected = $6,
    tried_before = $7, constraints = $8, data_at_hand = $9, test_field = $10, budget_stage = $11,
    answer_by = $12, review_by = $13, tags = $14, search_text = $15, revision = revision + 1,
    confirmations = 0, unit_id = coalesce($17, unit_id),
    published_at = CASE WHEN $2 = 'open' THEN coalesce(published_at, now()) END,
    submitted_by = CASE WHEN $2 = 'in_review' THEN $16 ELSE submitted_by END,
    submitted_at = CASE WHEN $2 = 'in_review' THEN now() ELSE submitted_at END,
    return_note = CASE WHEN $2 = 'draft' THEN return_note ELSE '' END
WHERE id = $1
"""


async def write(
    runner: Runner,
    asked: Written,
    state: ChallengeState,
    search_text: str,
    submitter: UUID | None = None,
    unit: UUID | None = None,
) -> None:
    """New words for one that is there; the direction stays, and its section where none is named."""
    words = (*_sections(asked), list(asked.tags), search_text)
    await runner.execute(WRITE, asked.id, state, *words, submitter, unit)


RELEASE = """
UPDATE challenges SET state = 'open', published_at = now(), released_by = $2, return_note = '',
    revision = revision + 1
WHERE id = $1
"""


async def release(runner: Runner, challenge_id: UUID, released_by: UUID) -> None:
    await runner.execute(RELEASE, challenge_id, released_by)


GIVE_BACK = """
UPDATE challenges SET state = 'draft', return_note = $2, revision = revision + 1 WHERE id = $1
"""


async def give_back(runner: Runner, challenge_id: UUID, note: str) -> None:
    await runner.execute(GIVE_BACK, challenge_id, note)


CLOSE = """
UPDATE challenges SET state = 'closed', closed_at = now(), close_reason = $2, close_note = $3,
    revision = revision + 1
WHERE id = $1
"""


async def close(runner: Runner, asked: CloseChallenge) -> None:
    await runner.execute(CLOSE, asked.id, asked.reason, asked.note)


HELD = """
SELECT c.id, c.organization_id, c.unit_id, c.direction, c.state, c.title, c.problem, c.evidence,
    c.affected, c.tried_before, c.constraints, c.data_at_hand, c.test_field, c.budget_stage,
    c.answer_by, c.review_by, c.confirmations, c.origin_id, c.tags, c.source,
    c.revision, c.created_at, c.published_at, c.closed_at, c.close_reason, c.close_note,
    c.author_id, c.submitted_by, c.submitted_at, c.return_note,
    g.kind AS organization_kind, g.name AS organization_name, g.prefecture
FROM challenges c JOIN organizations g ON g.id = c.organization_id
WHERE c.id = $1
FOR UPDATE OF c
"""


async def held(runner: Runner, challenge_id: UUID) -> Challenge | None:
    """The challenge, kept from others until the transaction ends."""
    return await record(runner, Challenge, HELD, challenge_id)


BY_IDS = """
SELECT c.id, c.organization_id, c.unit_id, c.direction, c.state, c.title, c.problem, c.evidence,
    c.affected, c.tried_before, c.constraints, c.data_at_hand, c.test_field, c.budget_stage,
    c.answer_by, c.review_by, c.confirmations, c.origin_id, c.tags, c.source,
    c.revision, c.created_at, c.published_at, c.closed_at, c.close_reason, c.close_note,
    c.author_id, c.submitted_by, c.submitted_at, c.return_note,
    g.kind AS organization_kind, g.name AS organization_name, g.prefecture
FROM challenges c JOIN organizations g ON g.id = c.organization_id
WHERE c.id = any($1::uuid[]) AND (c.organization_id = $2 OR c.published_at IS NOT NULL
    AND NOT is_kept_back(c.id, c.organization_id, $2))
"""


async def by_ids(
    runner: Runner, ids: Sequence[UUID], organization_id: UUID | None
) -> tuple[Challenge, ...]:
    """Those of them that ``organization_id`` (none: the public) may see, in no order.

    What a suspended organization has published is only there for who has proposed to it.
    """
    return await records(runner, Challenge, BY_IDS, list(ids), organization_id)


PAGE = """
SELECT c.id, c.organization_id, c.unit_id, c.direction, c.state, c.title, c.problem, c.evidence,
    c.affected, c.tried_before, c.constraints, c.data_at_hand, c.test_field, c.budget_stage,
    c.answer_by, c.review_by, c.confirmations, c.origin_id, c.tags, c.source,
    c.revision, c.created_at, c.published_at, c.closed_at, c.close_reason, c.close_note,
    c.author_id, c.submitted_by, c.submitted_at, c.return_note,
    g.kind AS organization_kind, g.name AS organization_name, g.prefecture
FROM challenges c JOIN organizations g ON g.id = c.organization_id
WHERE ($1::text IS NULL OR c.state = $1)
    AND (c.published_at IS NOT NULL
        OR ($1 IN ('draft', 'in_review') AND c.organization_id = $2))
    AND ($3::text IS NULL OR g.prefecture = $3)
    AND ($4::text IS NULL OR c.direction = $4)
    AND ($5::uuid IS NULL OR c.organization_id = $5)
    AND c.search_text LIKE all($6::text[])
    AND NOT EXISTS (SELECT FROM standings s
        WHERE s.organization_id = c.organization_id AND s.standing <> 'active')
    AND ($7::timestamptz IS NULL
        OR (coalesce(c.published_at, c.created_at), c.id) < ($7, $8::uuid))
    AND ($10::uuid IS NULL OR c.unit_id = $10)
    AND ($11::text IS NULL OR c.budget_stage = $11)
    AND ($12::text IS NULL OR $12 = any(c.tags))
    AND ($13::date IS NULL OR c.answer_by IS NULL OR c.answer_by >= $13)
ORDER BY coalesce(c.published_at, c.created_at) DESC, c.id DESC LIMIT $9
"""


async def page(
    runner: Runner, asked: ListChallenges, words: list[str], own: UUID | None
) -> tuple[Challenge, ...]:
    """Newest first; one more than asked for, when there is one."""
    place = (asked.after.at, asked.after.id) if asked.after else (None, None)
    filters = (asked.state, own, asked.prefecture, asked.direction, asked.organization_id, words)
    more = (asked.unit_id, asked.budget_stage, asked.tag, asked.open_on)
    values = (*filters, *place, asked.first + 1, *more)
    return await records(runner, Challenge, PAGE, *values)


COUNT = """
SELECT count(*)
FROM challenges c JOIN organizations g ON g.id = c.organization_id
WHERE ($1::text IS NULL OR c.state = $1)
    AND (c.published_at IS NOT NULL
        OR ($1 IN ('draft', 'in_review') AND c.organization_id = $2))
    AND ($3::text IS NULL OR g.prefecture = $3)
    AND ($4::text IS NULL OR c.direction = $4)
    AND ($5::uuid IS NULL OR c.organization_id = $5)
    AND c.search_text LIKE all($6::text[])
    AND NOT EXISTS (SELECT FROM standings s
        WHERE s.organization_id = c.organization_id AND s.standing <> 'active')
    AND ($7::uuid IS NULL OR c.unit_id = $7)
    AND ($8::text IS NULL OR c.budget_stage = $8)
    AND ($9::text IS NULL OR $9 = any(c.tags))
    AND ($10::date IS NULL OR c.answer_by IS NULL OR c.answer_by >= $10)
"""


async def count(runner: Runner, asked: ListChallenges, words: list[str], own: UUID | None) -> int:
    filters = (asked.state, own, asked.prefecture, asked.direction, asked.organization_id, words)
    more = (asked.unit_id, asked.budget_stage, asked.tag, asked.open_on)
    return int(await runner.fetchval(COUNT, *filters, *more))


BY_PREFECTURE = """
SELECT g.prefecture, count(*) AS open
FROM challenges c JOIN organizations g ON g.id = c.organization_id
WHERE c.state = 'open' AND g.prefecture IS NOT NULL
    AND NOT EXISTS (SELECT FROM standings s
        WHERE s.organization_id = c.organization_id AND s.standing <> 'active')
GROUP BY g.prefecture
"""


async def by_prefecture(runner: Runner) -> tuple[PrefectureCount, ...]:
    return await records(runner, PrefectureCount, BY_PREFECTURE)


TODAY = "SELECT (now() AT TIME ZONE 'Asia/Tokyo')::date"


async def today(runner: Runner) -> date:
    """The day it is for a town in Japan, by the database's clock."""
    found: date = await runner.fetchval(TODAY)
    return found


def _sections(asked: Written) -> tuple[object, ...]:
    """The template's sections in the order of the statements above."""
    return (
        asked.title,
        asked.problem,
        asked.evidence,
        asked.affected,
        asked.tried_before,
        asked.constraints,
        asked.data_at_hand,
        asked.test_field,
        asked.budget_stage,
        asked.answer_by,
        asked.review_by,
    )
