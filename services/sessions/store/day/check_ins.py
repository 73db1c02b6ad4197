"""SQL on what tablets at the door note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, records


class Note(Struct, frozen=True, kw_only=True):
    """A check-in of somebody who is known, by the clock of the database."""

    id: UUID
    participant_id: UUID
    kind: str
    means: str
    at: datetime
    reason: str = ""


KEEP = """
INSERT INTO check_ins (id, event_id, participant_id, kind, means, at, reason, door, made_by)
SELECT n.id, $1, n.participant_id, n.kind, n.means, n.at, n.reason, $8, $9
FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])
    AS n (id, participant_id, kind, means, at, reason)
ON CONFLICT (id) DO NOTHING RETURNING id
"""


async def keep(
    runner: Runner, event_id: UUID, notes: Sequence[Note], door: str, account: UUID
) -> frozenset[UUID]:
    """The ids that are new; one that is there stays as it is."""
    columns = (
        [one.id for one in notes],
        [one.participant_id for one in notes],
        [one.kind for one in notes],
        [one.means for one in notes],
        [one.at for one in notes],
        [one.reason for one in notes],
    )
    rows = await runner.fetch(KEEP, event_id, *columns, door, account)
    return frozenset(row["id"] for row in rows)


class Arrived(Struct, frozen=True, kw_only=True):
    participant_id: UUID
    at: datetime
    check_in_id: UUID


ARRIVALS = """
SELECT participant_id, at, check_in_id FROM arrivals WHERE event_id = $1 ORDER BY participant_id
"""


async def arrivals(runner: Runner, event_id: UUID) -> dict[UUID, Arrived]:
    found = await records(runner, Arrived, ARRIVALS, event_id)
    return {one.participant_id: one for one in found}


ARRIVALS_OF = """
SELECT participant_id, at, check_in_id FROM arrivals WHERE participant_id = any($1::uuid[])
ORDER BY participant_id
"""


async def arrivals_of(runner: Runner, whom: Sequence[UUID]) -> dict[UUID, Arrived]:
    found = await records(runner, Arrived, ARRIVALS_OF, list(whom))
    return {one.participant_id: one for one in found}


REVISION = """
SELECT concat_ws('.', e.revision, coalesce(e.final_version, 0),
    (SELECT count(*) FROM check_ins WHERE event_id = $1),
    (SELECT count(*) FROM meeting_outcomes WHERE event_id = $1),
    (SELECT coalesce(sum(revision), 0) FROM participants WHERE event_id = $1),
    to_char(clock_timestamp(), 'HH24MI')) AS revision
FROM events e WHERE e.id = $1
"""


async def revision(runner: Runner, event_id: UUID) -> str:
    """Another one after every change, and after every minute: what runs follows from the time."""
    return str(await runner.fetchval(REVISION, event_id) or "")
