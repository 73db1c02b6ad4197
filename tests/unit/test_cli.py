"""The console: quick to start, one line for what people can mend, exit codes."""

import errno
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from chassis.ports import bind
from chassis.settings import Settings, WrongSetting
from contracts.faults import Forbidden, Unavailable
from deploy import cli
from deploy.asking import NoTown
from deploy.expected import line_of
from deploy.failing import Failed
from deploy.misspelt import misspelt
from deploy.prepare import prepare_keys
from gateway.settings import GatewaySettings

RUNNING = Path(__file__).resolve().parents[2] / "docs" / "running.md"
HEAVY = ("nats", "asyncpg", "sklearn", "litestar", "strawberry", "numpy", "deploy.town")


def console(*words: str) -> int:
    """Exit code of ``enishi`` with these words."""
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    return ended.value.code


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import"], "DIRECTORY"),
        (["import", "nowhere-at-all"], "nowhere-at-all is no folder"),
        (["serve", "nobody"], "nobody"),
        (["fly"], "fly"),
        (["import-municipalities"], "say which file"),
        (["dead", "list", "nobody"], "no such service: nobody; there are accounts"),
        (["rank", "nowhere-at-all"], "nowhere-at-all is no folder"),
        (["serve", "matching"], "ENISHI_DATABASE_URL and ENISHI_NATS_URL missing"),
    ],
)
def test_wrong_use_is_one_line_and_ends_with_2(capfd, monkeypatch, tmp_path, words, said):
    monkeypatch.setenv("ENISHI_HOME", str(tmp_path))
    monkeypatch.delenv("ENISHI_DATABASE_URL", raising=False)
    monkeypatch.delenv("ENISHI_NATS_URL", raising=False)

    assert console(*words) == 2

    told = capfd.readouterr()
    assert said in told.err + told.out
    assert "Traceback" not in told.err


def test_a_wrong_setting_names_its_variable_and_ends_with_2(capfd, monkeypatch):
    monkeypatch.setenv("ENISHI_PORT", "many")

    assert console("status") == 2
    assert capfd.readouterr().err.startswith("enishi: ENISHI_PORT: ")


@pytest.mark.parametrize("name", ["matching", "gateway"])
def test_a_part_makes_no_folder_of_keys(capfd, monkeypatch, tmp_path, name):
    monkeypatch.setenv("ENISHI_DATABASE_URL", "postgresql://127.0.0.1:1/enishi")
    monkeypatch.setenv("ENISHI_NATS_URL", "nats://127.0.0.1:1")
    monkeypatch.setenv("ENISHI_KEYS", str(tmp_path / "kyes"))

    assert console("serve", name) == 2

    assert capfd.readouterr().err.startswith(f"enishi: ENISHI_KEYS: {tmp_path / 'kyes'} is no fold")
    assert list(tmp_path.iterdir()) == []


def test_keys_are_made_below_the_home_or_a_folder_that_is_there(tmp_path):
    home = tmp_path / "home"
    prepare_keys(Settings(home=str(home)))
    prepare_keys(Settings(home=str(home), keys=str(tmp_path / "keys")))
    with pytest.raises(WrongSetting, match=r"ENISHI_KEYS: .*not-here is no folder"):
        prepare_keys(Settings(home=str(home), keys=str(tmp_path / "not-here" / "keys")))

    assert {path.name for path in tmp_path.iterdir()} == {"home", "keys"}


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid", "." * 3])
def test_a_host_that_is_not_here_is_told_by_its_own_variable(host):
    with socket.socket() as listening, pytest.raises(WrongSetting) as refused:
        bind(listening, host, 8080)

    assert str(refused.value).startswith(f"ENISHI_HOST: {host} is no address")


def test_a_variable_that_nobody_knows_is_told_with_the_nearest(capfd, monkeypatch, tmp_path):
    monkeypatch.setenv("ENISHI_HOME", str(tmp_path))
    monkeypatch.setenv("ENISHI_PROT", "8081")
    monkeypatch.setenv("ENISHI_SMPT_URL", "x")
    monkeypatch.setenv("ENISHI_XYZZY", "x")

    assert console("status") == 1
    assert capfd.readouterr().err.splitlines()[:3] == [
        "enishi: ENISHI_PROT is no setting and changes nothing; is ENISHI_PORT meant?",
        "enishi: ENISHI_SMPT_URL is no setting and changes nothing; is ENISHI_SMTP_URL meant?",
        "enishi: ENISHI_XYZZY is no setting and changes nothing; docs/running.md lists all",
    ]


def test_without_a_town_a_command_says_how_to_start_one(capfd, monkeypatch, tmp_path):
    monkeypatch.setenv("ENISHI_HOME", str(tmp_path))

    assert console("status") == 1
    said = capfd.readouterr().err
    assert said == f"enishi: no town answers at {tmp_path}: start one with make up\n"


def test_help_imports_nothing_heavy():
    program = f"""
import sys
from deploy.cli import main
try:
    main(["--help"])
except SystemExit as ended:
    assert not ended.code
found = [name for name in {HEAVY!r} if name in sys.modules]
print("heavy:", found)
"""
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert "import-municipalities" in told.stdout
    assert told.stdout.endswith("heavy: []\n")


def ended(command: str, output: int) -> subprocess.CompletedProcess[str]:
    """A program that ends as ``enishi`` does with this as its command."""
    program = f"""
import sys
from deploy.ending import code_of
def command():
    {command}
sys.exit(code_of(command))
"""
    words = [sys.executable, "-c", program]
    return subprocess.run(words, stdout=output, stderr=subprocess.PIPE, text=True, check=False)


@pytest.mark.parametrize(
    "command",
    [
        "[print('x' * 99) for _ in range(9_999)]",
        "print('so')",  # told when everything is done
        "raise ExceptionGroup('so', [BrokenPipeError()])",
    ],
)
def test_a_command_whose_reader_went_ends_quietly(command):
    reading, writing = os.pipe()
    os.close(reading)
    told = ended(command, writing)
    os.close(writing)

    assert (told.returncode, told.stderr) == (141, "")


def test_that_a_server_went_is_told_to_whoever_reads():
    told = ended("raise BrokenPipeError(32, 'a server went')", subprocess.PIPE)

    assert told.returncode == 1
    assert "a server went" in told.stderr


@pytest.mark.parametrize(
    ("error", "line", "code"),
    [
        (Failed("so", wrong_use=True), "so", 2),
        (WrongSetting("ENISHI_PORT: so"), "ENISHI_PORT: so", 2),
        (NoTown("x"), "no town answers at x: start one with make up", 1),
        (ExceptionGroup("g", [Unavailable("gone")]), "gone (unavailable); see enishi status", 1),
        (
            Forbidden("no"),
            "the town does not take this operator's key (no): is it another's?",
            1,
        ),
        (FileNotFoundError(errno.ENOENT, "No such file", "a.csv"), "a.csv: No such file", 1),
        (ZeroDivisionError(), None, 1),
    ],
)
def test_what_people_can_mend_is_one_line_and_a_bug_is_none(error, line, code):
    assert line_of(error) == (line, code)


@pytest.mark.parametrize("field", msgspec.structs.fields(GatewaySettings), ids=lambda one: one.name)
def test_every_setting_is_told_of_with_its_default(field):
    told = re.search(
        rf"^\| `ENISHI_{field.name.upper()}` \| (.+?) \|", RUNNING.read_text("utf-8"), re.MULTILINE
    )

    assert told is not None
    if field.default != "":  # an empty one is told by what takes its place
        assert (
            told[1] == f"`{str(field.default).replace('True', 'true').replace('False', 'false')}`"
        )


def test_no_setting_is_told_of_that_is_none():
    told = re.findall(r"ENISHI_[A-Z_]+[A-Z]", RUNNING.read_text("utf-8"))

    assert misspelt(told) == []
