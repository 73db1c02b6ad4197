"""SQL on the master of municipalities."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner, keyed_records, record, records
from contracts.profiles import KeepMunicipality, ListMunicipalities, Municipality

KEEP = """
INSERT INTO municipalities (
    id, lg_code, name, name_kana, name_en, kana_key, search_text, kind, prefecture, region,
    population, url
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, name_kana = excluded.name_kana,
    name_en = coalesce(nullif(excluded.name_en, ''), municipalities.name_en),
    kana_key = excluded.kana_key, search_text = excluded.search_text, kind = excluded.kind,
    prefecture = excluded.prefecture,
    region = coalesce(nullif(excluded.region, ''), municipalities.region),
    population = coalesce(excluded.population, municipalities.population),
    url = coalesce(nullif(excluded.url, ''), municipalities.url)
RETURNING population IS DISTINCT FROM (
    SELECT before.population FROM municipalities before WHERE before.id = $1)
"""


async def keep(
    runner: Runner, town_id: UUID, row: KeepMunicipality, kana_key: str, search_text: str
) -> bool:
    """Keep it; what the row leaves empty stays as it was (the official list has no population).

    Whether its people are now another number.
    """
    names = (town_id, row.lg_code, row.name, row.name_kana, row.name_en, kana_key, search_text)
    rest = (row.kind, row.prefecture, row.region, row.population, row.url)
    return bool(await runner.fetchval(KEEP, *names, *rest))


BY_CODE = """
SELECT id, lg_code, name, name_kana, name_en, kind, prefecture, region, population, url
FROM municipalities WHERE lg_code = $1
"""


async def by_code(runner: Runner, lg_code: str) -> Municipality | None:
    return await record(runner, Municipality, BY_CODE, lg_code)


BY_IDS = """
SELECT id, lg_code, name, name_kana, name_en, kind, prefecture, region, population, url
FROM municipalities WHERE id = any($1::uuid[])
"""


async def by_ids(runner: Runner, ids: Sequence[UUID]) -> tuple[Municipality, ...]:
    """Those that exist, in no particular order."""
    return await records(runner, Municipality, BY_IDS, list(ids))


PAGE = """
SELECT id, lg_code, name, name_kana, name_en, kind, prefecture, region, population, url, kana_key
FROM municipalities
WHERE ($1::text IS NULL OR prefecture = $1)
    AND search_text LIKE all($2::text[])
    AND ($3::text IS NULL OR (kana_key, id) > ($3, $4))
ORDER BY kana_key, id LIMIT $5
"""


async def page(
    runner: Runner, asked: ListMunicipalities, words: list[str]
) -> tuple[tuple[Municipality, ...], tuple[str, ...]]:
    """In the order of their readings, with the keys; one more than asked for if there is one."""
    place = (asked.after.key, asked.after.id) if asked.after else (None, None)
    values = (asked.prefecture, words, *place, asked.first + 1)
    return await keyed_records(runner, Municipality, "kana_key", PAGE, *values)


COUNT = """
SELECT count(*) FROM municipalities
WHERE ($1::text IS NULL OR prefecture = $1) AND search_text LIKE all($2::text[])
"""


async def count(runner: Runner, asked: ListMunicipalities, words: list[str]) -> int:
    return int(await runner.fetchval(COUNT, asked.prefecture, words))
