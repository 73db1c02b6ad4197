"""SQL on whom participants want to meet: read by their own side, and counted."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.participants import EventPreference, GradeOf, PreferenceCounts

PUT = """
INSERT INTO preferences (participant_id, other_id, grade)
SELECT $1, other_id, grade FROM unnest($2::uuid[], $3::text[]) AS given (other_id, grade)
ON CONFLICT (participant_id, other_id) DO UPDATE SET grade = excluded.grade,
    set_at = clock_timestamp()
"""
TAKE_BACK = "DELETE FROM preferences WHERE participant_id = $1 AND other_id = any($2::uuid[])"


async def put(runner: Runner, participant_id: UUID, grades: Sequence[GradeOf]) -> None:
    said = [(one.other_id, one.grade) for one in grades if one.grade is not None]
    gone = [one.other_id for one in grades if one.grade is None]
    if said:
        others, words = zip(*said, strict=True)
        await runner.execute(PUT, participant_id, list(others), list(words))
    if gone:
        await runner.execute(TAKE_BACK, participant_id, gone)


OF = """
SELECT participant_id, other_id, grade FROM preferences
WHERE participant_id = $1 AND ($2::uuid[] IS NULL OR other_id = any($2)) ORDER BY other_id
"""


async def of(
    runner: Runner, participant_id: UUID, others: Sequence[UUID] | None = None
) -> tuple[EventPreference, ...]:
    asked = None if others is None else list(others)
    return await records(runner, EventPreference, OF, participant_id, asked)


CAN_MEET = """
SELECT o.id FROM participants p JOIN participants o ON o.event_id = p.event_id
    AND o.side <> p.side AND o.state <> 'cancelled'
    AND o.organization_id IS DISTINCT FROM p.organization_id
WHERE p.id = $1 AND o.id = any($2::uuid[]) AND NOT EXISTS (
    SELECT FROM standings s
    WHERE s.organization_id = o.organization_id AND s.standing <> 'active')
"""


async def can_meet(runner: Runner, participant_id: UUID, others: Sequence[UUID]) -> frozenset[UUID]:
    """Those of the other side of the same event, of other organizations that take part now."""
    rows = await runner.fetch(CAN_MEET, participant_id, list(others))
    return frozenset(row["id"] for row in rows)


COUNTS = """
SELECT (SELECT count(*) FROM participants WHERE event_id = $1 AND state = 'registered')
        AS participants,
    count(DISTINCT w.participant_id) AS spoken,
    count(*) FILTER (WHERE p.side = 'public' AND w.grade <> 'no' AND back.grade <> 'no') AS mutual
FROM preferences w
JOIN participants p ON p.id = w.participant_id AND p.state = 'registered'
JOIN participants o ON o.id = w.other_id AND o.state = 'registered'
LEFT JOIN preferences back ON back.participant_id = w.other_id AND back.other_id = w.participant_id
WHERE p.event_id = $1
"""


async def counts(runner: Runner, event_id: UUID) -> PreferenceCounts:
    found = await record(runner, PreferenceCounts, COUNTS, event_id)
    assert found is not None  # noqa: S101 -- a count without a group has one row
    return found
