"""SQL on rehearsals: copies of events with invented people."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner

MARK = "UPDATE events SET rehearsal = true, time_zone = $2 WHERE id = $1"


async def mark(runner: Runner, event_id: UUID, time_zone: str) -> None:
    await runner.execute(MARK, event_id, time_zone)


ORGANIZER = "SELECT organization_id FROM events WHERE id = $1"


async def organizer(runner: Runner, event_id: UUID) -> UUID | None:
    found: UUID | None = await runner.fetchval(ORGANIZER, event_id)
    return found


SETTLED = "DELETE FROM settled_slots WHERE event_id = $1"
OUTCOMES = "DELETE FROM meeting_outcomes WHERE event_id = $1"
CHECK_INS = "DELETE FROM check_ins WHERE event_id = $1"
RATINGS = "DELETE FROM ratings WHERE event_id = $1"
AGREED = "DELETE FROM agreed WHERE event_id = $1"
NOTICES = "DELETE FROM notices WHERE event_id = $1"
REPORTS = "DELETE FROM reports WHERE event_id = $1"
OBJECTIONS = "DELETE FROM objections WHERE event_id = $1"
CANCELLED = "DELETE FROM cancelled_meetings WHERE event_id = $1"
TIMETABLES = "DELETE FROM timetables WHERE event_id = $1"
PREFERENCES = """
DELETE FROM preferences WHERE participant_id IN (SELECT id FROM participants WHERE event_id = $1)
"""
PARTICIPANTS = "DELETE FROM participants WHERE event_id = $1 RETURNING id"
IMPORTS = "DELETE FROM imports WHERE event_id = $1"
EVENT = "DELETE FROM events WHERE id = $1 AND rehearsal"
BEFORE_THE_PEOPLE = (
    *(SETTLED, OUTCOMES, CHECK_INS, RATINGS, AGREED, NOTICES, REPORTS, OBJECTIONS, CANCELLED),
    *(TIMETABLES, PREFERENCES),
)


async def remove(runner: Runner, event_id: UUID) -> int:
    """How many participants went; whoever calls has checked that it is a rehearsal."""
    for statement in BEFORE_THE_PEOPLE:
        await runner.execute(statement, event_id)
    gone = await runner.fetch(PARTICIPANTS, event_id)
    for statement in (IMPORTS, EVENT):
        await runner.execute(statement, event_id)
    return len(gone)
