"""A matching event on its day: its timetable is shown for good, and its first slot runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from contracts.checkins import RECORD_CHECK_INS, CheckIn, CheckInKind, RecordCheckIns, short_code
from contracts.event_days import GET_DAY, GetDay
from tests.platform import Platform
from tests.timetabled import Day, prepared

FINAL = "UPDATE sessions.timetables SET state = 'final' WHERE event_id = $1"
LIVE = "UPDATE sessions.events SET state = 'live', final_version = 1 WHERE id = $1"
MOVE = """
UPDATE sessions.events SET slots = (
    SELECT jsonb_agg(jsonb_build_object('id', s ->> 'id',
        'starts_at', (s ->> 'starts_at')::timestamptz + shift,
        'ends_at', (s ->> 'ends_at')::timestamptz + shift) ORDER BY s ->> 'starts_at')
    FROM jsonb_array_elements(slots) s,
        (SELECT clock_timestamp() - make_interval(secs => 60 * $2::float)
            - min((x ->> 'starts_at')::timestamptz) AS shift
         FROM jsonb_array_elements(slots) x) by)
WHERE id = $1
"""


async def live(platform: Platform, *, minutes: float = 6, **given: Any) -> Day:
    """The first slot began so many minutes ago; slots last for twenty."""
    day = await prepared(platform, **given)
    await day.make(0)
    await day.sql(FINAL, day.event_id)
    await day.sql(LIVE, day.event_id)
    await move(day, minutes)
    return day


async def move(day: Day, minutes: float) -> None:
    await day.sql(MOVE, day.event_id, minutes)


async def numbers(day: Day) -> dict[UUID, int]:
    found = await day.sql(
        "SELECT id, number FROM sessions.participants WHERE event_id = $1", day.event_id
    )
    return dict(found)


def noted(number: int, **more: Any) -> CheckIn:
    return CheckIn(**{"id": uuid4(), "code": short_code(number), **more})


def undone(number: int, reason: str = "別の人の名札", **more: Any) -> CheckIn:
    return noted(number, kind=CheckInKind.UNDO, reason=reason, **more)


def restored(number: int, **more: Any) -> CheckIn:
    return noted(number, kind=CheckInKind.RESTORE, **more)


async def send(day: Day, some: Iterable[CheckIn], actor: Any = None) -> Any:
    asked = RecordCheckIns(event_id=day.event_id, door="入口1", check_ins=tuple(some))
    return await day.platform.web.call(RECORD_CHECK_INS, asked, actor or day.who.actor)


async def arrive(day: Day, *whom: UUID) -> Any:
    known = await numbers(day)
    return await send(day, [noted(known[one]) for one in whom])


async def seen(day: Day) -> Any:
    asked = GetDay(event_id=day.event_id)
    return await day.platform.web.call(GET_DAY, asked, day.who.actor)
