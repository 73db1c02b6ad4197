"""Schema changes as numbered SQL files, applied once, in order, under a lock.

``NNNN_expand_*.sql`` runs before the new code and must suit the old code too;
``NNNN_contract_*.sql`` removes what no running code uses and waits for
``contract=True``. A file that has run is never edited: its checksum is kept.
"""

from __future__ import annotations

import asyncio
import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable

import asyncpg

from chassis import outbox

LOCK_TRIES, LOCK_PAUSE = 600, 0.1  # another migrator may take a minute

LEDGER = """
CREATE TABLE IF NOT EXISTS schema_changes (
    name text PRIMARY KEY,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
)
"""


class ChangedAfterwards(Exception):
    """A migration file differs from the one that has run."""


async def migrate(dsn: str, schema: str, package: str, *, contract: bool = True) -> list[str]:
    """Bring ``schema`` up to the files in ``package``; returns the names that ran now.

    Raises ``ChangedAfterwards``, and ``TimeoutError`` when another migrator keeps the lock.
    """
    connection = await asyncpg.connect(dsn)
    try:
        await _lock(connection, schema)
        await connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
        await connection.execute(f'SET search_path TO "{schema}"')
        await connection.execute("SET lock_timeout TO '2s'")
        await connection.execute(LEDGER)
        await connection.execute(outbox.TABLES)
        done = dict(await connection.fetch("SELECT name, checksum FROM schema_changes"))
        return [
            change.name
            for change in _changes(package, contract=contract)
            if await _apply(connection, change, done)
        ]
    finally:
        await connection.close()


async def _lock(connection: asyncpg.Connection, schema: str) -> None:
    """Poll for the lock: a session that waits inside Postgres would hold a snapshot open."""
    for _ in range(LOCK_TRIES):
        if await connection.fetchval("SELECT pg_try_advisory_lock(hashtext($1))", schema):
            return
        await asyncio.sleep(LOCK_PAUSE)
    raise TimeoutError(f"another migrator has been changing {schema} for a minute")


def _changes(package: str, *, contract: bool) -> list[Traversable]:
    found = (file for file in files(package).iterdir() if file.name.endswith(".sql"))
    return [
        file
        for file in sorted(found, key=lambda file: file.name)
        if contract or "_contract_" not in file.name
    ]


async def _apply(connection: asyncpg.Connection, change: Traversable, done: dict[str, str]) -> bool:
    text = change.read_text("utf-8")
    checksum = hashlib.sha256(text.encode()).hexdigest()
    if change.name in done:
        if done[change.name] != checksum:
            raise ChangedAfterwards(change.name)
        return False
    async with connection.transaction():
        await connection.execute(text)
        await connection.execute(
            "INSERT INTO schema_changes (name, checksum) VALUES ($1, $2)", change.name, checksum
        )
    return True
