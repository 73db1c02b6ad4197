"""SQL on what became of meetings."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, records


class Outcome(Struct, frozen=True, kw_only=True):
    meeting_id: UUID
    public_id: UUID
    private_id: UUID
    slot: str
    state: str
    missing: tuple[UUID, ...] = ()
    replaced_by: UUID | None = None
    settled_at: datetime | None = None


OF_EVENT = """
SELECT meeting_id, public_id, private_id, slot, state, missing, replaced_by, settled_at
FROM meeting_outcomes WHERE event_id = $1 ORDER BY slot, meeting_id
"""


async def of_event(runner: Runner, event_id: UUID) -> dict[UUID, Outcome]:
    found = await records(runner, Outcome, OF_EVENT, event_id)
    return {one.meeting_id: one for one in found}


KEEP = """
INSERT INTO meeting_outcomes (event_id, meeting_id, public_id, private_id, slot, state, missing,
    replaced_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (event_id, meeting_id) DO UPDATE SET state = excluded.state, slot = excluded.slot,
    missing = excluded.missing, replaced_by = excluded.replaced_by,
    settled_at = clock_timestamp()
WHERE (meeting_outcomes.state, meeting_outcomes.missing)
    IS DISTINCT FROM (excluded.state, excluded.missing)
RETURNING settled_at
"""


async def keep(runner: Runner, event_id: UUID, one: Outcome) -> datetime | None:
    """When it was settled so; None where it was so already."""
    what = (one.slot, one.state, list(one.missing), one.replaced_by)
    found: datetime | None = await runner.fetchval(
        KEEP, event_id, one.meeting_id, one.public_id, one.private_id, *what
    )
    return found


DUE = """
SELECT e.id AS event_id, s ->> 'id' AS slot
FROM events e CROSS JOIN jsonb_array_elements(e.slots) s
WHERE e.state IN ('live', 'reporting') AND e.final_version IS NOT NULL
    AND (s ->> 'ends_at')::timestamptz <= clock_timestamp()
    AND NOT EXISTS (
        SELECT FROM settled_slots d WHERE d.event_id = e.id AND d.slot = s ->> 'id')
    AND EXISTS (SELECT FROM check_ins c WHERE c.event_id = e.id)
    AND ($1::uuid IS NULL OR e.id = $1)
ORDER BY e.id, s ->> 'ends_at' LIMIT 20
"""


class Due(Struct, frozen=True, kw_only=True):
    event_id: UUID
    slot: str


async def due(runner: Runner, event_id: UUID | None = None) -> tuple[Due, ...]:
    """Slots that are over. Where nobody was ever checked in, nobody counts who came."""
    return await records(runner, Due, DUE, event_id)


SETTLE = """
INSERT INTO settled_slots (event_id, slot) VALUES ($1, $2) ON CONFLICT DO NOTHING
"""


async def settle(runner: Runner, event_id: UUID, slot: str) -> None:
    await runner.execute(SETTLE, event_id, slot)


SETTLED = "SELECT slot FROM settled_slots WHERE event_id = $1 ORDER BY slot"


async def settled(runner: Runner, event_id: UUID) -> frozenset[str]:
    return frozenset(row["slot"] for row in await runner.fetch(SETTLED, event_id))


ORGANIZER = "SELECT organization_id FROM events WHERE id = $1"


async def organizer(runner: Runner, event_id: UUID) -> UUID | None:
    found: UUID | None = await runner.fetchval(ORGANIZER, event_id)
    return found
