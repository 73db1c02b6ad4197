"""What every test stands on: real Postgres, real NATS, and everything prepared as in a town.

Postgres runs once a session and each test has a database of its own (a copy of a prepared
one); NATS is started for each. ``platform`` runs all services for one test; ``town`` is a
whole town with its gateway and the invented sample, once a session, for what only reads or
what makes its own things.
"""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from chassis.keys import Keyring
from chassis.settings import Settings
from deploy import parts, permissions
from deploy.embedded.nats import embedded_nats
from deploy.embedded.natsconf import NatsConf
from deploy.embedded.postgres import embedded_postgres
from deploy.prepare import prepare_database, prepare_keys, prepare_streams
from deploy.town import services
from tests.databases import at, execute
from tests.platform import Platform, Town, open_platform, open_town


@pytest.fixture(scope="session")
def anyio_backend() -> tuple[str, dict[str, bool]]:
    return "asyncio", {"use_uvloop": True}


@pytest.fixture(scope="session")
def session_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("session")


@pytest.fixture(scope="session")
def keys(session_home: Path) -> Keyring:
    return prepare_keys(Settings(home=str(session_home)))


@pytest.fixture(scope="session")
async def admin(session_home: Path, keys: Keyring) -> AsyncIterator[str]:
    """The superuser's address of the session's Postgres."""
    fast = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
    async with embedded_postgres(session_home, settings=fast) as dsn:  # nothing here outlives it
        yield dsn


@pytest.fixture(scope="session")
async def template(admin: str, session_home: Path, keys: Keyring) -> str:
    """A prepared database that every test's own is a copy of."""
    name = f"template_{uuid4().hex}"
    await execute(admin, f"CREATE DATABASE {name}")
    await prepare_database(Settings(home=str(session_home), database_url=at(admin, name)), keys)
    return name


@pytest.fixture
async def database(admin: str, template: str) -> AsyncIterator[str]:
    """The superuser's address of a database of this test's own."""
    name = f"test_{uuid4().hex}"
    await execute(admin, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield at(admin, name)
    await execute(admin, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def settings(
    database: str, session_home: Path, keys: Keyring, tmp_path: Path
) -> AsyncIterator[Settings]:
    """Database and NATS of this test's own, prepared; no service runs yet."""
    conf = NatsConf(users=permissions.users(keys))
    async with embedded_nats(tmp_path, conf) as url:
        found = Settings(
            home=str(tmp_path),
            keys=str(session_home / "keys"),
            database_url=database,
            nats_url=url,
        )
        await prepare_streams(found, keys)
        yield found


@pytest.fixture
async def platform(settings: Settings, keys: Keyring) -> AsyncIterator[Platform]:
    """All services, running."""
    async with services(settings, parts.SERVICES), open_platform(settings, keys) as found:
        yield found


@pytest.fixture(scope="session")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A whole town with the sample, as ``make up`` gives it."""
    home = tmp_path_factory.mktemp("town")
    limits = {"requests_per_minute": 1_000_000, "sign_ins_per_minute": 10_000}  # all tests share it
    async with open_town(home, free_port(), **limits) as found:
        yield found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
