"""The console: quick to start, one line for what people can mend, exit codes."""

import errno
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from chassis.settings import WrongSetting
from contracts.faults import Forbidden, Unavailable
from deploy import cli
from deploy.asking import NoTown
from deploy.expected import line_of
from deploy.failing import Failed
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
def test_every_setting_is_told_of(field):
    assert f"`ENISHI_{field.name.upper()}`" in RUNNING.read_text("utf-8")
