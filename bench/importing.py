"""How long an import takes until its matches are there: ``python -m bench.importing [FOLDER]``.

Runs servers and services in a temporary folder (no pages), brings the master of municipalities
and the texts in, then the same once more: what is there already should cost next to nothing.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from chassis.settings import Settings
from deploy.asking import Asking, asking
from deploy.importing.progress import Silent
from deploy.importing.run import import_folder, import_master
from deploy.importing.settling import settle
from deploy.prepare import prepare
from deploy.town import servers, services

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


class Timed(Silent):
    """Prints how long each step took."""

    def __init__(self) -> None:
        self._what, self._total, self._began = "", 0, 0.0

    def begin(self, what: str, total: int) -> None:
        self._what, self._total, self._began = what, total, time.perf_counter()

    def end(self) -> None:
        if self._total:
            took = time.perf_counter() - self._began
            print(f"  {self._what:16}{self._total:6} rows {took:7.2f} s")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "seed"
    if not folder.is_dir():
        print(f"import: {folder} is not here")
        return
    print(f"load {os.getloadavg()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as home:
        asyncio.run(_measure(Settings(home=home), folder))


async def _measure(settings: Settings, folder: Path) -> None:
    async with servers(settings, lambda _: None) as known:
        await prepare(known)
        async with services(known), asking(known) as town:
            master = DATA / "municipalities"
            if master.is_dir():
                await import_master(town, [master], Timed())
            for name in ("first import", "second import"):
                await _once(town, folder, name)


async def _once(town: Asking, folder: Path, name: str) -> None:
    print(name)
    began = time.perf_counter()
    imported = await import_folder(town, folder, Timed())
    sent = time.perf_counter() - began
    await settle(town, imported.challenges)
    print(f"  {sent:.2f} s to send, {time.perf_counter() - began:.2f} s with matches ready")


if __name__ == "__main__":
    main()
