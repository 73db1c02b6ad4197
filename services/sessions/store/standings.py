"""SQL on whether organizations take part, and on the events of those that do not."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner
from contracts.matching_events import EventState
from contracts.standing import OrganizationStanding, Standing
from contracts.wire import Actor

KEEP = """
INSERT INTO standings (organization_id, standing, revision) VALUES ($1, $2, $3)
ON CONFLICT (organization_id) DO UPDATE SET standing = excluded.standing,
    revision = excluded.revision
WHERE standings.revision <= excluded.revision
"""


async def keep(runner: Runner, told: OrganizationStanding) -> None:
    await runner.execute(KEEP, told.organization_id, told.standing, told.revision)


STANDING = "SELECT standing FROM standings WHERE organization_id = $1"


async def standing(runner: Runner, organization_id: UUID) -> Standing:
    """As far as it is known here."""
    return Standing(await runner.fetchval(STANDING, organization_id) or Standing.ACTIVE)


KEPT_BACK = """
SELECT e.id FROM events e
JOIN standings s ON s.organization_id = e.organization_id AND s.standing = 'suspended'
WHERE e.id = any($1::uuid[]) AND e.organization_id IS DISTINCT FROM $2
    AND NOT EXISTS (SELECT FROM participants p WHERE p.event_id = e.id
        AND p.state <> 'cancelled' AND (p.person_id = $3 OR p.organization_id = $2))
"""


async def kept_back(runner: Runner, ids: Sequence[UUID], actor: Actor | None) -> frozenset[UUID]:
    """Those that are not there for the actor: of a suspended organizer, and not taken part in."""
    who = (actor.organization, actor.person) if actor else (None, None)
    rows = await runner.fetch(KEPT_BACK, list(ids), *who)
    return frozenset(row["id"] for row in rows)


AWAY = """
SELECT p.id FROM participants p
LEFT JOIN standings s ON s.organization_id = p.organization_id
LEFT JOIN people h ON h.id = p.person_id
WHERE p.event_id = $1 AND (coalesce(s.standing, 'active') <> 'active' OR h.is_kept_out)
"""


async def away(runner: Runner, event_id: UUID) -> frozenset[UUID]:
    """Participants of organizations that are suspended or closed, or suspended themselves."""
    return frozenset(row["id"] for row in await runner.fetch(AWAY, event_id))


TAKEN_PART_IN = """
SELECT DISTINCT p.event_id FROM participants p JOIN events e ON e.id = p.event_id
WHERE p.organization_id = $1 AND p.state <> 'cancelled' AND e.state <> ALL ($2::text[])
ORDER BY p.event_id
"""


async def taken_part_in(
    runner: Runner, organization_id: UUID, over: Sequence[EventState]
) -> tuple[UUID, ...]:
    """Events in none of these states at which somebody comes or waits for that organization."""
    rows = await runner.fetch(TAKEN_PART_IN, organization_id, list(over))
    return tuple(row["event_id"] for row in rows)


COMING_FOR = """
SELECT id FROM participants
WHERE event_id = $1 AND organization_id = $2 AND state <> 'cancelled' ORDER BY number
"""


async def coming_for(runner: Runner, event_id: UUID, organization_id: UUID) -> tuple[UUID, ...]:
    rows = await runner.fetch(COMING_FOR, event_id, organization_id)
    return tuple(row["id"] for row in rows)


COMING = """
SELECT id FROM events WHERE organization_id = $1 AND state = any($2::text[]) AND NOT rehearsal
ORDER BY id
"""


async def coming(
    runner: Runner, organization_id: UUID, states: Sequence[EventState]
) -> tuple[UUID, ...]:
    """Events that others know of and that are not over."""
    return tuple(row["id"] for row in await runner.fetch(COMING, organization_id, list(states)))
