"""Every statement of every store is understood by Postgres against the migrated schema."""

import importlib
import pkgutil

import asyncpg
import pytest

from chassis import care, events, idempotency, outbox, own
from contracts.rights import SERVICES

CHASSIS = {
    f"{module.__name__}.{name}": value
    for module in (care, events, idempotency, outbox, own)
    for name, value in vars(module).items()
    if name.isupper() and isinstance(value, str) and " " in value and name != "TABLES"
}


def statements(service):
    store = importlib.import_module(f"services.{service}.store")
    for found in pkgutil.walk_packages(store.__path__, f"{store.__name__}."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if name.isupper() and isinstance(value, str) and module.__dict__.get("__name__"):
                yield f"{found.name}.{name}", value


@pytest.mark.parametrize("service", SERVICES)
async def test_every_statement_prepares(database, service):
    connection = await asyncpg.connect(database, server_settings={"search_path": service})
    found = dict(statements(service)) | CHASSIS

    assert len(found) > len(CHASSIS)
    for name, statement in found.items():
        try:
            await connection.prepare(statement)
        except asyncpg.PostgresError as error:
            pytest.fail(f"{name}: {error}")
    await connection.close()
