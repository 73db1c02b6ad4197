"""Brings a fresh clone to where everything runs: `python3 -m deploy.setup`.

Standard library only, since it runs before anything is installed, and by whatever `python3` the
machine has: that one only looks for a Python new enough and hands the work to it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from deploy import assets

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "enishi.stamp"
SOLVER = ROOT / "services" / "sessions" / "timetable"
COMPILED = VENV / "solver.stamp"
WARMING = "services.sessions.timetable.warming"
INSTALLER = ROOT / "deploy" / "installer.lock"
LOCK = ROOT / "requirements.lock"
DECIDES = (LOCK, INSTALLER, ROOT / "pyproject.toml", *assets.DECIDES)
CANDIDATES = ("python3.13", "python3.12", "python3.11", "python3", sys.executable)
STEPS = 5
# Only our own steps are told: no advice of pip's to update itself or not to be root.
QUIET = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
# A version manager's shim may be on the PATH and fail, so a candidate has to run this.
PROBE = "import sys; print(sys.executable if sys.version_info >= (3, 11) else '')"
NO_VENV = """\
{python} has no ensurepip, so it cannot make a virtual environment.
On Debian and Ubuntu:

    apt-get install {package}

and then once more: make setup"""
NO_PYTHON = """\
Enishi needs Python 3.11 or newer; none of these runs: {candidates}
On Debian and Ubuntu:

    apt-get install python3 python3-venv"""


def digest() -> str:
    """What the environment is made from, as one hash."""
    whole = hashlib.sha256()
    for path in DECIDES:
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def is_up_to_date(wanted: str) -> bool:
    return (
        PYTHON.exists()
        and STAMP.exists()
        and STAMP.read_text(encoding="ascii") == wanted
        and assets.are_present()
    )


def solver() -> str:
    """What the solver's loops are compiled from. Numba goes by the times of its modules, too."""
    whole = hashlib.sha256(LOCK.read_bytes())
    for path in sorted(SOLVER.glob("*.py")):
        found = path.stat()
        whole.update(f"{path.name} {found.st_mtime_ns} {found.st_size}\0".encode())
    return whole.hexdigest()


def is_compiled() -> bool:
    return COMPILED.exists() and COMPILED.read_text(encoding="ascii") == solver()


def answer(python: str, code: str) -> str:
    """What `python -c code` prints, or nothing when it does not run."""
    try:
        ran = subprocess.run(  # noqa: S603 - one of our own candidates
            [python, "-c", code], capture_output=True, text=True, check=False, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ran.stdout.strip() if ran.returncode == 0 else ""


def find_python() -> str:
    """The newest Python that runs and can make a virtual environment; else says what to install."""
    running = [found for name in CANDIDATES if (found := answer(name, PROBE))]
    if not running:
        sys.exit(NO_PYTHON.format(candidates=", ".join(CANDIDATES)))
    for python in running:
        if answer(python, "import ensurepip, venv; print('ok')"):
            return python
    version = answer(running[0], "import sys; print('%d.%d' % sys.version_info[:2])")
    sys.exit(NO_VENV.format(python=running[0], package=f"python{version}-venv"))


def step(number: int, what: str) -> None:
    print(f"[{number}/{STEPS}] {what}", flush=True)


def run(*command: str | Path) -> None:
    environment = {**os.environ, **QUIET}
    done = subprocess.run(  # noqa: S603 - ours
        list(map(str, command)), cwd=ROOT, env=environment, check=False
    )
    if done.returncode:
        sys.exit(f"set-up stopped at: {' '.join(map(str, command))}")


def make_venv() -> None:
    if PYTHON.exists() and answer(str(PYTHON), PROBE):
        step(1, "Python: .venv is there")
        return
    python = find_python()
    step(1, f"Python: .venv from {python}")
    run(python, "-m", "venv", "--clear", VENV)


def install() -> None:
    """Exactly what the lock names, each file checked against its hash, and Enishi itself."""
    uv = VENV / "bin" / "uv"
    step(2, "installer: uv")
    run(PYTHON, "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r", INSTALLER)
    step(3, "packages of requirements.lock")
    run(uv, "pip", "sync", "-q", "--python", PYTHON, "--require-hashes", LOCK)
    editable = ("--no-deps", "--no-build-isolation", "--offline", "-e", ".")
    run(uv, "pip", "install", "-q", "--python", PYTHON, *editable)


@contextmanager
def compiling() -> Generator[None, None, None]:
    """Meanwhile, so that nobody waits for the compiler whose timetable is the first.

    A town works without, too: then its solver compiles when an event comes near.
    """
    if is_compiled():
        yield
        return
    wanted = solver()
    with subprocess.Popen([PYTHON, "-m", WARMING], cwd=ROOT) as warming:  # noqa: S603 - ours
        yield
        step(5, "the loops of the timetable solver, compiled")
    if warming.returncode == 0:
        COMPILED.write_text(wanted, encoding="ascii")


def main() -> None:
    begun = time.monotonic()
    if is_up_to_date(digest()) and is_compiled():
        return
    folder = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)  # two at once: the second waits and finds it done
    wanted = digest()
    if is_up_to_date(wanted):
        with compiling():
            return
    make_venv()
    install()
    with compiling():
        step(4, "page assets")
        assets.build(VENV / "bin")
    STAMP.write_text(wanted, encoding="ascii")
    print(f"set up in {time.monotonic() - begun:.1f} s")


if __name__ == "__main__":
    main()
