"""A whole town: how soon it answers, how much memory it takes, how fast lists and pages are.

``python -m bench.town [SEED_FOLDER]``. Starts a town of its own in a temporary folder, twice
(the second start is the warm one), imports the seed where there is one, and prints medians and
p99 at 1, 8 and 32 clients. Memory is PSS: what the processes share is counted once.
"""

from __future__ import annotations

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from bench.http import Target, timed

ENISHI = Path(sys.executable).parent / "enishi"
ROOT = Path(__file__).parent.parent
SEED = ROOT.parent / "shared" / "data" / "seed"
CLIENTS, REQUESTS = (1, 8, 32), 400

LIST = """{ challenges(first: 20) { totalCount nodes {
  id title state budgetStage answerBy publishedAt organization { id name } } } }"""
MATCHES = """{ challenge(id: "ID") { title matches(first: 20) { nodes { rank score
  offer { title organization { name } } reasons { term contribution challengeText offerText }
} } } }"""
PICK = """{ challenges(first: 1, search: "脱炭素") { nodes { id } } }"""


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SEED
    with tempfile.TemporaryDirectory() as home:
        port = _free_port()
        environment = {
            **os.environ,
            "ENISHI_HOME": home,
            "ENISHI_PORT": str(port),
            "ENISHI_REQUESTS_PER_MINUTE": "10000000",  # the limit is not what is measured
        }
        print(f"load {os.getloadavg()}, {os.cpu_count()} cores")
        with _town(environment, port, "first start"):
            pass
        with _town(environment, port, "warm start") as process:
            if folder.is_dir():
                _import(environment, folder)
            asyncio.run(_latencies(port))
            print(f"memory of the whole town: {_memory(process.pid):.0f} MB PSS")


@contextmanager
def _town(environment: dict[str, str], port: int, name: str) -> Iterator[subprocess.Popen[bytes]]:
    began = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 -- our own command
        [ENISHI, "town"], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        asyncio.run(_first_answer(port))
        print(f"{name}: first GraphQL answer after {time.monotonic() - began:.2f} s")
        yield process
    finally:
        process.terminate()
        process.wait(60)


async def _first_answer(port: int) -> None:
    target = Target.graphql(port, LIST)
    async with asyncio.timeout(120):
        while True:
            try:
                status, body = await target.once()
            except OSError:
                await asyncio.sleep(0.02)
                continue
            if status == 200 and b'"errors"' not in body:
                return
            await asyncio.sleep(0.02)


def _import(environment: dict[str, str], folder: Path) -> None:
    began = time.monotonic()
    subprocess.run([ENISHI, "import", folder], env=environment, check=False)  # noqa: S603 -- our own
    print(f"import of {folder.name} with matches ready: {time.monotonic() - began:.1f} s")


async def _latencies(port: int) -> None:
    _, body = await Target.graphql(port, PICK).once()
    found = msgspec.json.decode(body)["data"]["challenges"]["nodes"]
    targets = {"20 challenges, GraphQL": Target.graphql(port, LIST)}
    if found:
        targets["page with 20 matches"] = Target.page(port, f"/challenges/{found[0]['id']}")
    targets["page of challenges"] = Target.page(port, "/challenges")
    targets["20 matches, GraphQL"] = Target.graphql(
        port, MATCHES.replace("ID", found[0]["id"] if found else "")
    )
    for name, target in targets.items():
        for clients in CLIENTS:
            await timed(target, clients, 50)
            seconds = await timed(target, clients, REQUESTS)
            middle = statistics.median(seconds) * 1_000
            p99 = statistics.quantiles(seconds, n=100)[98] * 1_000
            print(
                f"{name:26} {clients:3} clients: p50 {middle:7.1f} ms, p99 {p99:7.1f} ms"
                f"  (load {os.getloadavg()[0]:.1f})"
            )


def _memory(pid: int) -> float:
    """PSS of a process and all it has started, in MB."""
    total, waiting = 0.0, [pid]
    while waiting:
        current = waiting.pop()
        children = Path(f"/proc/{current}/task/{current}/children").read_text("ascii").split()
        waiting += [int(child) for child in children]
        lines = Path(f"/proc/{current}/smaps_rollup").read_text("ascii").splitlines()
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1_024
    return total


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
