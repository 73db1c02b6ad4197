"""One schema per service, seen through the little of Postgres that stores use."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol, TypeVar

import asyncpg
import msgspec

from chassis.complaints import Complaints
from chassis.stopping import stop_if_told
from contracts.faults import Conflict, Fault, Invalid, Unavailable

log = logging.getLogger(__name__)

R = TypeVar("R")
PATIENCE = 0.5  # seconds between two tries to reach a database that is not there yet
ACQUIRE = 0.5  # seconds to wait for a free connection before saying that we are busy


class Runner(Protocol):
    """What runs a statement: a transaction, or the database itself.

    ``$1``, ``$2`` … stand for the arguments. Errors are asyncpg's own; ``fault_of`` reads them.
    """

    async def fetch(self, statement: str, *args: object) -> Sequence[Mapping[str, Any]]: ...
    async def fetchval(self, statement: str, *args: object) -> Any: ...
    async def execute(self, statement: str, *args: object) -> str: ...


async def records(runner: Runner, record: type[R], statement: str, *args: object) -> tuple[R, ...]:
    """The rows as records: a column is a field by its name, checked on the way."""
    rows = await runner.fetch(statement, *args)
    return msgspec.convert([dict(row) for row in rows], tuple[record, ...])  # type: ignore[valid-type] # a class, known while running


async def record(runner: Runner, kind: type[R], statement: str, *args: object) -> R | None:
    """The first row as a record, or none."""
    return next(iter(await records(runner, kind, statement, *args)), None)


async def keyed_records(
    runner: Runner, kind: type[R], key: str, statement: str, *args: object
) -> tuple[tuple[R, ...], tuple[str, ...]]:
    """The rows as records, and beside them the column ``key`` that they are sorted by."""
    rows = [dict(row) for row in await runner.fetch(statement, *args)]
    keys = tuple(str(row.pop(key)) for row in rows)
    return msgspec.convert(rows, tuple[kind, ...]), keys  # type: ignore[valid-type] # as above


class Database:
    """A pool whose connections see only one schema; itself a ``Runner``."""

    def __init__(self, pool: asyncpg.Pool, patience: float = 1.0) -> None:
        self._pool = pool
        self._within = ACQUIRE * patience

    async def fetch(self, statement: str, *args: object) -> Sequence[Mapping[str, Any]]:
        async with self._pool.acquire(timeout=self._within) as connection:
            rows: Sequence[Mapping[str, Any]] = await connection.fetch(statement, *args)
            return rows

    async def fetchval(self, statement: str, *args: object) -> Any:
        async with self._pool.acquire(timeout=self._within) as connection:
            return await connection.fetchval(statement, *args)

    async def execute(self, statement: str, *args: object) -> str:
        async with self._pool.acquire(timeout=self._within) as connection:
            return str(await connection.execute(statement, *args))

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Runner, None]:
        """All or nothing: commits on leaving, rolls back on any exception."""
        async with (
            self._pool.acquire(timeout=self._within) as connection,
            connection.transaction(),
        ):
            yield connection


@asynccontextmanager
async def open_database(
    dsn: str, schema: str, size: int = 10, patience: float = 1.0
) -> AsyncGenerator[Database, None]:
    """Up to ``size`` connections, in UTC, giving up on a statement after 5 s.

    ``patience``: how many times as long as usual a free connection is waited for.

    No reset between two uses: nothing here sets what would outlive a transaction.
    """
    pool = await _patiently(
        dsn=dsn,
        min_size=1,
        max_size=size,
        command_timeout=5,
        timeout=3,
        max_inactive_connection_lifetime=60,
        init=_speak_json,
        reset=_keep_as_it_is,
        server_settings={"search_path": schema, "timezone": "UTC", "application_name": schema},
    )
    try:
        yield Database(pool, patience)
    finally:
        pool.terminate()


@asynccontextmanager
async def listening(dsn: str, channel: str, heard: Any) -> AsyncGenerator[asyncpg.Connection, None]:
    """A connection of its own that calls ``heard(*_)`` whenever ``channel`` is notified."""
    connection = await asyncpg.connect(dsn, timeout=3)
    try:
        await connection.add_listener(channel, heard)
        yield connection
    finally:
        connection.terminate()


async def _patiently(**settings: Any) -> asyncpg.Pool:
    """A pool, as soon as there is a database that lets us in: parts start in any order."""
    complaints = Complaints(log)
    while True:
        stop_if_told()
        try:
            return await asyncpg.create_pool(**settings)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            complaints.say(f"no database yet: {error or type(error).__name__}")
            await asyncio.sleep(PATIENCE)


async def _keep_as_it_is(_: asyncpg.Connection) -> None:
    pass


async def _speak_json(connection: asyncpg.Connection) -> None:
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=lambda value: msgspec.json.encode(value).decode(),
        decoder=msgspec.json.decode,
    )


REFUSED = {
    "22021",
    "22P05",
    "22P02",
    "22001",
    "22003",
    "22007",
    "22008",
    "23502",
    "23503",
    "23514",
    "54001",
}
TAKEN = {"23505"}
BUSY = {"08", "25", "40", "53", "55", "57"}


def fault_of(error: BaseException) -> Fault | None:
    """What an error of the database means to the asker; none when it is no such error.

    Classes of SQLSTATE from the PostgreSQL manual, appendix A.
    """
    if isinstance(error, asyncpg.PostgresError):
        return _of_state(str(getattr(error, "sqlstate", "") or ""))
    if isinstance(error, asyncpg.DataError | asyncpg.InterfaceError) and "invalid" in str(error):
        return Invalid("the database cannot keep this value")
    if isinstance(error, TimeoutError | ConnectionError | asyncpg.InterfaceError):
        return Unavailable("the database does not answer", retry_after=1)
    return None


def _of_state(state: str) -> Fault | None:
    if state in REFUSED:
        return Invalid("the database cannot keep this value")
    if state in TAKEN:
        return Conflict("this is already taken")
    if state[:2] in BUSY:
        return Unavailable("the database is busy", retry_after=1)
    return None
