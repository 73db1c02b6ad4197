"""The solver's loops compiled by a process of its own, which leaves them in its cache.

Compiling holds the interpreter for half a minute where the machine is slow: in the service's own
process everybody would wait for it, and not only who asked for a timetable.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from asyncio.subprocess import DEVNULL
from pathlib import Path

from services.sessions import timetable

log = logging.getLogger(__name__)

FOLDER = Path(timetable.__file__).parent
LOOPS = ("compacting", "kernels", "seating")
"""Modules that are compiled."""
COMPILER = (sys.executable, "-m", "services.sessions.timetable.warming")
_compiled: list[bool] = []


async def compiled() -> None:
    """Once in a process; a compiler that fails leaves the work to whoever solves first."""
    if _compiled or not _is_cold():
        return
    try:
        compiler = await asyncio.create_subprocess_exec(*COMPILER, stdout=DEVNULL, stderr=DEVNULL)
    except OSError:
        log.exception("cannot start the compiler of the solver")
        return
    try:
        await compiler.wait()
    finally:
        if compiler.returncode is None:
            compiler.kill()
    _compiled.append(True)


def _is_cold() -> bool:
    """Whether the cache beside a module is older than it, or somewhere else."""
    return any(
        not any(
            kept.stat().st_mtime > (FOLDER / f"{name}.py").stat().st_mtime
            for kept in FOLDER.glob(f"__pycache__/{name}.*.nbi")
        )
        for name in LOOPS
    )
