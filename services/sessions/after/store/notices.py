"""SQL on what participants are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from chassis.postgres import Runner, records
from contracts.event_notices import NoticeKind, NoticeParty
from contracts.participants import ParticipantState

NOTE = """
INSERT INTO notices (event_id, kind) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING true
"""


async def first_time(runner: Runner, event_id: UUID, kind: NoticeKind) -> bool:
    """Whether the participants of an event have not been told this yet; from now on they have."""
    return bool(await runner.fetchval(NOTE, event_id, kind))


PARTIES = """
SELECT id AS participant_id, organization_id, person_id, name,
    CASE WHEN person_id IS NULL THEN email ELSE '' END AS email
FROM participants
WHERE event_id = $1 AND state = any($2::text[]) AND ($3::uuid[] IS NULL OR id = any($3))
ORDER BY number
"""


async def parties(
    runner: Runner,
    event_id: UUID,
    states: Sequence[ParticipantState],
    whom: Sequence[UUID] | None = None,
) -> tuple[NoticeParty, ...]:
    """Participants in one of ``states``; of these only ``whom`` where that is given."""
    chosen = None if whom is None else list(whom)
    return await records(runner, NoticeParty, PARTIES, event_id, list(states), chosen)


SILENT = """
SELECT p.id FROM participants p
WHERE p.event_id = $1 AND p.state = 'registered'
    AND NOT EXISTS (SELECT FROM preferences w WHERE w.participant_id = p.id)
    AND NOT EXISTS (SELECT FROM bookings b WHERE p.id IN (b.public_id, b.private_id))
ORDER BY p.number
"""


async def silent(runner: Runner, event_id: UUID) -> tuple[UUID, ...]:
    """Those who have not said yet whom they want to meet, nor booked a meeting."""
    return tuple(row["id"] for row in await runner.fetch(SILENT, event_id))


TO_REMIND = """
SELECT e.id FROM events e JOIN notices o ON o.event_id = e.id AND o.kind = 'preferences_open'
WHERE e.state = 'preferences' AND o.given_at < clock_timestamp() - $1::interval
    AND NOT EXISTS (
        SELECT FROM notices r WHERE r.event_id = e.id AND r.kind = 'preferences_reminded')
ORDER BY o.given_at, e.id LIMIT 20
FOR UPDATE OF e SKIP LOCKED
"""


async def to_remind(runner: Runner, after: timedelta) -> tuple[UUID, ...]:
    """Events whose preferences have been open that long without a reminder, held."""
    return tuple(row["id"] for row in await runner.fetch(TO_REMIND, after))
