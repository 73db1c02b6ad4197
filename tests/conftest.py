"""What every test stands on: real Postgres, real NATS, and everything prepared as in a town.

Postgres runs once a session and each test has a database of its own (a copy of a prepared
one); NATS is started for each, on a copy of a prepared store, and killed after it. ``platform``
runs all services for one test; ``town`` is a whole town with its gateway and the invented
sample for the tests of one file, so that no file depends on what another one left behind.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as searching

from chassis.keys import Keyring
from chassis.settings import Settings
from deploy import parts, permissions
from deploy.embedded.home import is_free
from deploy.embedded.nats import embedded_nats
from deploy.embedded.natsconf import NatsConf
from deploy.embedded.postgres import embedded_postgres
from deploy.prepare import prepare_database, prepare_keys, prepare_streams
from deploy.town import services
from tests import memory
from tests.databases import at, execute
from tests.patience import PATIENCE, no_step_ends
from tests.platform import Platform, Town, open_platform, open_town
from tests.quiet import all_read

# A change is judged by the same examples wherever it is tested; to search for new ones:
# make test ARGS="tests/unit --hypothesis-profile=default"
searching.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
searching.load_profile("same")


def pytest_configure(config: pytest.Config) -> None:
    no_step_ends()
    if config.option.basetemp is None:  # workers are given theirs
        config.option.basetemp = config.in_memory = memory.take_folder()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if exitstatus == 0 and (folder := getattr(session.config, "in_memory", None)):
        shutil.rmtree(folder, ignore_errors=True)


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
    many = {"max_connections": "300"}  # a town of a file beside a test's own
    # Nothing here outlives it.
    async with embedded_postgres(session_home, settings=fast | many) as dsn:
        yield dsn


@pytest.fixture(scope="session")
async def template(admin: str, session_home: Path, keys: Keyring) -> str:
    """A prepared database that every test's own is a copy of."""
    name = f"template_{uuid4().hex}"
    await execute(admin, f"CREATE DATABASE {name}")
    await prepare_database(Settings(home=str(session_home), database_url=at(admin, name)), keys)
    return name


@asynccontextmanager
async def copied(admin: str, template: str) -> AsyncIterator[str]:
    """The superuser's address of a copy of a database that nobody is connected to."""
    name = f"test_{uuid4().hex}"
    await execute(admin, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield at(admin, name)
    await execute(admin, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(admin: str, template: str) -> AsyncIterator[str]:
    """The superuser's address of a database of this test's own."""
    async with copied(admin, template) as dsn:
        yield dsn


@pytest.fixture(scope="session")
def conf(keys: Keyring) -> NatsConf:
    return NatsConf(users=permissions.users(keys))


@pytest.fixture(scope="session")
async def streams(session_home: Path, keys: Keyring, conf: NatsConf) -> Path:
    """The home of a NATS that stopped with every stream and reader in its store."""
    home = session_home / "streams"
    async with embedded_nats(home, conf) as url:
        found = Settings(home=str(home), keys=str(session_home / "keys"), nats_url=url)
        await prepare_streams(found, keys)
    return home


@asynccontextmanager
async def copied_nats(streams: Path, home: Path, conf: NatsConf) -> AsyncIterator[str]:
    """The address of a NATS on a copy of the store in ``streams``; killed at the end."""
    shutil.copytree(streams / "nats", home / "nats", dirs_exist_ok=True)
    async with embedded_nats(home, conf, stop_signal=signal.SIGKILL) as url:
        yield url


@pytest.fixture
async def settings(
    database: str, streams: Path, conf: NatsConf, session_home: Path, tmp_path: Path
) -> AsyncIterator[Settings]:
    """Database and NATS of this test's own, prepared; no service runs yet."""
    async with copied_nats(streams, tmp_path, conf) as url:
        yield Settings(
            home=str(tmp_path),
            keys=str(session_home / "keys"),
            database_url=database,
            nats_url=url,
            patience=PATIENCE,
        )


@pytest.fixture
async def platform(settings: Settings, keys: Keyring) -> AsyncIterator[Platform]:
    """All services, running."""
    async with services(settings, parts.SERVICES), open_platform(settings, keys) as found:
        yield found


@pytest.fixture(scope="session")
async def sampled(
    admin: str, template: str, streams: Path, conf: NatsConf, session_home: Path
) -> AsyncIterator[tuple[str, Path]]:
    """Database and home of a town that stopped after it had loaded the invented sample."""
    home = session_home / "sampled"
    shutil.copytree(streams / "nats", home / "nats")
    async with copied(admin, template) as database_url:
        async with embedded_nats(home, conf) as nats_url:
            servers = {"database_url": database_url, "nats_url": nats_url, "patience": PATIENCE}
            async with open_town(home, free_port(), keys=str(session_home / "keys"), **servers):
                await all_read(database_url)
        yield database_url.rsplit("/", 1)[1], home


Towns = Callable[..., AbstractAsyncContextManager[Town]]


@pytest.fixture(scope="session")
def towns(
    admin: str,
    sampled: tuple[str, Path],
    conf: NatsConf,
    session_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Towns:
    """Opens a whole town with the sample, as ``make up`` gives it, with these settings."""

    @asynccontextmanager
    async def opened(**more: Any) -> AsyncIterator[Town]:
        template, before = sampled
        home = tmp_path_factory.mktemp("town")
        shutil.copytree(before, home, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.port"))
        async with (
            copied(admin, template) as database_url,
            copied_nats(before, home, conf) as nats_url,
        ):
            servers = {"database_url": database_url, "nats_url": nats_url, "patience": PATIENCE}
            keys = str(session_home / "keys")
            given = {"operation_seconds": 60, **servers, **more}
            async with open_town(home, free_port(), keys=keys, **given) as found:
                yield found
        shutil.rmtree(home, ignore_errors=True)

    return opened


@pytest.fixture(scope="module")
async def town(towns: Towns) -> AsyncIterator[Town]:
    """The town that all tests of one file share."""
    limits = {"requests_per_minute": 1_000_000, "sign_ins_per_minute": 10_000}
    async with towns(**limits) as found:
        yield found


OURS = range(10_000, 20_000)
"""Ports that neither systems nor embedded servers take by themselves."""


def free_port() -> int:
    """Nobody else's, also between now and when it is listened to: this process has its lock."""
    while not (_is_mine(port := secrets.choice(OURS)) and is_free(port)):
        pass
    return port


def _is_mine(port: int) -> bool:
    """Until the process ends, among all tests that somebody runs on this machine."""
    folder = Path(tempfile.gettempdir()) / f"enishi-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    lock = os.open(folder / str(port), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return False
    return True
