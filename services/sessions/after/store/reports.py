"""SQL on the figures of an event, and on reports that are kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from chassis.postgres import Runner, record, records
from contracts.event_reports import EventReport
from contracts.participants import EventSide

COUNTS = """
SELECT count(*) AS invited,
    count(*) FILTER (WHERE state = 'registered') AS registered,
    count(*) FILTER (WHERE state = 'waiting') AS waiting,
    count(*) FILTER (WHERE state = 'cancelled') AS cancelled,
    count(moved_up_at) AS moved_up,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY moved_up_at - waited_from) AS waited,
    clock_timestamp() AS now
FROM participants WHERE event_id = $1
"""


class Counts(Struct, frozen=True, kw_only=True):
    invited: int
    registered: int
    waiting: int
    cancelled: int
    moved_up: int
    wait_hours: int | None = None
    now: datetime


async def counts(runner: Runner, event_id: UUID) -> Counts:
    [row] = await runner.fetch(COUNTS, event_id)
    waited = row["waited"]
    names = ("invited", "registered", "waiting", "cancelled", "moved_up", "now")
    hours = None if waited is None else round(waited.total_seconds() / 3_600)
    return Counts(wait_hours=hours, **{name: row[name] for name in names})


SAID = """
SELECT (SELECT count(*) FROM ratings WHERE event_id = $1) AS rated,
    (SELECT count(*) FROM ratings WHERE event_id = $1 AND go_on = 'yes') AS yes,
    (SELECT count(DISTINCT participant_id) FROM ratings WHERE event_id = $1) AS raters,
    (SELECT count(*) FROM agreed WHERE event_id = $1) AS agreed,
    (SELECT count(*) FROM introduced WHERE event_id = $1) AS introductions
"""


class Said(Struct, frozen=True, kw_only=True):
    rated: int
    yes: int
    raters: int
    agreed: int
    introductions: int


async def said(runner: Runner, event_id: UUID) -> Said:
    found = await record(runner, Said, SAID, event_id)
    assert found is not None  # noqa: S101 -- a row without a table is one
    return found


DAY = """
SELECT (SELECT count(*) FROM arrivals WHERE event_id = $1) AS arrived,
    (SELECT count(*) FROM meeting_outcomes
        WHERE event_id = $1 AND state IN ('no_show', 'refilled')) AS no_shows,
    EXISTS (SELECT FROM check_ins WHERE event_id = $1) AS is_counted
"""


class Day(Struct, frozen=True, kw_only=True):
    arrived: int
    no_shows: int
    is_counted: bool
    """Whether anybody was checked in at all."""


async def day(runner: Runner, event_id: UUID) -> Day:
    found = await record(runner, Day, DAY, event_id)
    assert found is not None  # noqa: S101 -- likewise
    return found


class Coming(Struct, frozen=True, kw_only=True):
    """A registered participant, as far as reports tell groups apart."""

    id: UUID
    side: EventSide
    kind: str | None = None
    population: int | None = None
    founded: int | None = None


COMING = """
SELECT p.id, p.side, o.kind, o.population, o.founded
FROM participants p LEFT JOIN organizations o ON o.id = p.organization_id
WHERE p.event_id = $1 AND p.state = 'registered' ORDER BY p.number
"""


async def coming(runner: Runner, event_id: UUID) -> tuple[Coming, ...]:
    return await records(runner, Coming, COMING, event_id)


KEEP = """
INSERT INTO reports (event_id, report) VALUES ($1, $2) ON CONFLICT (event_id) DO NOTHING
"""
KEPT = "SELECT report FROM reports WHERE event_id = $1"


async def keep(runner: Runner, report: EventReport) -> None:
    """The first one stays."""
    await runner.execute(KEEP, report.event_id, msgspec.to_builtins(report))


async def kept(runner: Runner, event_id: UUID) -> EventReport | None:
    found = await runner.fetchval(KEPT, event_id)
    return None if found is None else msgspec.convert(found, EventReport)


TO_KEEP = """
SELECT e.id FROM events e
WHERE e.retain_until < (clock_timestamp() AT TIME ZONE e.time_zone)::date
    AND NOT EXISTS (SELECT FROM reports r WHERE r.event_id = e.id)
ORDER BY e.retain_until, e.id LIMIT 20
FOR UPDATE SKIP LOCKED
"""


async def to_keep(runner: Runner) -> tuple[UUID, ...]:
    """Events whose people are to be deleted and whose report is not kept yet, held."""
    return tuple(row["id"] for row in await runner.fetch(TO_KEEP))
