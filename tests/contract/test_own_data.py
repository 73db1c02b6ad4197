"""Whatever names a person goes when they are erased; what leads to them by an id may stay."""

import re

import asyncpg
import pytest

from chassis.own import Own
from contracts.rights import SERVICES
from deploy import parts
from services.accounts.own import OWN as ACCOUNTS

COLUMNS = """
SELECT table_name || '.' || column_name FROM information_schema.columns
WHERE table_schema = $1 AND data_type = 'text'
    AND column_name ~ '(^|_)(email|phone|contact|contact_name|contact_kana|device|person_name)$'
ORDER BY 1
"""
CASCADING = """
SELECT c.conrelid::regclass::text FROM pg_constraint c
WHERE c.contype = 'f' AND c.confdeltype = 'c' AND c.connamespace = $1::text::regnamespace
"""


def own(service) -> Own:
    return parts.service(service).own or ACCOUNTS


@pytest.mark.parametrize("service", SERVICES)
async def test_no_column_that_names_a_person_is_forgotten_about(database, service):
    connection = await asyncpg.connect(database)
    found = [row[0] for row in await connection.fetch(COLUMNS, service)]
    with_it = {row[0].split(".")[-1] for row in await connection.fetch(CASCADING, service)}
    await connection.close()
    said = " ".join(part.statement for part in own(service).forgetting).replace("\n", " ") + " "

    left = {
        column
        for column in found
        if f" {column.split('.')[0]} " not in said and column.split(".")[0] not in with_it
    }

    assert left == set(), f"say in services/{service}/own.py how it is forgotten"


@pytest.mark.parametrize("service", SERVICES)
def test_parts_have_names_of_their_own(service):
    names = [part.name for part in own(service).parts]

    assert len(names) == len(set(names))


PEOPLE = """
SELECT c.table_name || '.' || c.column_name
FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = $1 AND t.table_type = 'BASE TABLE'
    AND c.table_name <> all('{outbox,inbox,dead,answered}')
    AND c.udt_name IN ('uuid', '_uuid')
    AND c.column_name ~ '(^|_)(person|account|author|people|accounts|by)(_id|_ids)?$'
ORDER BY 1
"""
"""Columns that hold ids of people, by how they are named; the chassis has its own four tables."""
KEYED = """
SELECT r.relname || '.' || a.attname
FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = any(c.conkey)
WHERE c.contype = 'f' AND c.connamespace = $1::text::regnamespace
    AND c.confrelid::regclass::text ~ '(^|\\.)(people|accounts)$'
"""
"""Likewise, by what they refer to."""


def given(service) -> set[tuple[str, str]]:
    """(table, column) of all that the parts of a service look a person up by, or say."""
    found = set()
    for part in own(service).parts:
        tables = re.findall(r"(?:FROM|JOIN)\s+(\w+)", part.statement)
        words = set(re.findall(r"\w+", part.statement))
        found |= {(table, word) for table in tables for word in words}
    return found


@pytest.mark.parametrize("service", SERVICES)
async def test_every_column_that_holds_a_person_is_given_to_them_or_says_why_not(database, service):
    connection = await asyncpg.connect(database)
    found = [*await connection.fetch(PEOPLE, service), *await connection.fetch(KEYED, service)]
    columns = {row[0] for row in found}
    await connection.close()
    parts, apart = given(service), own(service).apart

    left = sorted(
        column
        for column in columns
        if tuple(column.split(".")) not in parts and column not in apart
    )

    assert not left, f"say in services/{service}/own.py how these are given, or why not: {left}"
    assert apart.keys() <= columns, "there is no such column"
    assert all(len(reason) > 20 for reason in apart.values())
