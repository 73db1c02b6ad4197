"""SQL on matching events. Those in planning, and rehearsals, are seen by their organizer alone."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec

from chassis.postgres import Runner, record, records
from contracts.matching_events import EventState, ListEvents, MatchingEvent, SaveEvent

FIND = """
SELECT id, organization_id, organization_name, title, description, venue, held_on, time_zone,
    state, mode, public_capacity, private_capacity, slots, tables, online_rooms, floor,
    walking_minutes, consent, retain_until, objection_hours, objections_until, final_version,
    cloned_from, rehearsal, registered, waiting, revision, created_at
FROM known_events
WHERE id = any($1::uuid[])
    AND ((state <> 'planning' AND NOT rehearsal) OR organization_id = $2)
"""


async def by_ids(
    runner: Runner, ids: Sequence[UUID], own: UUID | None
) -> tuple[MatchingEvent, ...]:
    """``own``: the organization for which they are asked by who runs its events."""
    return await records(runner, MatchingEvent, FIND, list(ids), own)


LOCK = "SELECT id FROM events WHERE id = $1 FOR UPDATE"


async def held(runner: Runner, event_id: UUID, own: UUID | None) -> MatchingEvent | None:
    """From here on nobody else changes it, nor who takes part."""
    await runner.fetchval(LOCK, event_id)
    return await record(runner, MatchingEvent, FIND, [event_id], own)


ANY = """
SELECT id, organization_id, organization_name, title, description, venue, held_on, time_zone,
    state, mode, public_capacity, private_capacity, slots, tables, online_rooms, floor,
    walking_minutes, consent, retain_until, objection_hours, objections_until, final_version,
    cloned_from, rehearsal, registered, waiting, revision, created_at
FROM known_events WHERE id = $1
"""


async def any_by_id(runner: Runner, event_id: UUID) -> MatchingEvent:
    """Whosever it is: for what time brings, never for an answer."""
    [found] = await records(runner, MatchingEvent, ANY, event_id)
    return found


INSERT = """
INSERT INTO events (id, organization_id, title, description, venue, held_on, mode,
    public_capacity, private_capacity, slots, tables, online_rooms, floor, walking_minutes,
    consent, retain_until, objection_hours, cloned_from)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
ON CONFLICT (id) DO NOTHING RETURNING id
"""


async def insert(
    runner: Runner, own: UUID, asked: SaveEvent, cloned_from: UUID | None = None
) -> bool:
    """Whether that id was free."""
    values = (asked.id, own, *_values(asked), cloned_from)
    return await runner.fetchval(INSERT, *values) is not None


UPDATE = """
UPDATE events SET title = $2, description = $3, venue = $4, held_on = $5, mode = $6,
    public_capacity = $7, private_capacity = $8, slots = $9, tables = $10, online_rooms = $11,
    floor = $12, walking_minutes = $13, consent = $14, retain_until = $15, objection_hours = $16,
    revision = revision + 1
WHERE id = $1
"""


async def update(runner: Runner, asked: SaveEvent) -> None:
    await runner.execute(UPDATE, asked.id, *_values(asked))


def _values(asked: SaveEvent) -> tuple[object, ...]:
    slots, tables = msgspec.to_builtins((asked.slots, asked.tables))
    what = (asked.title, asked.description, asked.venue, asked.held_on, asked.mode)
    room = (asked.public_capacity, asked.private_capacity, slots, tables, asked.online_rooms)
    how = (asked.floor, asked.walking_minutes, asked.consent, asked.retain_until)
    return (*what, *room, *how, asked.objection_hours)


SET_STATE = """
UPDATE events SET state = $2, revision = revision + 1,
    preferences_closed_at = CASE WHEN state = 'preferences' THEN clock_timestamp()
        ELSE preferences_closed_at END
WHERE id = $1
"""


async def set_state(runner: Runner, event_id: UUID, state: EventState) -> None:
    await runner.execute(SET_STATE, event_id, state)


BUSY_SLOTS = """
SELECT DISTINCT m ->> 'slot' AS slot
FROM events e
JOIN timetables t ON t.event_id = e.id AND t.version = e.final_version
CROSS JOIN jsonb_array_elements(t.result -> 'meetings') m
WHERE e.id = $1
"""


async def busy_slots(runner: Runner, event_id: UUID) -> frozenset[str]:
    """Slots that hold meetings of the timetable that is shown."""
    return frozenset(row["slot"] for row in await runner.fetch(BUSY_SLOTS, event_id))


BUSY_TABLES = """
SELECT DISTINCT m ->> 'table' AS name
FROM events e
JOIN timetables t ON t.event_id = e.id AND t.version = e.final_version
CROSS JOIN jsonb_array_elements(t.result -> 'meetings') m
JOIN jsonb_array_elements(e.slots) s ON s ->> 'id' = m ->> 'slot'
WHERE e.id = $1 AND e.state IN ('provisional', 'live') AND m ->> 'table' IS NOT NULL
    AND (s ->> 'ends_at')::timestamptz > clock_timestamp()
"""


async def busy_tables(runner: Runner, event_id: UUID) -> frozenset[str]:
    """Tables at which somebody meets still, by the timetable that is shown."""
    return frozenset(row["name"] for row in await runner.fetch(BUSY_TABLES, event_id))


PAGE = """
SELECT id, organization_id, organization_name, title, description, venue, held_on, time_zone,
    state, mode, public_capacity, private_capacity, slots, tables, online_rooms, floor,
    walking_minutes, consent, retain_until, objection_hours, objections_until, final_version,
    cloned_from, rehearsal, registered, waiting, revision, created_at
FROM known_events k
WHERE ((state <> 'planning' AND NOT rehearsal) OR organization_id = $1)
    AND (NOT $2 OR organization_id = $1)
    AND $3 = (state = 'archived'
        OR coalesce(held_on < (clock_timestamp() AT TIME ZONE time_zone)::date, false))
    AND NOT EXISTS (SELECT FROM standings s
        WHERE s.organization_id = k.organization_id AND s.standing <> 'active')
    AND ($4::uuid IS NULL OR (coalesce(held_on, 'infinity')::text, id) > ($5, $4))
ORDER BY coalesce(held_on, 'infinity')::text, id LIMIT $6
"""


async def page(runner: Runner, own: UUID | None, asked: ListEvents) -> tuple[MatchingEvent, ...]:
    """One more than asked for if there is one."""
    place = (asked.after.id, asked.after.key) if asked.after else (None, None)
    what = (asked.own, asked.past, *place)
    return await records(runner, MatchingEvent, PAGE, own, *what, asked.first + 1)


COUNT = """
SELECT count(*) FROM events k
WHERE ((state <> 'planning' AND NOT rehearsal) OR organization_id = $1)
    AND (NOT $2 OR organization_id = $1)
    AND $3 = (state = 'archived'
        OR coalesce(held_on < (clock_timestamp() AT TIME ZONE time_zone)::date, false))
    AND NOT EXISTS (SELECT FROM standings s
        WHERE s.organization_id = k.organization_id AND s.standing <> 'active')
"""


async def count(runner: Runner, own: UUID | None, asked: ListEvents) -> int:
    return int(await runner.fetchval(COUNT, own, asked.own, asked.past))
