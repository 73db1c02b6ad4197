"""SQL on the copies of what profiles and accounts tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record, records
from contracts.codes import is_lg_code, municipality_id
from contracts.profiles import Membership, Organization, OrganizationKind, Person
from contracts.standing import AccountStandingSet

KEEP_ORGANIZATION = """
INSERT INTO organizations (id, kind, name, revision, population, founded, corporate_number)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name,
    revision = excluded.revision, population = excluded.population, founded = excluded.founded,
    corporate_number = excluded.corporate_number
WHERE organizations.revision <= excluded.revision
"""


async def keep_organization(runner: Runner, found: Organization) -> None:
    """Keep the newest revision, in whatever order they arrive."""
    values = (found.id, found.kind, found.name, found.revision)
    about = (found.population, found.founded, found.corporate_number)
    await runner.execute(KEEP_ORGANIZATION, *values, *about)


KEEP_PERSON = """
INSERT INTO people (id, name, name_kana, is_minor) VALUES ($1, $2, $3, $4)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_kana = excluded.name_kana,
    is_minor = excluded.is_minor
"""


async def keep_person(runner: Runner, found: Person) -> None:
    await runner.execute(KEEP_PERSON, found.id, found.name, found.name_kana, found.is_minor)


KEEP_ACCOUNT = """
INSERT INTO people (id, is_kept_out, kept_out_at) VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE SET is_kept_out = excluded.is_kept_out,
    kept_out_at = excluded.kept_out_at
WHERE coalesce(people.kept_out_at, '-infinity') <= excluded.kept_out_at
"""


async def keep_account(runner: Runner, told: AccountStandingSet) -> None:
    """Whether they are kept out, as it was said last; in whatever order it arrives."""
    await runner.execute(KEEP_ACCOUNT, told.person_id, told.is_suspended, told.at)


KEEP_MEMBERSHIP = """
INSERT INTO memberships (id, person_id, organization_id, unit_id, role, since, until, revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO UPDATE SET person_id = excluded.person_id,
    organization_id = excluded.organization_id, unit_id = excluded.unit_id,
    role = excluded.role, since = excluded.since, until = excluded.until,
    revision = excluded.revision
WHERE memberships.revision < excluded.revision
"""


async def keep_membership(runner: Runner, found: Membership) -> None:
    who = (found.id, found.person_id, found.organization_id, found.unit_id, found.role)
    await runner.execute(KEEP_MEMBERSHIP, *who, found.since, found.until, found.revision)


class Known(Struct, frozen=True, kw_only=True):
    """An organization as it is known here."""

    id: UUID
    kind: OrganizationKind
    name: str


ORGANIZATION = "SELECT id, kind, name FROM organizations WHERE id = $1"


async def organization(runner: Runner, organization_id: UUID) -> Known | None:
    return await record(runner, Known, ORGANIZATION, organization_id)


BY_NUMBERS = """
SELECT id, kind, name, corporate_number AS code FROM organizations
WHERE corporate_number = any($1::text[]) AND NOT EXISTS (
    SELECT FROM standings s WHERE s.organization_id = id AND s.standing = 'closed')
"""
BY_IDS = """
SELECT id, kind, name, '' AS code FROM organizations WHERE id = any($1::uuid[]) AND NOT EXISTS (
    SELECT FROM standings s WHERE s.organization_id = id AND s.standing = 'closed')
"""


class Coded(Known, frozen=True, kw_only=True):
    code: str


async def by_codes(runner: Runner, codes: Iterable[str]) -> dict[str, Known]:
    """Code -> organization; what two have, nobody or who has closed, leads nowhere."""
    asked = set(codes)
    ids = {municipality_id(code): code for code in asked if is_lg_code(code)}
    numbered = await records(runner, Coded, BY_NUMBERS, sorted(asked))
    often = Counter(one.code for one in numbered)
    found: dict[str, Known] = {one.code: one for one in numbered if often[one.code] == 1}
    for town in await records(runner, Coded, BY_IDS, list(ids)):
        found[ids[town.id]] = town
    return found


class Human(Struct, frozen=True, kw_only=True):
    id: UUID
    name: str
    name_kana: str = ""
    is_minor: bool = False


PERSON = "SELECT id, name, name_kana, is_minor FROM people WHERE id = $1"


async def person(runner: Runner, person_id: UUID) -> Human | None:
    return await record(runner, Human, PERSON, person_id)


HAS_LEFT = """
SELECT exists(SELECT FROM memberships WHERE person_id = $1 AND organization_id = $2)
    AND NOT exists(
        SELECT FROM memberships WHERE person_id = $1 AND organization_id = $2
            AND since <= clock_timestamp() AND (until IS NULL OR until > clock_timestamp()))
"""


async def has_left(runner: Runner, person_id: UUID, organization_id: UUID) -> bool:
    """Whether somebody belonged to an organization and does no longer."""
    return bool(await runner.fetchval(HAS_LEFT, person_id, organization_id))
