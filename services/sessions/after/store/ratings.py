"""SQL on ratings: read one by one by their own side, and counted."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record, records
from contracts.preferences import Contact
from contracts.ratings import GoOn, RateMeeting


class Given(Struct, frozen=True, kw_only=True):
    """What one side said of a meeting."""

    participant_id: UUID
    other_id: UUID
    go_on: GoOn
    line: str = ""
    contact: Contact = Contact()
    unit_id: UUID | None = None
    rated_by: UUID | None = None


PUT = """
INSERT INTO ratings (participant_id, other_id, event_id, go_on, line, contact_name, contact_email,
    unit_id, rated_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (participant_id, other_id) DO UPDATE SET go_on = excluded.go_on, line = excluded.line,
    contact_name = excluded.contact_name, contact_email = excluded.contact_email,
    unit_id = excluded.unit_id, rated_by = excluded.rated_by, rated_at = clock_timestamp()
"""


async def put(
    runner: Runner, event_id: UUID, asked: RateMeeting, unit: UUID | None, person: UUID
) -> None:
    """As it is said now; ``asked.contact`` as it is kept."""
    what = (asked.go_on, asked.line, asked.contact.name, asked.contact.email)
    await runner.execute(PUT, asked.participant_id, asked.other_id, event_id, *what, unit, person)


OF = """
SELECT participant_id, other_id, go_on, line, unit_id, rated_by,
    jsonb_build_object('name', contact_name, 'email', contact_email) AS contact
FROM ratings WHERE event_id = $1 AND ($2::uuid[] IS NULL OR participant_id = any($2))
ORDER BY participant_id, other_id
"""


async def of(
    runner: Runner, event_id: UUID, whose: tuple[UUID, ...] | None = None
) -> tuple[Given, ...]:
    """Of those participants; of all of the event for who concludes it."""
    return await records(runner, Given, OF, event_id, list(whose) if whose is not None else None)


ONE = """
SELECT participant_id, other_id, go_on, line, unit_id, rated_by,
    jsonb_build_object('name', contact_name, 'email', contact_email) AS contact
FROM ratings WHERE participant_id = $1 AND other_id = $2
"""


async def one(runner: Runner, participant_id: UUID, other_id: UUID) -> Given | None:
    return await record(runner, Given, ONE, participant_id, other_id)


AGREE = """
INSERT INTO agreed (event_id, public_id, private_id) VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING RETURNING true
"""


async def agree(runner: Runner, event_id: UUID, public_id: UUID, private_id: UUID) -> bool:
    """Whether these two have not agreed before."""
    return bool(await runner.fetchval(AGREE, event_id, public_id, private_id))


AGREED = """
SELECT public_id, private_id FROM agreed
WHERE event_id = $1 AND (public_id = any($2::uuid[]) OR private_id = any($2::uuid[]))
"""


async def agreed(
    runner: Runner, event_id: UUID, whose: tuple[UUID, ...]
) -> frozenset[frozenset[UUID]]:
    """Pairs with one of ``whose`` that both want to go on."""
    rows = await runner.fetch(AGREED, event_id, list(whose))
    return frozenset(frozenset((row["public_id"], row["private_id"])) for row in rows)


INTRODUCED = """
INSERT INTO introduced (introduction_id, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING
"""


async def note_introduction(runner: Runner, introduction_id: UUID, event_id: UUID) -> None:
    await runner.execute(INTRODUCED, introduction_id, event_id)
