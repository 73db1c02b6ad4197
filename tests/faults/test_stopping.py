"""A town that is told to stop does so, whatever it is doing just then."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.conftest import free_port

ENISHI = Path(sys.executable).parent / "enishi"


@pytest.mark.parametrize("line", ["starting accounts", "loading the invented sample", "ready:"])
async def test_a_town_stops_when_told_to(tmp_path, line):
    env = {**os.environ, "ENISHI_HOME": str(tmp_path), "ENISHI_PORT": str(free_port())}
    child = await asyncio.create_subprocess_exec(
        ENISHI, "town", env=env, stdout=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(300):
        while line.encode() not in await child.stdout.readline():
            assert child.returncode is None

    child.terminate()

    async with asyncio.timeout(120):
        assert await child.wait() == 0
