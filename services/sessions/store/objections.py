"""SQL on objections to a provisional timetable."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.timetables import Objection, ObjectToTimetable

EVENT_OF = "SELECT event_id FROM participants WHERE id = $1"


async def event_of(runner: Runner, participant_id: UUID) -> UUID | None:
    found: UUID | None = await runner.fetchval(EVENT_OF, participant_id)
    return found


INSERT = """
INSERT INTO objections (id, event_id, participant_id, other_id, text) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO NOTHING
"""


async def insert(runner: Runner, event_id: UUID, asked: ObjectToTimetable) -> None:
    values = (asked.participant_id, asked.other_id, asked.text)
    await runner.execute(INSERT, asked.id, event_id, *values)


FIND = """
SELECT j.id, j.event_id, j.participant_id, p.organization_name || ' ' || p.name AS participant_name,
    j.other_id, coalesce(o.organization_name || ' ' || o.name, '') AS other_name, j.text,
    j.made_at, j.accepted, j.answer
FROM objections j JOIN participants p ON p.id = j.participant_id
LEFT JOIN participants o ON o.id = j.other_id
WHERE ($1::uuid IS NULL OR j.id = $1) AND ($2::uuid IS NULL OR j.event_id = $2)
    AND ($1::uuid IS NOT NULL OR $2::uuid IS NOT NULL)
    AND ($3::uuid[] IS NULL OR j.participant_id = ANY($3))
ORDER BY j.resolved_at IS NOT NULL, j.made_at, j.id LIMIT 1000
"""


async def by_id(runner: Runner, objection_id: UUID) -> Objection | None:
    return await record(runner, Objection, FIND, objection_id, None, None)


async def of_event(runner: Runner, event_id: UUID) -> tuple[Objection, ...]:
    """Those that wait first."""
    return await records(runner, Objection, FIND, None, event_id, None)


async def own(
    runner: Runner, event_id: UUID, participants: tuple[UUID, ...]
) -> tuple[Objection, ...]:
    return await records(runner, Objection, FIND, None, event_id, list(participants))


RESOLVE = """
UPDATE objections SET accepted = $2, answer = $3, resolved_at = clock_timestamp() WHERE id = $1
"""


async def resolve(runner: Runner, objection_id: UUID, *, accepted: bool, answer: str) -> None:
    await runner.execute(RESOLVE, objection_id, accepted, answer)


KEEP_FREE = "UPDATE objections SET kept_free = $2 WHERE id = $1"


async def keep_free(runner: Runner, objection_id: UUID, slot: str) -> None:
    await runner.execute(KEEP_FREE, objection_id, slot)


REOPEN = """
UPDATE objections j SET accepted = NULL, answer = '', resolved_at = NULL, kept_free = ''
FROM (SELECT id, kept_free FROM objections WHERE id = $1 FOR UPDATE) AS was
WHERE j.id = was.id RETURNING was.kept_free
"""


async def reopen(runner: Runner, objection_id: UUID) -> str:
    """The slot that it kept free, if any."""
    return str(await runner.fetchval(REOPEN, objection_id) or "")
