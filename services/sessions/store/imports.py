"""SQL on lists of participants that were taken in at once."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner

NOTE = """
INSERT INTO imports (id, event_id, made_by) VALUES ($1, $2, $3)
ON CONFLICT (id) DO NOTHING RETURNING id
"""


async def note(runner: Runner, import_id: UUID, event_id: UUID, person: UUID) -> bool:
    """Whether that id was free."""
    return await runner.fetchval(NOTE, import_id, event_id, person) is not None


MARK_UNDONE = """
UPDATE imports SET undone_at = clock_timestamp()
WHERE id = $1 AND event_id = $2 AND undone_at IS NULL RETURNING id
"""


async def mark_undone(runner: Runner, import_id: UUID, event_id: UUID) -> bool:
    """Whether there was one to be taken back."""
    return await runner.fetchval(MARK_UNDONE, import_id, event_id) is not None


TOUCHED = """
SELECT count(*) FROM participants p WHERE p.import_id = $1 AND (
    p.revision > 1
    OR exists(SELECT FROM preferences w WHERE w.participant_id = p.id OR w.other_id = p.id)
    OR exists(SELECT FROM bookings b WHERE b.public_id = p.id OR b.private_id = p.id)
    OR exists(SELECT FROM meeting_requests q WHERE q.participant_id = p.id OR q.other_id = p.id))
"""


async def touched(runner: Runner, import_id: UUID) -> int:
    """How many of them have been changed since, or have to do with a wish or a meeting."""
    return int(await runner.fetchval(TOUCHED, import_id))


REMOVE = "DELETE FROM participants WHERE import_id = $1 RETURNING id"


async def remove(runner: Runner, import_id: UUID) -> int:
    return len(await runner.fetch(REMOVE, import_id))
