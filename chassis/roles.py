"""One Postgres role per service, that may use its own schema and see no other."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

import asyncpg

APPEND_ONLY = """
SELECT quote_ident(c.relname) AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE t.tgname = 'append_only' AND c.relnamespace = $1::text::regnamespace
"""
"""Tables that a migration has given a trigger of that name: rows come, and none changes or goes."""


async def ensure_database(dsn: str, name: str) -> str:
    """Make the database ``name`` beside the one ``dsn`` leads to; returns the address of it."""
    connection = await asyncpg.connect(dsn)
    try:
        if not await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", name):
            await connection.execute(f'CREATE DATABASE "{name}"')
    finally:
        await connection.close()
    return urlunsplit(urlsplit(dsn)._replace(path=f"/{name}"))


def role_of(service: str) -> str:
    return f"enishi_{service}"


async def ensure_role(dsn: str, service: str, password: str) -> None:
    """Make or mend the role of ``service``. Rows, not tables: it owns nothing and makes nothing."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await _ensure(connection, role_of(service), password)
            await _grant(connection, role_of(service), service)
    finally:
        await connection.close()


async def _ensure(connection: asyncpg.Connection, role: str, password: str) -> None:
    await connection.execute("SELECT pg_advisory_xact_lock(hashtext('enishi roles'))")
    known = await connection.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", role)
    mark = await connection.fetchval("SELECT quote_literal($1::text)", password)
    verb = "ALTER" if known else "CREATE"
    await connection.execute(
        f'{verb} ROLE "{role}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {mark}'
    )
    for setting in (
        "statement_timeout = '5s'",
        "lock_timeout = '2s'",
        "idle_in_transaction_session_timeout = '10s'",
    ):
        await connection.execute(f'ALTER ROLE "{role}" SET {setting}')


async def _grant(connection: asyncpg.Connection, role: str, schema: str) -> None:
    await connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    await connection.execute(f'GRANT USAGE ON SCHEMA "{schema}" TO "{role}"')
    await connection.execute(
        f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "{schema}" TO "{role}"'
    )
    await connection.execute(f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA "{schema}" TO "{role}"')
    await connection.execute(
        f'REVOKE INSERT, UPDATE, DELETE ON "{schema}".schema_changes FROM "{role}"'
    )
    for row in await connection.fetch(APPEND_ONLY, schema):
        await connection.execute(f'REVOKE UPDATE, DELETE ON "{schema}".{row["name"]} FROM "{role}"')
