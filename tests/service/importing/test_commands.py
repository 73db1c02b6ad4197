"""The command that imports: how it ends, and what is there when it was killed."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from chassis.settings import Settings
from contracts.faults import Fault
from contracts.profiles import (
    LIST_OFFERS,
    ListOffers,
)
from deploy.asking import NoTown, asking
from deploy.commands import bringing, looking
from deploy.importing.run import import_folder
from deploy.importing.settling import settle
from tests.eventually import eventually
from tests.service.importing.folders import NEED, folder_of, totals


async def test_where_no_town_is_the_command_says_what_to_do(tmp_path):
    nowhere = Settings(home=str(tmp_path))
    dead = Settings(home=str(tmp_path), nats_url="nats://127.0.0.1:1")

    for settings in (nowhere, dead):
        with pytest.raises(NoTown, match="start one with make up"):
            async with asking(settings):
                pass


@pytest.fixture
def environment(platform, monkeypatch):
    for name in ("home", "keys", "nats_url", "database_url"):
        monkeypatch.setenv(f"ENISHI_{name.upper()}", str(getattr(platform.settings, name)))


async def run(command, *args):
    """A command has an event loop of its own."""
    return await asyncio.to_thread(command, *args)


async def test_the_command_ends_with_1_and_a_report_when_a_row_was_bad(
    platform, environment, tmp_path, capfd
):
    folder = folder_of(tmp_path / "in", 2, {**NEED, "need_id": "bad", "title": 5})

    code = await run(bringing.folder, folder)

    said = capfd.readouterr()
    report = (platform.settings.home_path / "import-report.jsonl").read_text("utf-8")
    assert code == 1
    assert "challenges: 2 new, 0 changed, 0 the same" in said.out
    assert "matches are ready" in said.out
    assert "needs.jsonl:3: title has the wrong form" in said.err
    assert json.loads(report) == {
        "file": "needs.jsonl",
        "line": 3,
        "reason": "title has the wrong form",
    }


async def test_towns_that_the_master_does_not_hold_are_told_until_it_does(
    environment, tmp_path, capfd
):
    other = {**NEED, "need_id": "other", "municipality_code6": "202142", "poster": "長野県茅野市"}
    folder = folder_of(tmp_path / "in", 2, other)
    master = tmp_path / "master.csv"
    rows = ["code6,name,pref_name", "202193,東御市,長野県", "202142,茅野市,長野県"]
    told = " not in the master of municipalities: enishi import-municipalities FILE"

    await run(bringing.folder, folder)
    assert f"\n2 towns are{told}\n" in capfd.readouterr().out
    master.write_text("\n".join(rows[:2]), "utf-8")
    await run(bringing.municipalities, (master,))
    await run(bringing.folder, folder)
    assert f"\n1 town is{told}\n" in capfd.readouterr().out
    master.write_text("\n".join(rows), "utf-8")
    await run(bringing.municipalities, (master,))
    await run(bringing.folder, folder)
    assert told not in capfd.readouterr().out


async def test_the_command_ends_with_0_when_all_is_well(environment, tmp_path, capfd):
    assert await run(bringing.folder, folder_of(tmp_path / "in", 1)) == 0
    assert await run(looking.status) == 0
    assert await run(looking.replay_dead, "matching", ()) == 0
    assert "matching has laid nothing aside" in capfd.readouterr().out


TOWN = """
import asyncio
from chassis import events
from chassis.settings import load, Settings
from deploy.prepare import prepare
from deploy.town import note_running, servers, services

events.ACK_WAIT = 3  # seconds until what the killed one had taken is told to the next

async def main():
    async with servers(load(Settings), lambda line: None) as known:
        await prepare(known)
        async with services(known):
            note_running(known)
            await asyncio.Event().wait()

asyncio.run(main())
"""


def written(note: Path) -> bool:
    return note.exists() and note.stat().st_size > 0


@contextlib.asynccontextmanager
async def process_of_a_town(home: Path):
    """All services in a process of their own, which may be killed; without pages."""
    environment = {**os.environ, "ENISHI_HOME": str(home)}
    note = home / "run.json"
    note.unlink(missing_ok=True)
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", TOWN, env=environment)
    try:
        await eventually(lambda: written(note) or process.returncode is not None)
        assert process.returncode is None
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


async def test_a_town_killed_in_the_middle_of_an_import_has_everything_once_after_another(tmp_path):
    home, folder = tmp_path / "home", folder_of(tmp_path / "in", 400)
    settings = Settings(home=str(home))
    async with process_of_a_town(home) as process, asking(settings) as town:
        importing = asyncio.create_task(import_folder(town, folder))
        await eventually(lambda: _some_offers(town))
        process.send_signal(signal.SIGKILL)
        await process.wait()
        importing.cancel()
        with contextlib.suppress(asyncio.CancelledError, Fault):
            await importing

    async with process_of_a_town(home), asking(settings) as town:
        imported = await import_folder(town, folder)
        await settle(town, imported.challenges)

        assert imported.report.bad == []
        assert imported.report.kept["offers"].new < 400
        assert await totals(town) == (400, 400, 41)


async def _some_offers(town) -> bool:
    return (await town.call(LIST_OFFERS, ListOffers())).total > 0
