"""SQL on pairs of organizations, and what each of the two wishes."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.preferences import Contact, Grade, ListPreferences, Preference
from services.introductions.store.introductions import Yes

HOLD = """
INSERT INTO pairs (low_id, high_id)
VALUES (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid))
ON CONFLICT DO NOTHING
"""
LOCK = """
SELECT revision FROM pairs WHERE low_id = least($1::uuid, $2::uuid)
    AND high_id = greatest($1::uuid, $2::uuid) FOR UPDATE
"""


async def hold(runner: Runner, one: UUID, other: UUID) -> None:
    """From here on nobody else changes anything between the two."""
    await runner.execute(HOLD, one, other)
    await runner.fetchval(LOCK, one, other)


NEXT = """
UPDATE pairs SET revision = revision + 1
WHERE low_id = least($1::uuid, $2::uuid) AND high_id = greatest($1::uuid, $2::uuid)
RETURNING revision
"""


async def next_revision(runner: Runner, one: UUID, other: UUID) -> int:
    return int(await runner.fetchval(NEXT, one, other))


PUT = """
INSERT INTO preferences (organization_id, other_id, unit_id, grade, contact_name, contact_email,
    set_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (organization_id, other_id) DO UPDATE SET unit_id = excluded.unit_id,
    grade = excluded.grade, contact_name = excluded.contact_name,
    contact_email = excluded.contact_email, set_by = excluded.set_by,
    set_at = clock_timestamp()
RETURNING id
"""


async def put(
    runner: Runner,
    own: UUID,
    other: UUID,
    unit: UUID | None,
    grade: Grade,
    contact: Contact,
    person: UUID,
) -> UUID:
    said = (grade, contact.name, contact.email, person)
    found: UUID = await runner.fetchval(PUT, own, other, unit, *said)
    return found


TAKE_BACK = "DELETE FROM preferences WHERE organization_id = $1 AND other_id = $2 RETURNING id"


async def take_back(runner: Runner, own: UUID, other: UUID) -> UUID | None:
    found: UUID | None = await runner.fetchval(TAKE_BACK, own, other)
    return found


YES = """
SELECT organization_id AS organization, unit_id AS unit, set_by AS person,
    jsonb_build_object('name', contact_name, 'email', contact_email) AS contact
FROM preferences
WHERE organization_id = $1 AND other_id = $2 AND grade IN ('must', 'meet')
"""


async def yes(runner: Runner, own: UUID, other: UUID) -> Yes | None:
    """The private yes of ``own``, which shows itself with the other one."""
    return await record(runner, Yes, YES, own, other)


FORGET = """
DELETE FROM preferences WHERE (organization_id = $1 AND other_id = $2)
    OR (organization_id = $2 AND other_id = $1)
"""


async def forget(runner: Runner, one: UUID, other: UUID) -> None:
    """Both sides': they have been together, and begin anew."""
    await runner.execute(FORGET, one, other)


OF = """
SELECT p.id, p.other_id, o.name AS other_name, p.unit_id, p.grade, p.set_at,
    jsonb_build_object('name', p.contact_name, 'email', p.contact_email) AS contact,
    (SELECT i.id FROM introductions i
        WHERE i.low_id = least(p.organization_id, p.other_id)
            AND i.high_id = greatest(p.organization_id, p.other_id)
            AND i.state = 'live') AS introduction_id
FROM preferences p JOIN organizations o ON o.id = p.other_id
WHERE p.organization_id = $1 AND p.other_id = any($2::uuid[])
"""


async def of(runner: Runner, own: UUID, others: Sequence[UUID]) -> tuple[Preference, ...]:
    """Of ``own`` alone."""
    return await records(runner, Preference, OF, own, list(others))


async def one(runner: Runner, own: UUID, other: UUID) -> Preference | None:
    return await record(runner, Preference, OF, own, [other])


PAGE = """
SELECT p.id, p.other_id, o.name AS other_name, p.unit_id, p.grade, p.set_at,
    jsonb_build_object('name', p.contact_name, 'email', p.contact_email) AS contact,
    (SELECT i.id FROM introductions i
        WHERE i.low_id = least(p.organization_id, p.other_id)
            AND i.high_id = greatest(p.organization_id, p.other_id)
            AND i.state = 'live') AS introduction_id
FROM preferences p JOIN organizations o ON o.id = p.other_id
WHERE p.organization_id = $1 AND ($2::timestamptz IS NULL OR (p.set_at, p.id) < ($2, $3::uuid))
ORDER BY p.set_at DESC, p.id DESC LIMIT $4
"""


async def page(runner: Runner, own: UUID, asked: ListPreferences) -> tuple[Preference, ...]:
    """One more than asked for if there is one."""
    place = (asked.after.at, asked.after.id) if asked.after else (None, None)
    return await records(runner, Preference, PAGE, own, *place, asked.first + 1)


COUNT = "SELECT count(*) FROM preferences WHERE organization_id = $1"


async def count(runner: Runner, own: UUID) -> int:
    return int(await runner.fetchval(COUNT, own))


EXCLUDED_BY = """
SELECT organization_id FROM preferences
WHERE grade = 'no' AND ((organization_id = $1 AND other_id = $2)
    OR (organization_id = $2 AND other_id = $1))
ORDER BY organization_id
"""


async def excluded_by(runner: Runner, one: UUID, other: UUID) -> tuple[UUID, ...]:
    rows = await runner.fetch(EXCLUDED_BY, one, other)
    return tuple(row["organization_id"] for row in rows)
