"""The servers that a town brings along: however killed, they leave nothing and lose nothing."""

import asyncio
import json
import os
import signal
import stat
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from deploy.embedded import HomeInUse, NatsConf, ServerFailed, embedded_nats, embedded_postgres
from deploy.embedded.home import is_free
from deploy.embedded.launcher import Mode
from tests.eventually import eventually

TOWN = Path(__file__).with_name("embedded_servers.py")
ROOT = Path(__file__).parents[2]
NOBODY_IN = NatsConf(users=())


def programs(home: Path) -> dict[int, str]:
    """Processes that name `home` in their command line."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if str(home) in line:
            found[int(folder.name)] = line
    return found


def postmaster(home: Path) -> int:
    return int((home / "postgres" / "postmaster.pid").read_text().split()[0])


@asynccontextmanager
async def town(home: Path):
    """A town in a process of its own; gives the process and what it told."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        TOWN,
        home,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        async with asyncio.timeout(300):
            line = await process.stdout.readline()
        yield process, json.loads(line)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await eventually(lambda: not programs(home))


async def query(dsn: str, statement: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_a_killed_town_leaves_no_process_behind(tmp_path):
    async with town(tmp_path) as (process, _):
        assert len([line for line in programs(tmp_path).values() if "nats-server" in line]) == 1
        assert any("postgres" in line for line in programs(tmp_path).values())
        process.send_signal(signal.SIGKILL)
        await process.wait()
        await eventually(lambda: not programs(tmp_path))


async def test_what_was_written_before_the_town_was_killed_is_there_after(tmp_path):
    async with town(tmp_path) as (process, before):
        await query(before["dsn"], "create table kept as select 7 as it")
        process.send_signal(signal.SIGKILL)
        await process.wait()
        async with embedded_postgres(tmp_path) as dsn:  # at once: the old one is still stopping
            assert await query(dsn, "select it from kept") == 7
            assert dsn == before["dsn"]


async def test_a_second_town_on_the_same_home_is_refused(tmp_path):
    async with town(tmp_path) as (_, told):
        with pytest.raises(HomeInUse, match=f"another town is running on {tmp_path}"):
            async with embedded_postgres(tmp_path):
                pass
        with pytest.raises(HomeInUse, match="ENISHI_HOME"):
            async with embedded_nats(tmp_path, NOBODY_IN):
                pass
        assert await query(told["dsn"], "select 1") == 1


async def test_a_server_that_is_killed_comes_back_at_the_same_address(tmp_path):
    async with embedded_postgres(tmp_path) as dsn:
        await query(dsn, "create table kept as select 7 as it")
        first = postmaster(tmp_path)
        os.kill(first, signal.SIGKILL)

        async def there_again() -> bool:
            try:
                return await query(dsn, "select it from kept") == 7
            except (OSError, asyncpg.PostgresError):
                return False

        await eventually(there_again)
        assert postmaster(tmp_path) != first


async def test_a_number_that_now_belongs_to_another_program_does_not_keep_it_from_starting(
    tmp_path,
):
    async with embedded_postgres(tmp_path):
        lines = (tmp_path / "postgres" / "postmaster.pid").read_text().splitlines()
    lines[0] = str(os.getpid())
    (tmp_path / "postgres" / "postmaster.pid").write_text("\n".join(lines) + "\n")
    async with embedded_postgres(tmp_path) as dsn:
        assert await query(dsn, "select 1") == 1


async def test_the_password_is_a_secret_and_needed(tmp_path):
    async with embedded_postgres(tmp_path) as dsn:
        password = tmp_path / "keys" / "postgres.password"
        assert stat.S_IMODE(password.stat().st_mode) == 0o600
        assert password.read_text().strip() in dsn
        with pytest.raises(asyncpg.InvalidPasswordError):
            await query(dsn.replace(password.read_text().strip(), "wrong"), "select 1")


async def test_nothing_that_keeps_answered_work_is_off(tmp_path):
    async with embedded_postgres(tmp_path) as dsn:
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
            assert await query(dsn, f"show {setting}") == "on"
        assert await query(dsn, "show listen_addresses") == "127.0.0.1"
        assert await query(dsn, "show max_connections") == "100"


async def test_text_is_ordered_the_same_on_every_machine(tmp_path):
    async with embedded_postgres(tmp_path) as dsn:
        order = "select string_agg(t, '' order by t) from unnest('{日,ア,か,亜,が}'::text[]) as t"
        assert await query(dsn, order) == "かがア亜日"


async def test_ports_stay_from_one_start_to_the_next_while_they_are_free(tmp_path):
    async with embedded_nats(tmp_path, NOBODY_IN) as first:
        pass
    async with embedded_nats(tmp_path, NOBODY_IN) as second:
        assert second == first
    taken = await asyncio.start_server(lambda _r, w: w.close(), "127.0.0.1", int(second[-5:]))
    async with taken, embedded_nats(tmp_path, NOBODY_IN) as third:
        assert third != second
        assert not is_free(int(third[-5:]))


async def test_what_is_given_is_used_and_nothing_started(tmp_path):
    async with (
        embedded_postgres(tmp_path, given="postgresql://elsewhere") as dsn,
        embedded_nats(tmp_path, NOBODY_IN, given="nats://elsewhere") as url,
    ):
        assert (dsn, url) == ("postgresql://elsewhere", "nats://elsewhere")
    assert list(tmp_path.iterdir()) == []


async def test_a_server_that_cannot_start_says_why(tmp_path):
    async with embedded_postgres(tmp_path):
        pass
    (tmp_path / "postgres" / "global" / "pg_control").unlink()
    with pytest.raises(ServerFailed, match="pg_control"):
        async with embedded_postgres(tmp_path):
            pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
async def test_root_without_user_namespaces_runs_it_as_nobody(tmp_path_factory):
    home = tmp_path_factory.mktemp("reachable")
    for folder in (home, *home.parents):
        if not folder.stat().st_mode & 0o001:  # pytest closes its folders to others
            folder.chmod(0o711)
    async with embedded_postgres(home, mode=Mode.NOBODY) as dsn:
        assert await query(dsn, "select 1") == 1
        assert (home / "postgres").owner() == "nobody"
