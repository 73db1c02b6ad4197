"""SQL on organizations and their units."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner, keyed_records, record, records
from contracts.descriptions import DescribeOrganization
from contracts.profiles import KeepOrganization, ListOrganizations, Organization

KEEP = """
INSERT INTO organizations (
    id, kind, name, name_kana, kana_key, search_text, prefecture, corporate_number, url,
    description, source, founded
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (id) DO UPDATE SET
    kind = excluded.kind, name = excluded.name, name_kana = excluded.name_kana,
    kana_key = excluded.kana_key, search_text = excluded.search_text,
    prefecture = excluded.prefecture, corporate_number = excluded.corporate_number,
    url = excluded.url, description = excluded.description, source = excluded.source,
    founded = coalesce(excluded.founded, organizations.founded),
    revision = organizations.revision + 1
WHERE (organizations.kind, organizations.name, organizations.name_kana, organizations.prefecture,
       organizations.corporate_number, organizations.url, organizations.description,
       organizations.source, organizations.founded)
    IS DISTINCT FROM (excluded.kind, excluded.name, excluded.name_kana, excluded.prefecture,
       excluded.corporate_number, excluded.url, excluded.description, excluded.source,
       coalesce(excluded.founded, organizations.founded))
RETURNING revision
"""


async def keep(runner: Runner, row: KeepOrganization, kana_key: str, search_text: str) -> int:
    """The new revision (1: it is new), or 0 when nothing changed."""
    names = (row.id, row.kind, row.name, row.name_kana, kana_key, search_text)
    rest = (row.prefecture, row.corporate_number, row.url, row.description, row.source)
    values = (*names, *rest, row.founded)
    return int(await runner.fetchval(KEEP, *values) or 0)


DESCRIBE = """
UPDATE organizations SET description = $2, url = $3, founded = $4, revision = revision + 1
WHERE id = $1
"""


async def describe(runner: Runner, asked: DescribeOrganization) -> None:
    values = (asked.description, asked.url, asked.founded)
    await runner.execute(DESCRIBE, asked.organization_id, *values)


KEEP_UNIT = """
INSERT INTO units (id, organization_id, name) VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE units.name <> excluded.name
RETURNING true
"""


async def keep_unit(runner: Runner, unit_id: UUID, organization_id: UUID, name: str) -> bool:
    """Whether anything changed."""
    return bool(await runner.fetchval(KEEP_UNIT, unit_id, organization_id, name))


BY_IDS = """
SELECT g.id, g.kind, g.name, g.name_kana, g.prefecture, g.corporate_number,
    CASE WHEN $2 OR g.standing <> 'suspended' THEN g.url ELSE '' END AS url,
    CASE WHEN $2 OR g.standing <> 'suspended' THEN g.description ELSE '' END AS description,
    g.source, g.review_before_publishing, g.revision, g.founded,
    (SELECT m.population FROM municipalities m WHERE m.id = g.id) AS population,
    coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'id', u.id, 'organization_id', u.organization_id, 'name', u.name) ORDER BY u.name)
        FROM units u WHERE u.organization_id = g.id), '[]'::jsonb) AS units
FROM organizations g WHERE g.id = any($1::uuid[])
"""


async def by_ids(
    runner: Runner, ids: Sequence[UUID], *, whole: bool = True
) -> tuple[Organization, ...]:
    """Those that exist, in no particular order: one round trip however many ids.

    ``whole``: also with what one that is suspended says of itself.
    """
    return await records(runner, Organization, BY_IDS, list(ids), whole)


async def by_id(runner: Runner, organization_id: UUID) -> Organization | None:
    return await record(runner, Organization, BY_IDS, [organization_id], True)


PAGE = """
SELECT g.id, g.kind, g.name, g.name_kana, g.prefecture, g.corporate_number, g.url, g.description,
    g.source, g.review_before_publishing, g.revision, g.founded, g.kana_key,
    (SELECT m.population FROM municipalities m WHERE m.id = g.id) AS population
FROM organizations g
WHERE ($1::text IS NULL OR g.kind = $1)
    AND ($2::text IS NULL OR g.prefecture = $2)
    AND g.search_text LIKE all($3::text[])
    AND (g.standing = 'active' OR g.standing = 'suspended' AND $7)
    AND ($4::text IS NULL OR (g.kana_key, g.id) > ($4, $5))
ORDER BY g.kana_key, g.id LIMIT $6
"""


async def page(
    runner: Runner, asked: ListOrganizations, words: list[str], *, suspended: bool
) -> tuple[tuple[Organization, ...], tuple[str, ...]]:
    """In the order of their readings, with the keys; one more than asked for if there is one.

    ``suspended``: also those that are.
    """
    place = (asked.after.key, asked.after.id) if asked.after else (None, None)
    filters = (asked.kind, asked.prefecture, words)
    values = (*filters, *place, asked.first + 1, suspended)
    return await keyed_records(runner, Organization, "kana_key", PAGE, *values)


COUNT = """
SELECT count(*) FROM organizations g
WHERE ($1::text IS NULL OR g.kind = $1)
    AND ($2::text IS NULL OR g.prefecture = $2)
    AND g.search_text LIKE all($3::text[])
    AND (g.standing = 'active' OR g.standing = 'suspended' AND $4)
"""


async def count(
    runner: Runner, asked: ListOrganizations, words: list[str], *, suspended: bool
) -> int:
    filters = (asked.kind, asked.prefecture, words)
    return int(await runner.fetchval(COUNT, *filters, suspended))
