"""A database cluster on disk: made once, with its password, and what its `postmaster.pid` tells."""

import asyncio
import os
import pwd
import secrets
import shutil
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

from deploy.embedded.launcher import UNPRIVILEGED, Mode, command
from deploy.embedded.pgbinaries import major_version
from deploy.embedded.process import POLL, STOPPED_WITHIN, ServerFailed

SUPERUSER = "postgres"
BUILTIN_SINCE = 17  # the provider whose order is the same on every machine
STATUS_LINE = 7  # of postmaster.pid, from 0


async def made(home: Path, binaries: Path, mode: Mode) -> Path:
    """The data folder; made if there is none yet, whole or not at all."""
    data = home / "postgres"
    if (data / "PG_VERSION").exists():
        return data
    fresh, secret = home / "postgres.new", home / "postgres.new.password"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    secret.unlink(missing_ok=True)
    write_secret(secret, password(home / "keys"))
    if mode is Mode.NOBODY:
        check_reachable(home)
        nobody = pwd.getpwnam(UNPRIVILEGED)
        os.chown(fresh, nobody.pw_uid, nobody.pw_gid)
        os.chown(secret, nobody.pw_uid, nobody.pw_gid)
    initdb = [str(binaries / "initdb"), "-D", str(fresh), "-U", SUPERUSER, f"--pwfile={secret}"]
    initdb += ["--auth=scram-sha-256", "--data-checksums", "--encoding=UTF8", "--no-instructions"]
    if major_version(binaries) >= BUILTIN_SINCE:
        initdb += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    try:
        await first_that_works(mode, [*initdb, "--locale=C.UTF-8"], [*initdb, "--locale=C"])
    finally:
        secret.unlink()
    fresh.replace(data)
    return data


def check_reachable(home: Path) -> None:
    closed = [path for path in (home, *home.parents) if not path.stat().st_mode & 0o001]
    if closed:
        raise ServerFailed(
            f"PostgreSQL refuses root and the user {UNPRIVILEGED} cannot enter {closed[-1]}. Set "
            "ENISHI_HOME to a folder it can reach, run Enishi as an ordinary user, or name a "
            "server with ENISHI_DATABASE_URL."
        )


async def first_that_works(mode: Mode, *commands: list[str]) -> None:
    """Not every system knows the locale C.UTF-8. Raises ServerFailed with the last one's words."""
    said = b""
    for one in commands:
        process = await asyncio.create_subprocess_exec(
            *command(mode, signal.SIGKILL, *one),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        if process.returncode == 0:
            return
    raise ServerFailed(f"initdb failed:\n{said.decode(errors='replace')}")


def password(keys: Path) -> str:
    """The superuser's, from `postgres.password` in the folder; made up at the first call."""
    file = keys / "postgres.password"
    if not file.exists():
        keys.mkdir(mode=0o700, exist_ok=True)
        write_secret(file, secrets.token_urlsafe(32))
    return file.read_text(encoding="ascii").strip()


def write_secret(file: Path, text: str) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as written:
        written.write(text + "\n")


def pid_file(data: Path) -> list[str]:
    """The lines of postmaster.pid, none where there is no such file or it is being written."""
    try:
        return (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def readiness(data: Path) -> Callable[[int], Awaitable[bool]]:
    """Asks postmaster.pid: no connection, no password, and no mistaking of another server."""

    async def is_ready(pid: int) -> bool:
        lines = pid_file(data)
        return (
            len(lines) > STATUS_LINE
            and lines[0].strip() == str(pid)
            and lines[STATUS_LINE].strip() == "ready"
        )

    return is_ready


async def previous_ended(data: Path) -> None:
    """Waits for the server of a town that was killed; it is still writing its last checkpoint.

    A number in postmaster.pid that now belongs to another program (after a reboot) would keep
    PostgreSQL from starting, so that file is removed. A dead number PostgreSQL clears up itself.
    """
    lines = pid_file(data)
    if not lines or not (running := Path("/proc") / lines[0].strip()).exists():
        return
    if str(data).encode() not in program(running):
        (data / "postmaster.pid").unlink(missing_ok=True)
        return
    try:
        async with asyncio.timeout(STOPPED_WITHIN):
            while str(data).encode() in program(running):  # noqa: ASYNC110 - nothing tells us
                await asyncio.sleep(POLL)
    except TimeoutError:
        message = f"PostgreSQL {lines[0]} still runs on {data} although its town is gone"
        raise ServerFailed(message) from None


def program(process: Path) -> bytes:
    """The command line of a process in /proc, empty once it is gone."""
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""
