"""SQL on meetings that an organizer took out."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner

PUT = """
INSERT INTO cancelled_meetings (event_id, public_id, private_id, reason) VALUES ($1, $2, $3, $4)
ON CONFLICT (event_id, public_id, private_id) DO UPDATE SET reason = excluded.reason
"""


async def put(runner: Runner, event_id: UUID, pair: tuple[UUID, UUID], reason: str) -> None:
    await runner.execute(PUT, event_id, *pair, reason)


LIFT = """
DELETE FROM cancelled_meetings c
USING unnest($2::uuid[], $3::uuid[]) AS back (public_id, private_id)
WHERE c.event_id = $1 AND c.public_id = back.public_id AND c.private_id = back.private_id
"""


async def lift(runner: Runner, event_id: UUID, pairs: Sequence[tuple[UUID, UUID]]) -> None:
    """They are in the timetable again."""
    public, private = [one for one, _ in pairs], [two for _, two in pairs]
    await runner.execute(LIFT, event_id, public, private)
