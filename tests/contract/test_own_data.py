"""Whatever names a person goes when they are erased; what leads to them by an id may stay."""

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
