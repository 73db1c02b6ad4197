"""SQL on people and their memberships."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.profiles import KeepPerson, Membership, Person

KEEP = """
INSERT INTO people (id, name, name_kana, is_minor) VALUES ($1, $2, $3, $4)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_kana = excluded.name_kana,
    is_minor = excluded.is_minor
WHERE (people.name, people.name_kana, people.is_minor)
    IS DISTINCT FROM (excluded.name, excluded.name_kana, excluded.is_minor)
    AND people.erased_at IS NULL
RETURNING true
"""


async def keep(runner: Runner, row: KeepPerson) -> bool:
    """Whether anything changed."""
    return bool(await runner.fetchval(KEEP, row.id, row.name, row.name_kana, row.is_minor))


ADD = """
INSERT INTO people (id, name, name_kana) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING
RETURNING true
"""


async def add(runner: Runner, person_id: UUID, name: str, name_kana: str) -> bool:
    """Whether the person is new; one who is here keeps their name."""
    return bool(await runner.fetchval(ADD, person_id, name, name_kana))


JOIN = """
INSERT INTO memberships (id, person_id, organization_id, unit_id, role)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET organization_id = excluded.organization_id,
    unit_id = excluded.unit_id, role = excluded.role, revision = memberships.revision + 1
WHERE (memberships.organization_id, memberships.unit_id, memberships.role)
    IS DISTINCT FROM (excluded.organization_id, excluded.unit_id, excluded.role)
RETURNING id, person_id, organization_id, unit_id, role, since, until, revision
"""


async def join(runner: Runner, row: KeepPerson) -> Membership | None:
    """The membership as it now stands, or none when nothing changed."""
    values = (row.membership_id, row.id, row.organization_id, row.unit_id, row.role)
    return await record(runner, Membership, JOIN, *values)


MEMBERSHIP = """
SELECT id, person_id, organization_id, unit_id, role, since, until, revision
FROM memberships WHERE id = $1
"""


async def membership(runner: Runner, membership_id: UUID) -> Membership | None:
    return await record(runner, Membership, MEMBERSHIP, membership_id)


BY_IDS = "SELECT id, name, name_kana FROM people WHERE id = any($1::uuid[])"


async def by_ids(runner: Runner, ids: Sequence[UUID]) -> tuple[Person, ...]:
    return await records(runner, Person, BY_IDS, list(ids))
