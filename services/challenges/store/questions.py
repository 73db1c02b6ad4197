"""SQL on questions. Who asked is in no column that is read; only whether it was the reader."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.questions import AnswerQuestion, AskQuestion, Question
from contracts.wire import Actor

INSERT = """
INSERT INTO questions (id, challenge_id, organization_id, person_id, own_text, text)
VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (id) DO NOTHING RETURNING true
"""


async def insert(runner: Runner, asked: AskQuestion, actor: Actor) -> bool:
    """Whether it is new; not when that id is already taken."""
    who = (actor.organization, actor.person)
    return bool(await runner.fetchval(INSERT, asked.id, asked.challenge_id, *who, asked.text))


UNANSWERED = """
SELECT count(*) FROM questions
WHERE challenge_id = $1 AND organization_id = $2 AND state = 'asked'
"""


async def unanswered(runner: Runner, challenge_id: UUID, organization_id: UUID) -> int:
    return int(await runner.fetchval(UNANSWERED, challenge_id, organization_id))


SEEN = """
SELECT q.id, q.challenge_id, q.state, q.text, q.answer, q.answered_at, q.confidential_reason,
    q.confidential_reason <> '' AS is_confidential, q.revision,
    q.organization_id = $2 AS is_mine,
    CASE WHEN $2 IN (q.organization_id, c.organization_id) THEN q.asked_at END AS asked_at,
    CASE WHEN $2 IN (q.organization_id, c.organization_id) THEN q.own_text ELSE '' END AS own_text
FROM questions q JOIN challenges c ON c.id = q.challenge_id
WHERE q.challenge_id = $1 AND c.published_at IS NOT NULL
    AND NOT is_kept_back(c.id, c.organization_id, $2) AND (
    (q.state = 'answered' AND q.confidential_reason = '')
    OR (q.state <> 'withdrawn' AND c.organization_id = $2)
    OR q.organization_id = $2)
ORDER BY q.answered_at NULLS LAST, q.id LIMIT 500
"""


async def seen(runner: Runner, challenge_id: UUID, own: UUID | None) -> tuple[Question, ...]:
    """In the order of the answers; those that wait stand in no order that says when they came."""
    return await records(runner, Question, SEEN, challenge_id, own or UUID(int=0))


HELD = """
SELECT q.id, q.challenge_id, q.state, q.text, q.answer, q.answered_at, q.confidential_reason,
    q.confidential_reason <> '' AS is_confidential, q.revision,
    q.organization_id = $2 AS is_mine, q.asked_at, q.own_text
FROM questions q JOIN challenges c ON c.id = q.challenge_id
WHERE q.id = $1 AND $2 IN (q.organization_id, c.organization_id)
FOR UPDATE OF q
"""


async def held(runner: Runner, question_id: UUID, own: UUID) -> Question | None:
    """For its two sides, kept from others until the transaction ends."""
    return await record(runner, Question, HELD, question_id, own)


ANSWER = """
UPDATE questions SET state = 'answered', answer = $2, confidential_reason = $3,
    text = coalesce(nullif($4, ''), own_text), answered_at = coalesce(answered_at, now()),
    revision = revision + 1
WHERE id = $1
"""


async def answer(runner: Runner, asked: AnswerQuestion) -> None:
    values = (asked.answer.strip(), asked.confidential_reason.strip(), asked.text.strip())
    await runner.execute(ANSWER, asked.id, *values)


WITHDRAW = "UPDATE questions SET state = 'withdrawn', revision = revision + 1 WHERE id = $1"


async def withdraw(runner: Runner, question_id: UUID) -> None:
    await runner.execute(WITHDRAW, question_id)


ASKER = "SELECT organization_id, person_id FROM questions WHERE id = $1"


async def asker(runner: Runner, question_id: UUID) -> tuple[UUID, UUID]:
    """To tell them, and for nothing else."""
    [row] = await runner.fetch(ASKER, question_id)
    return row["organization_id"], row["person_id"]
