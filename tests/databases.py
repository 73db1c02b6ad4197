"""Databases of the session's Postgres."""

import asyncpg


async def execute(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def fetch(dsn: str, statement: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(dsn)
    try:
        return list(await connection.fetch(statement))
    finally:
        await connection.close()


def at(dsn: str, database: str) -> str:
    return dsn.rsplit("/", 1)[0] + f"/{database}"
