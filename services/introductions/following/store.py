"""SQL on meetings at events, and on follow-up questions with their answers."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, records
from contracts.follow_ups import AnswerFollowUp, FollowUp, FollowUpStep, Met
from contracts.ratings import MeetingAgreed

NOTE_MEETING = """
INSERT INTO meetings (id, introduction_id, event_id, event_title, met_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO NOTHING RETURNING true
"""


async def note_meeting(runner: Runner, introduction_id: UUID, agreed: MeetingAgreed) -> bool:
    """Whether it is new."""
    what = (agreed.event_id, agreed.event_title, agreed.met_at)
    return bool(await runner.fetchval(NOTE_MEETING, agreed.id, introduction_id, *what))


MEETINGS = """
SELECT id, event_id, event_title, met_at FROM meetings
WHERE introduction_id = $1 ORDER BY met_at, id LIMIT 100
"""


async def meetings(runner: Runner, introduction_id: UUID) -> tuple[Met, ...]:
    return await records(runner, Met, MEETINGS, introduction_id)


PLAN = """
INSERT INTO follow_ups (introduction_id, step, due_at)
SELECT $1, step, clock_timestamp() + after::interval
FROM unnest($2::text[], $3::text[]) AS given (step, after)
ON CONFLICT DO NOTHING
"""


async def plan(runner: Runner, introduction_id: UUID, steps: dict[FollowUpStep, str]) -> None:
    """Once for each introduction; ``steps``: how long after now each is due."""
    await runner.execute(PLAN, introduction_id, list(steps), list(steps.values()))


class Due(Struct, frozen=True, kw_only=True):
    introduction_id: UUID
    step: FollowUpStep


ASK = """
UPDATE follow_ups f SET asked_at = clock_timestamp()
FROM (
    SELECT d.introduction_id, d.step FROM follow_ups d
    JOIN introductions i ON i.id = d.introduction_id AND i.state = 'live'
    WHERE d.asked_at IS NULL AND d.due_at <= (SELECT clock_timestamp())
    ORDER BY d.due_at, d.introduction_id, d.step LIMIT $1
    FOR UPDATE OF d SKIP LOCKED
) due
WHERE f.introduction_id = due.introduction_id AND f.step = due.step
RETURNING f.introduction_id, f.step
"""


async def ask(runner: Runner, most: int) -> tuple[Due, ...]:
    """Those that are due, which count as asked from now on."""
    return await records(runner, Due, ASK, most)


OF = """
SELECT f.introduction_id, f.step, f.due_at, f.asked_at, own.answer,
    coalesce(own.note, '') AS note,
    CASE WHEN own.answer IS NOT NULL THEN other.answer END AS theirs,
    coalesce(own.answer <> other.answer, false) AS differs
FROM follow_ups f
LEFT JOIN follow_up_answers own ON own.introduction_id = f.introduction_id
    AND own.step = f.step AND own.organization_id = $2
LEFT JOIN follow_up_answers other ON other.introduction_id = f.introduction_id
    AND other.step = f.step AND other.organization_id <> $2
WHERE f.introduction_id = $1 ORDER BY f.due_at, f.step
"""


async def of(runner: Runner, introduction_id: UUID, own: UUID) -> tuple[FollowUp, ...]:
    """As that side sees them: the other's answer only beside one's own."""
    return await records(runner, FollowUp, OF, introduction_id, own)


ANSWER = """
INSERT INTO follow_up_answers (introduction_id, step, organization_id, answer, note, answered_by)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (introduction_id, step, organization_id) DO UPDATE SET answer = excluded.answer,
    note = excluded.note, answered_by = excluded.answered_by, answered_at = clock_timestamp()
"""


async def answer(runner: Runner, asked: AnswerFollowUp, own: UUID, person: UUID) -> None:
    what = (asked.answer, asked.note.strip(), person)
    await runner.execute(ANSWER, asked.introduction_id, asked.step, own, *what)
