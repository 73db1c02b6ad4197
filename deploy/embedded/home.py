"""The folder a town keeps everything in: one town at a time, and the same ports every time."""

import fcntl
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOPBACK = "127.0.0.1"
# Below the ranges that systems take outgoing ports from, so a remembered port stays free.
PORTS = range(20_000, 32_000)
LOG_LIMIT = 16 * 1024 * 1024  # bytes


class HomeInUse(RuntimeError):
    """Another town runs on this home."""


@contextmanager
def held(home: Path, name: str) -> Iterator[Path]:
    """Holds `<home>/<name>.lock` for this process; the kernel lets go of it when the process dies.

    Gives the home's absolute path. Raises HomeInUse at once where another process holds it.
    """
    home = home.resolve()
    home.mkdir(parents=True, exist_ok=True)
    with (home / f"{name}.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = (
                f"another town is running on {home} (its {name} is held). "
                "Stop that one, or give this one a home of its own with ENISHI_HOME."
            )
            raise HomeInUse(message) from None
        yield home


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers do
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def remembered_port(home: Path, name: str) -> int:
    """The port of the last start if it is still free, else a free one, remembered from now on."""
    file = home / f"{name}.port"
    if file.exists() and is_free(port := int(file.read_text(encoding="ascii"))):
        return port
    port = secrets.choice(PORTS)
    while not is_free(port):
        port = secrets.choice(PORTS)
    file.write_text(str(port), encoding="ascii")
    return port


def log_file(home: Path, name: str) -> Path:
    """`<home>/logs/<name>.log`; a long one is put aside as `.1` first."""
    path = home / "logs" / f"{name}.log"
    path.parent.mkdir(exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_suffix(".log.1"))
    return path
