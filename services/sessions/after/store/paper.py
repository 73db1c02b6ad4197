"""SQL on ratings that were typed in from paper."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner
from contracts.ratings import GoOn

NUMBERS = "SELECT number, id FROM participants WHERE event_id = $1 AND state <> 'cancelled'"


async def numbers(runner: Runner, event_id: UUID) -> dict[int, UUID]:
    """Number on the badge -> participant."""
    return {row["number"]: row["id"] for row in await runner.fetch(NUMBERS, event_id)}


PUT = """
INSERT INTO ratings (participant_id, other_id, event_id, go_on) VALUES ($1, $2, $3, $4)
ON CONFLICT (participant_id, other_id) DO UPDATE SET go_on = excluded.go_on,
    rated_at = clock_timestamp()
WHERE ratings.rated_by IS NULL
"""


async def put(runner: Runner, event_id: UUID, pair: tuple[UUID, UUID], go_on: GoOn) -> None:
    """Typed anew it is changed; what somebody said themselves stays."""
    await runner.execute(PUT, *pair, event_id, go_on)
