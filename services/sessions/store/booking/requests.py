"""SQL on meetings that participants asked for. Who changes some holds their event first."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record, records


class Request(Struct, frozen=True, kw_only=True):
    id: UUID
    event_id: UUID
    participant_id: UUID
    other_id: UUID
    line: str
    asked_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None = None
    accepted_at: datetime | None = None
    is_hidden: bool = False
    """Whoever is asked does not want it, and is not shown it (again)."""

    def is_open(self, now: datetime) -> bool:
        return not self.withdrawn_at and not self.accepted_at and now < self.expires_at


FIND = """
SELECT q.id, q.event_id, q.participant_id, q.other_id, q.line, q.asked_at, q.expires_at,
    q.withdrawn_at, q.accepted_at,
    EXISTS (SELECT FROM meeting_refusals r
        WHERE r.participant_id = q.other_id AND r.other_id = q.participant_id)
    OR EXISTS (SELECT FROM preferences w WHERE w.grade = 'no'
        AND (w.participant_id, w.other_id) IN
            ((q.other_id, q.participant_id), (q.participant_id, q.other_id))) AS is_hidden
FROM meeting_requests q
WHERE q.id = $1 OR q.participant_id = $2 OR q.other_id = $2
ORDER BY q.asked_at, q.id LIMIT 2000
"""


async def by_id(runner: Runner, request_id: UUID) -> Request | None:
    return await record(runner, Request, FIND, request_id, None)


async def of(runner: Runner, participant_id: UUID) -> tuple[Request, ...]:
    """Sent and received, the oldest first."""
    return await records(runner, Request, FIND, None, participant_id)


ASK = """
INSERT INTO meeting_requests (id, event_id, participant_id, other_id, line, expires_at)
VALUES ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(hours => $6))
ON CONFLICT (participant_id, other_id) DO UPDATE SET id = excluded.id, line = excluded.line,
    asked_at = clock_timestamp(), expires_at = excluded.expires_at, withdrawn_at = NULL,
    accepted_at = NULL
WHERE meeting_requests.withdrawn_at IS NOT NULL OR meeting_requests.accepted_at IS NOT NULL
RETURNING id
"""


async def ask(runner: Runner, one: Request, hours: int) -> bool:
    """Whether it could be asked: not while an earlier one is open, nor after it has expired."""
    whose = (one.id, one.event_id, one.participant_id, one.other_id)
    return await runner.fetchval(ASK, *whose, one.line, hours) is not None


WITHDRAW = "UPDATE meeting_requests SET withdrawn_at = clock_timestamp() WHERE id = $1"


async def withdraw(runner: Runner, request_id: UUID) -> None:
    await runner.execute(WITHDRAW, request_id)


ACCEPT = """
UPDATE meeting_requests SET accepted_at = clock_timestamp()
WHERE ($1, $2) IN ((participant_id, other_id), (other_id, participant_id))
    AND withdrawn_at IS NULL
"""


async def accept(runner: Runner, one: UUID, other: UUID) -> None:
    """Of these two, in whichever direction: they have their meeting."""
    await runner.execute(ACCEPT, one, other)


EXPIRE = """
UPDATE meeting_requests SET expires_at = least(expires_at, clock_timestamp()) WHERE event_id = $1
"""


async def expire(runner: Runner, event_id: UUID) -> None:
    """No more answers are taken."""
    await runner.execute(EXPIRE, event_id)
