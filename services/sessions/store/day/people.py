"""SQL on who takes part, as the day needs them: who waits is among them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from chassis.postgres import Runner, records
from contracts.participants import ParticipantState
from services.sessions.store.timetables import Attendee


class Comer(Attendee, frozen=True, kw_only=True):
    """A participant, and since when they are there."""

    state: ParticipantState
    unit_name: str = ""
    email: str = ""
    person_id: UUID | None = None
    arrived_at: datetime | None = None


COMERS = """
SELECT p.id, p.number, p.side, p.state, p.organization_id, p.organization_name, p.unit_name,
    p.name, p.name_kana, p.desks, p.available, p.least, p.most, p.first_served, p.attends, p.zone,
    p.email, p.person_id, a.at AS arrived_at
FROM participants p LEFT JOIN arrivals a ON a.participant_id = p.id
WHERE p.event_id = $1 ORDER BY p.sort_key, p.name_kana, p.number
"""


async def comers(runner: Runner, event_id: UUID) -> tuple[Comer, ...]:
    """Also who has cancelled."""
    return await records(runner, Comer, COMERS, event_id)


NUMBERED = """
SELECT p.id, p.number, p.side, p.state, p.organization_id, p.organization_name, p.unit_name,
    p.name, p.name_kana, p.desks, p.available, p.least, p.most, p.first_served, p.attends, p.zone,
    p.email, p.person_id
FROM participants p WHERE p.event_id = $1 AND p.number = any($2::integer[]) ORDER BY p.number
"""


async def numbered(runner: Runner, event_id: UUID, numbers: Iterable[int]) -> tuple[Comer, ...]:
    """Those with these numbers, without when they arrived; also who has cancelled."""
    return await records(runner, Comer, NUMBERED, event_id, sorted(numbers))


GONE = "SELECT id FROM participants WHERE event_id = $1 AND state = 'cancelled' ORDER BY id"


async def gone(runner: Runner, event_id: UUID) -> frozenset[UUID]:
    """Who has cancelled."""
    return frozenset(row["id"] for row in await runner.fetch(GONE, event_id))


LATE = """
SELECT p.id FROM participants p JOIN events e ON e.id = p.event_id
WHERE e.id = $1 AND p.created_at > e.preferences_closed_at AND NOT EXISTS (
    SELECT FROM participants o
    WHERE o.event_id = e.id AND o.created_at <= e.preferences_closed_at
        AND (o.organization_id = p.organization_id OR o.organization_name = p.organization_name))
ORDER BY p.id
"""


async def late(runner: Runner, event_id: UUID) -> frozenset[UUID]:
    """Who came in when preferences were closed, of organizations that were not there before: of
    these nobody can have said anything, nor they of anybody."""
    return frozenset(row["id"] for row in await runner.fetch(LATE, event_id))


LOT = "SELECT lot FROM events WHERE id = $1"


async def lot(runner: Runner, event_id: UUID) -> UUID:
    """The secret of the event (``day.drawing``)."""
    found: UUID = await runner.fetchval(LOT, event_id)
    return found


TAKE_IN = """
UPDATE participants SET state = 'registered', waiting_since = NULL, revision = revision + 1
WHERE id = $1 AND state = 'waiting'
"""


async def take_in(runner: Runner, participant_id: UUID) -> None:
    """From the waiting list: somebody who was expected has not come."""
    await runner.execute(TAKE_IN, participant_id)
