"""SQL on participants. Who changes some holds their event first (``store.events.held``)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner, keyed_records, record, records
from chassis.texts import folded, kana_key, patterns
from contracts.participants import (
    EventSide,
    ListParticipants,
    Participant,
    ParticipantState,
    SaveParticipant,
)

INSERT = """
INSERT INTO participants (id, event_id, number, side, state, organization_id, organization_name,
    unit_name, name, name_kana, email, desks, available, least, most, first_served, attends, zone,
    online_url, needs, looking_for, sort_key, search_text, person_id, import_id, consented_at,
    waiting_since)
SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
    $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
    CASE WHEN $25 THEN clock_timestamp() END,
    CASE WHEN $4 = 'waiting' THEN clock_timestamp() END
FROM participants WHERE event_id = $2
ON CONFLICT (id) DO NOTHING RETURNING id
"""


async def insert(
    runner: Runner,
    asked: SaveParticipant,
    state: ParticipantState,
    *,
    person: UUID | None = None,
    taken_in: UUID | None = None,
    consents: bool = False,
) -> bool:
    """Whether that id was free. ``taken_in``: the import that it belongs to."""
    whose = (asked.id, asked.event_id, asked.side, state)
    values = (*whose, *_values(asked), person, taken_in, consents)
    return await runner.fetchval(INSERT, *values) is not None


UPDATE = """
UPDATE participants SET organization_id = $2, organization_name = $3, unit_name = $4, name = $5,
    name_kana = $6, email = $7, desks = $8, available = $9, least = $10, most = $11,
    first_served = $12, attends = $13, zone = $14, online_url = $15, needs = $16,
    looking_for = $17, sort_key = $18, search_text = $19, revision = revision + 1
WHERE id = $1
"""


async def update(runner: Runner, asked: SaveParticipant) -> None:
    await runner.execute(UPDATE, asked.id, *_values(asked))


KEEP_FREE = """
UPDATE participants SET revision = revision + 1, available = (
    SELECT coalesce(jsonb_agg(slot), '[]') FROM jsonb_array_elements(coalesce(available, $3)) slot
    WHERE slot #>> '{}' <> $2
) WHERE id = $1
"""


async def keep_free(
    runner: Runner, participant_id: UUID, slot: str, slots: tuple[str, ...]
) -> None:
    """Available when they were but for ``slot``; who had said nothing was in all ``slots``."""
    await runner.execute(KEEP_FREE, participant_id, slot, slots)


FREE_AGAIN = """
UPDATE participants SET revision = revision + 1, available = available || to_jsonb($2::text)
WHERE id = $1 AND NOT available ? $2
"""


async def free_again(runner: Runner, participant_id: UUID, slot: str) -> None:
    """Available in ``slot`` as well."""
    await runner.execute(FREE_AGAIN, participant_id, slot)


def _values(asked: SaveParticipant) -> tuple[object, ...]:
    who = (asked.organization_id, asked.organization_name, asked.unit_name, asked.name)
    reached = (asked.name_kana, asked.email, asked.desks, asked.available, asked.least, asked.most)
    how = (asked.first_served, asked.attends, asked.zone, asked.online_url, asked.needs)
    words = folded(f"{asked.organization_name} {asked.unit_name} {asked.name} {asked.name_kana}")
    key = kana_key(asked.name_kana, asked.name)[:400]
    return (*who, *reached, *how, asked.looking_for, key, words)


FIND = """
SELECT p.id, p.event_id, p.number, p.side, p.state, p.organization_id, p.organization_name,
    p.unit_name, p.name, p.name_kana, p.email, p.person_id, p.desks, p.available, p.least, p.most,
    p.first_served, p.attends, p.zone, p.online_url, p.needs, p.looking_for, p.consented_at,
    waiting_place(p) AS waiting_place, p.revision
FROM participants p WHERE p.id = any($1::uuid[]) ORDER BY p.number
"""


async def by_ids(runner: Runner, ids: Sequence[UUID]) -> tuple[Participant, ...]:
    """With everything: who may see what is for the asker to say."""
    return await records(runner, Participant, FIND, list(ids))


async def one(runner: Runner, participant_id: UUID) -> Participant | None:
    return await record(runner, Participant, FIND, [participant_id])


OF_ORGANIZATION = """
SELECT p.id, p.event_id, p.number, p.side, p.state, p.organization_id, p.organization_name,
    p.unit_name, p.name, p.name_kana, p.email, p.person_id, p.desks, p.available, p.least, p.most,
    p.first_served, p.attends, p.zone, p.online_url, p.needs, p.looking_for, p.consented_at,
    waiting_place(p) AS waiting_place, p.revision
FROM participants p
WHERE p.event_id = $1 AND p.organization_id = $2 AND p.state <> 'cancelled' ORDER BY p.number
"""


async def of_organization(
    runner: Runner, event_id: UUID, organization_id: UUID
) -> tuple[Participant, ...]:
    """Who comes, or waits, for that organization."""
    return await records(runner, Participant, OF_ORGANIZATION, event_id, organization_id)


PAGE = """
SELECT p.id, p.event_id, p.number, p.side, p.state, p.organization_id, p.organization_name,
    p.unit_name, p.name, p.name_kana, p.email, p.person_id, p.desks, p.available, p.least, p.most,
    p.first_served, p.attends, p.zone, p.online_url, p.needs, p.looking_for, p.consented_at,
    waiting_place(p) AS waiting_place, p.revision, p.sort_key
FROM participants p
WHERE p.event_id = $1 AND ($2::text IS NULL OR p.side = $2)
    AND ($3::text IS NULL OR p.state = $3) AND p.search_text LIKE ALL ($4::text[])
    AND ($5::uuid IS NULL OR (p.sort_key, p.id) > ($6, $5))
    AND ($8 OR NOT EXISTS (SELECT FROM standings s
        WHERE s.organization_id = p.organization_id AND s.standing <> 'active'))
ORDER BY p.sort_key, p.id LIMIT $7
"""


async def page(
    runner: Runner, asked: ListParticipants, state: ParticipantState | None, *, all_there: bool
) -> tuple[tuple[Participant, ...], tuple[str, ...]]:
    """One more than asked for if there is one, and the keys they are sorted by.

    ``all_there``: also those whose organization does not take part now.
    """
    place = (asked.after.id, asked.after.key) if asked.after else (None, None)
    what = (asked.event_id, asked.side, state, patterns(asked.search))
    values = (*what, *place, asked.first + 1, all_there)
    return await keyed_records(runner, Participant, "sort_key", PAGE, *values)


COUNT = """
SELECT count(*) FROM participants p
WHERE event_id = $1 AND ($2::text IS NULL OR side = $2) AND ($3::text IS NULL OR state = $3)
    AND search_text LIKE ALL ($4::text[])
    AND ($5 OR NOT EXISTS (SELECT FROM standings s
        WHERE s.organization_id = p.organization_id AND s.standing <> 'active'))
"""


async def count(
    runner: Runner, asked: ListParticipants, state: ParticipantState | None, *, all_there: bool
) -> int:
    what = (asked.event_id, asked.side, state, patterns(asked.search), all_there)
    return int(await runner.fetchval(COUNT, *what))


REGISTERED = """
SELECT count(*) FROM participants WHERE event_id = $1 AND side = $2 AND state = 'registered'
"""


async def registered(runner: Runner, event_id: UUID, side: EventSide) -> int:
    return int(await runner.fetchval(REGISTERED, event_id, side))


NAMES = """
SELECT side, organization_name, name FROM participants
WHERE event_id = $1 AND state <> 'cancelled'
"""


async def names(runner: Runner, event_id: UUID) -> frozenset[tuple[str, str, str]]:
    """Who is there already, as they are compared."""
    rows = await runner.fetch(NAMES, event_id)
    return frozenset(
        (row["side"], folded(row["organization_name"]), folded(row["name"])) for row in rows
    )


CANCEL = """
UPDATE participants SET state = 'cancelled', waiting_since = NULL, revision = revision + 1
WHERE id = $1
"""


async def cancel(runner: Runner, participant_id: UUID) -> None:
    await runner.execute(CANCEL, participant_id)


MOVE_UP = """
UPDATE participants SET state = 'registered', waited_from = waiting_since, waiting_since = NULL,
    moved_up_at = clock_timestamp(), revision = revision + 1
WHERE id IN (
    SELECT id FROM participants WHERE event_id = $1 AND side = $2 AND state = 'waiting'
    ORDER BY waiting_since, number LIMIT $3
) RETURNING id
"""


async def move_up(runner: Runner, event_id: UUID, side: EventSide, places: int) -> tuple[UUID, ...]:
    """Those who get a place, the first who came first."""
    rows = await runner.fetch(MOVE_UP, event_id, side, max(0, places))
    return tuple(row["id"] for row in rows)
