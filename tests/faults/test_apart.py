"""Every service in a process of its own that holds its own keys only, as in compose.yaml."""

import asyncio
import os
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from chassis.keys import Keyring
from contracts.care import CheckHealth, care
from contracts.faults import Unavailable
from contracts.rights import SERVICES
from deploy.hand_out import hand_out
from tests.eventually import eventually
from tests.platform import open_platform

ROOT = Path(__file__).parents[2]
RUN = """
import asyncio, sys
from chassis import service
from chassis.settings import Settings, load
from deploy import parts
asyncio.run(service.run(parts.service(sys.argv[1]), load(Settings)))
"""


@asynccontextmanager
async def apart(name: str, settings, folder: Path):
    """The service `name`; gives its process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        RUN,
        name,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "ENISHI_DATABASE_URL": settings.database_url,
            "ENISHI_NATS_URL": settings.nats_url,
            "ENISHI_KEYS": str(folder),
            "ENISHI_HOME": str(folder.parent / f"home-{name}"),
        },
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.mark.parametrize("name", SERVICES)
async def test_a_service_needs_nothing_but_its_own_keys(name, settings, tmp_path):
    own = tmp_path / "keys" / name
    own.mkdir(parents=True)
    hand_out(settings.keys_path, own)
    async with (
        apart(name, settings, own) as process,
        open_platform(settings, Keyring(settings.keys_path)) as platform,
    ):

        async def is_well() -> bool:
            assert process.returncode is None
            try:
                await platform.web.call(care(name).check_health, CheckHealth())
            except Unavailable:
                return False
            return True

        await eventually(is_well)
