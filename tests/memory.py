"""A folder in memory for what tests write, which is thousands of small files a minute.

On a disk the copy of a database for one test takes twenty times as long while somebody else has
the journal written. What a failed run wrote stays until the next one begins.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MEMORY, PREFIX = Path("/dev/shm"), "enishi-tests-"
ROOM = 4 * 2**30  # bytes; two workers have needed 2.5


def take_folder() -> Path | None:
    """Not yet made, and nobody else's; none where memory is short, or no program may run there."""
    for path in MEMORY.glob(PREFIX + "*"):
        if not Path("/proc", path.name.removeprefix(PREFIX)).exists():
            shutil.rmtree(path, ignore_errors=True)
    return MEMORY / f"{PREFIX}{os.getpid()}" if _is_roomy() else None


def _is_roomy() -> bool:
    try:
        known = os.statvfs(MEMORY)
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return False
    left = {line.split()[0]: int(line.split()[1]) * 1024 for line in lines}["MemAvailable:"]
    return not known.f_flag & os.ST_NOEXEC and min(left, known.f_bavail * known.f_frsize) > ROOM
