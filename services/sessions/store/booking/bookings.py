"""SQL on meetings that participants booked. Who changes some holds their event first."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record, records


class Booked(Struct, frozen=True, kw_only=True):
    """Whose meeting it is, and every place that it takes."""

    id: UUID = UUID(int=0)
    """Of a place that nobody has taken yet: none."""
    public_id: UUID
    private_id: UUID
    slot: str
    table_id: str | None = None
    room: int | None = None
    public_seat: int = 1
    private_seat: int = 1

    @property
    def pair(self) -> tuple[UUID, UUID]:
        return self.public_id, self.private_id


TAKE = """
INSERT INTO bookings (id, event_id, public_id, private_id, slot, table_id, room, public_seat,
    private_seat)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id
"""


async def take(runner: Runner, booking_id: UUID, event_id: UUID, one: Booked) -> bool:
    """Whether everything that it takes was still free."""
    where = (one.slot, one.table_id, one.room, one.public_seat, one.private_seat)
    found = await runner.fetchval(TAKE, booking_id, event_id, *one.pair, *where)
    return found is not None


OF_EVENT = """
SELECT id, public_id, private_id, slot, table_id, room, public_seat, private_seat
FROM bookings WHERE event_id = $1 ORDER BY booked_at, id
"""


async def of_event(runner: Runner, event_id: UUID) -> tuple[Booked, ...]:
    return await records(runner, Booked, OF_EVENT, event_id)


FREE = """
DELETE FROM bookings
WHERE ($1, $2) IN ((public_id, private_id), (private_id, public_id))
RETURNING id, public_id, private_id, slot, table_id, room, public_seat, private_seat
"""


async def free(runner: Runner, one: UUID, other: UUID) -> Booked | None:
    """What was taken; nothing where these two had no meeting."""
    return await record(runner, Booked, FREE, one, other)


FREE_ALL = """
DELETE FROM bookings WHERE public_id = $1 OR private_id = $1
RETURNING id, public_id, private_id, slot, table_id, room, public_seat, private_seat
"""


async def free_all(runner: Runner, participant_id: UUID) -> tuple[Booked, ...]:
    """Of somebody who does not come."""
    return await records(runner, Booked, FREE_ALL, participant_id)


IN_USE = """
SELECT array_agg(DISTINCT slot) AS slots,
    array_agg(DISTINCT table_id) FILTER (WHERE table_id IS NOT NULL) AS tables,
    coalesce(max(room), 0) AS rooms
FROM bookings WHERE event_id = $1
"""


class InUse(Struct, frozen=True, kw_only=True):
    """What of an event is taken by meetings that were booked."""

    slots: frozenset[str] | None = None
    tables: frozenset[str] | None = None
    rooms: int = 0


async def in_use(runner: Runner, event_id: UUID) -> InUse:
    return await record(runner, InUse, IN_USE, event_id) or InUse()


UNWILLING = """
SELECT DISTINCT other FROM (
    SELECT other_id AS other FROM preferences WHERE participant_id = $1 AND grade = 'no'
    UNION SELECT participant_id FROM preferences WHERE other_id = $1 AND grade = 'no'
    UNION SELECT participant_id FROM meeting_refusals WHERE other_id = $1
) found WHERE other = any($2::uuid[])
"""


async def unwilling(
    runner: Runner, participant_id: UUID, others: Sequence[UUID]
) -> frozenset[UUID]:
    """With whom nothing is to be arranged, whichever of the two does not want it."""
    rows = await runner.fetch(UNWILLING, participant_id, list(others))
    return frozenset(row["other"] for row in rows)


REFUSING = """
SELECT participant_id FROM meeting_refusals WHERE other_id = $1 AND participant_id = any($2::uuid[])
"""


async def refusing(runner: Runner, participant_id: UUID, others: Sequence[UUID]) -> frozenset[UUID]:
    """Who gave a meeting with that participant back, which both know of."""
    rows = await runner.fetch(REFUSING, participant_id, list(others))
    return frozenset(row["participant_id"] for row in rows)


REFUSE = """
INSERT INTO meeting_refusals (participant_id, other_id) VALUES ($1, $2) ON CONFLICT DO NOTHING
"""


async def refuse(runner: Runner, participant_id: UUID, other_id: UUID) -> None:
    await runner.execute(REFUSE, participant_id, other_id)


LIFT = "DELETE FROM meeting_refusals WHERE participant_id = $1 AND other_id = $2"


async def lift(runner: Runner, participant_id: UUID, other_id: UUID) -> None:
    """They want it after all."""
    await runner.execute(LIFT, participant_id, other_id)
