"""Servers that are not there: a job says so and ends; a part waits, and says so once in a while."""

import asyncio
import logging
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from chassis import complaints
from chassis.postgres import open_database
from chassis.settings import Settings
from deploy.prepare import prepare_keys
from tests.conftest import free_port
from tests.databases import at
from tests.eventually import eventually

ENISHI = Path(sys.executable).parent / "enishi"
NOBODY = "127.0.0.1:1"


async def ended(*words: str, **variables: str) -> tuple[int | None, str, float]:
    """Exit code, what was told, and after how many seconds."""
    began = time.monotonic()
    environment = {**os.environ, **{f"ENISHI_{k.upper()}": v for k, v in variables.items()}}
    process = await asyncio.create_subprocess_exec(
        ENISHI, *words, env=environment, stderr=asyncio.subprocess.PIPE
    )
    _, told = await process.communicate()
    return process.returncode, told.decode(), time.monotonic() - began


async def test_a_database_that_is_not_there_is_told_in_one_line(settings, tmp_path):
    code, told, seconds = await ended(
        "town",
        home=str(tmp_path / "home"),
        port=str(free_port()),
        database_url=f"postgresql://u:hunter2@{NOBODY}/enishi",
        nats_url=settings.nats_url,
    )

    assert code == 1
    assert told.count("\n") == 1
    assert told.startswith(f"enishi: ENISHI_DATABASE_URL: no database at {NOBODY}/enishi: ")
    assert "hunter2" not in told
    assert seconds < 600  # not for ever: 8 s of patience, and a start on a busy machine


async def test_a_wrong_password_or_database_is_told_at_once(settings, tmp_path):
    wrong = at(settings.database_url, "nowhere")

    _, told, _ = await ended(
        "prepare", home=str(tmp_path / "home"), database_url=wrong, nats_url=settings.nats_url
    )

    assert told.endswith('/nowhere: database "nowhere" does not exist\n')
    assert told.count("\n") == 1


async def test_a_bus_that_is_not_there_is_told_in_one_line(settings, tmp_path):
    code, told, _ = await ended(
        "prepare",
        home=str(tmp_path / "home"),
        database_url=settings.database_url,
        nats_url=f"nats://{NOBODY}",
        log_level="ERROR",
    )

    assert code == 1
    assert told.count("\n") == 1
    assert told.startswith(f"enishi: ENISHI_NATS_URL: no NATS at {NOBODY}: ")


async def test_keys_that_the_bus_does_not_know_are_told_in_one_line(settings, tmp_path):
    code, told, _ = await ended(
        "prepare",
        home=str(tmp_path / "another-home"),
        database_url=settings.database_url,
        nats_url=settings.nats_url,
        log_level="ERROR",
    )

    assert code == 1
    assert "Authorization Violation" in told.splitlines()[-1]
    assert told.splitlines()[-1].startswith("enishi: ENISHI_NATS_URL: no NATS at ")


@pytest.mark.parametrize("name", ["gateway", "notify"])
async def test_a_part_waits_for_the_bus_and_says_so_at_once(tmp_path, name):
    prepare_keys(Settings(home=str(tmp_path)))
    tries = 0

    async def turn_away(_, writer):
        nonlocal tries
        tries += 1
        writer.close()

    deaf = await asyncio.start_server(turn_away, "127.0.0.1", 0)
    bus = f"127.0.0.1:{deaf.sockets[0].getsockname()[1]}"
    process = await asyncio.create_subprocess_exec(
        ENISHI,
        "serve",
        name,
        env={
            **os.environ,
            "ENISHI_HOME": str(tmp_path),
            "ENISHI_PORT": str(free_port()),
            "ENISHI_NATS_URL": f"nats://{bus}",
            "ENISHI_DATABASE_URL": f"postgresql://{NOBODY}/enishi",
        },
        stderr=asyncio.subprocess.PIPE,
    )
    lines = []

    async def hear():
        async for line in process.stderr:
            lines.append(line.decode())  # noqa: PERF401 -- wanted as they come

    hearing = asyncio.create_task(hear())
    try:
        await eventually(lambda: any(f"NATS at {bus}" in line for line in lines))
        said = tries
        await eventually(lambda: tries >= said + 3)  # which say nothing new
        assert process.returncode is None
        assert sum("NATS at" in line for line in lines) <= tries / 2
    finally:
        deaf.close()
        process.kill()
        await process.wait()
        hearing.cancel()
        with suppress(asyncio.CancelledError):
            await hearing


async def test_a_part_waits_for_its_database_and_says_so_now_and_again(caplog, monkeypatch):
    async def wait():
        async with open_database(f"postgresql://{NOBODY}/enishi", "notify"):
            pass

    caplog.set_level(logging.WARNING)
    waiting = asyncio.create_task(wait())
    await eventually(lambda: len(caplog.messages) >= 1)
    monkeypatch.setattr(complaints, "AGAIN", 0.1)
    await eventually(lambda: len(caplog.messages) >= 2)
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await waiting

    assert all(text.startswith("no database yet: ") for text in caplog.messages)
