"""SQL on timetables, and on the people and wishes that they are made from."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from chassis.postgres import Runner, record, records
from contracts.participants import EventSide
from contracts.preferences import Grade
from contracts.timetables import TimetableState, TimetableVersion
from services.sessions.timetable.problem import Attendance, Problem, Timetable


class Attendee(Struct, frozen=True, kw_only=True):
    """A registered participant, as far as timetables need."""

    id: UUID
    number: int
    side: EventSide
    organization_id: UUID | None = None
    organization_name: str
    unit_name: str = ""
    name: str
    name_kana: str = ""
    desks: int = 1
    available: tuple[str, ...] | None = None
    least: int | None = None
    most: int | None = None
    first_served: bool = False
    attends: Attendance = Attendance.ON_SITE
    zone: str = ""
    online_url: str = ""


ATTENDEES = """
SELECT id, number, side, organization_id, organization_name, unit_name, name, name_kana, desks,
    available, least, most, first_served, attends, zone, online_url
FROM participants WHERE event_id = $1 AND ($2 OR state = 'registered')
ORDER BY sort_key, name_kana, number
"""


async def attendees(
    runner: Runner, event_id: UUID, *, also_cancelled: bool = False
) -> tuple[Attendee, ...]:
    return await records(runner, Attendee, ATTENDEES, event_id, also_cancelled)


class Wished(Struct, frozen=True, kw_only=True):
    participant_id: UUID
    other_id: UUID
    grade: Grade


WISHES = """
SELECT w.participant_id, w.other_id, w.grade
FROM preferences w JOIN participants p ON p.id = w.participant_id
WHERE p.event_id = $1 ORDER BY w.participant_id, w.other_id
"""


async def wishes(runner: Runner, event_id: UUID) -> tuple[Wished, ...]:
    return await records(runner, Wished, WISHES, event_id)


DROPPED = """
SELECT participant_id, other_id, 'no' AS grade FROM objections
WHERE event_id = $1 AND accepted AND other_id IS NOT NULL
UNION
SELECT public_id, private_id, 'no' FROM cancelled_meetings
WHERE event_id = $1 AND (public_id, private_id) IS DISTINCT FROM ($2::uuid, $3::uuid)
UNION
SELECT r.participant_id, r.other_id, 'no' FROM meeting_refusals r
JOIN participants p ON p.id = r.participant_id WHERE p.event_id = $1
ORDER BY 1, 2
"""


async def dropped(
    runner: Runner, event_id: UUID, put_back: tuple[UUID, UUID] | None = None
) -> tuple[Wished, ...]:
    """What an accepted objection, the organizer or one of the two refused, but for one put back."""
    back = put_back or (None, None)
    return await records(runner, Wished, DROPPED, event_id, *back)


class Stored(Struct, frozen=True, kw_only=True):
    """A version as it was solved."""

    version: int
    state: TimetableState
    problem: Problem
    result: Timetable
    note: str
    made_at: datetime


VERSION = """
SELECT version, state, problem, result, note, made_at FROM timetables
WHERE event_id = $1 AND ($2::integer IS NULL OR version = $2) ORDER BY version DESC LIMIT 1
"""


async def version(runner: Runner, event_id: UUID, wanted: int | None = None) -> Stored | None:
    """That version; the newest where none is wanted."""
    return await record(runner, Stored, VERSION, event_id, wanted)


NEWEST = "SELECT coalesce(max(version), 0) FROM timetables WHERE event_id = $1"


async def newest(runner: Runner, event_id: UUID) -> int:
    return int(await runner.fetchval(NEWEST, event_id))


INSERT = """
INSERT INTO timetables (event_id, version, state, problem, result, note, made_by)
VALUES ($1, $2, 'draft', $3, $4, $5, $6)
"""


async def insert(
    runner: Runner, event_id: UUID, number: int, made: tuple[Problem, Timetable], *about: Any
) -> None:
    """``about``: note, and who made it."""
    problem, result = msgspec.to_builtins(made)
    await runner.execute(INSERT, event_id, number, problem, result, *about)


VERSIONS = """
SELECT version, state, note, made_at, jsonb_array_length(result -> 'meetings') AS meetings
FROM timetables WHERE event_id = $1 ORDER BY version DESC LIMIT 200
"""


async def versions(runner: Runner, event_id: UUID) -> tuple[TimetableVersion, ...]:
    return await records(runner, TimetableVersion, VERSIONS, event_id)


SET_STATE = "UPDATE timetables SET state = $3 WHERE event_id = $1 AND version = $2"
SHOW = """
UPDATE events SET final_version = $2, objections_until = CASE WHEN $3
    THEN coalesce(objections_until, clock_timestamp() + make_interval(hours => objection_hours))
    ELSE objections_until END
WHERE id = $1
"""


async def show(runner: Runner, event_id: UUID, number: int, state: TimetableState) -> None:
    """To participants. The time for objections begins once, by the clock of the database."""
    await runner.execute(SET_STATE, event_id, number, state)
    is_provisional = state is TimetableState.PROVISIONAL
    await runner.execute(SHOW, event_id, number, is_provisional)


WAIT = "SELECT set_config('idle_in_transaction_session_timeout', $1, true)"


async def wait(runner: Runner, seconds: float) -> None:
    """This transaction may do nothing for so long: beside it something is calculated."""
    await runner.execute(WAIT, f"{seconds:.0f}s")


CLOCK = "SELECT clock_timestamp()"


async def clock(runner: Runner) -> datetime:
    found: datetime = await runner.fetchval(CLOCK)
    return found


OWN = """
SELECT id FROM participants
WHERE event_id = $1 AND organization_id = $2 AND state = 'registered'
    AND (person_id IS NULL OR person_id = $3)
ORDER BY number
"""


async def own(runner: Runner, event_id: UUID, organization: UUID, person: UUID) -> tuple[UUID, ...]:
    """Participants that somebody is: themselves, or a desk of their organization."""
    return tuple(row["id"] for row in await runner.fetch(OWN, event_id, organization, person))


IS_NEAR = """
SELECT EXISTS (
    SELECT 1 FROM events WHERE state IN ('preferences', 'scheduling', 'provisional', 'live')
)
"""


async def is_near(runner: Runner) -> bool:
    """Whether an event will soon need a timetable."""
    return bool(await runner.fetchval(IS_NEAR))
