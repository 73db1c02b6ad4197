"""What each container gets of the town's keys."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from chassis.keys import Keyring
from contracts.rights import SERVICES
from deploy import hand_out, parts

PARTS = (*SERVICES, parts.GATEWAY)


@pytest.fixture
def laid(tmp_path):
    """The volumes of compose.yaml, empty at first, after the job."""
    for name in ("all", "postgres", "nats", *PARTS):
        (tmp_path / name).mkdir()
    hand_out.main(tmp_path)
    return tmp_path


def names(folder):
    return {file.name for file in folder.iterdir()}


@pytest.mark.parametrize("part", SERVICES)
def test_a_service_gets_its_own_keys_and_who_may_speak(laid, part):
    own = {f"{part}.secret"} if part in parts.WITH_SECRET else set()
    assert names(laid / part) == {f"{part}.nats", f"{part}.postgres", "actors.json", *own}


def test_the_gateway_may_speak_for_people(laid):
    gateway = laid / "gateway"
    assert names(gateway) == {"gateway.nats", "gateway.postgres", "gateway.actor", "actors.json"}


def test_the_servers_get_one_file_each(laid):
    assert names(laid / "postgres") == {"password"}
    assert names(laid / "nats") == {"nats.conf"}


def test_nobody_else_on_the_host_can_read_a_key(laid):
    for part in ("all", *PARTS):
        assert stat.S_IMODE((laid / part).stat().st_mode) == 0o700
        for file in (laid / part).iterdir():
            assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0


def test_a_second_run_changes_no_key(laid):
    before = {file: file.read_text() for file in laid.rglob("*") if file.is_file()}
    hand_out.main(laid)
    assert {file: file.read_text() for file in laid.rglob("*") if file.is_file()} == before


def test_the_server_knows_everyone_by_the_key_they_hold(laid):
    conf = (laid / "nats" / "nats.conf").read_text()
    for part in PARTS:
        assert Keyring(laid / part).nats_public(part) in conf


def test_prepare_can_sign_in_to_the_database(laid):
    password = (laid / "postgres" / "password").read_text().strip()
    url = (laid / "all" / "database.url").read_text()
    assert url == f"postgresql://postgres:{password}@postgres:5432/enishi"


@pytest.mark.parametrize("given", [[], ["--help"], ["a", "b"]])
def test_keys_are_laid_into_no_folder_that_was_not_named(given, tmp_path):
    command = [sys.executable, "-m", "deploy.hand_out", *given]
    env = {**os.environ, "PYTHONPATH": str(Path(hand_out.__file__).parents[1])}
    done = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert (done.returncode, list(tmp_path.iterdir())) == (1, [])
    assert "python -m deploy.hand_out FOLDER" in done.stderr
