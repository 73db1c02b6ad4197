"""Each part as a process of its own, started in any order against outside servers."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
import pytest

from chassis.settings import Settings
from deploy import parts
from deploy.town import servers
from tests.conftest import free_port
from tests.e2e import story
from tests.eventually import eventually

ENISHI = Path(sys.executable).parent / "enishi"


@asynccontextmanager
async def process(*words: str, env: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """A command that is told to stop at the end, and has to end well."""
    child = await asyncio.create_subprocess_exec(ENISHI, *words, env={**os.environ, **env})
    try:
        yield child
    finally:
        if child.returncode is None:
            child.terminate()
        async with asyncio.timeout(120):
            await child.wait()


async def run(*words: str, env: dict[str, str]) -> None:
    child = await asyncio.create_subprocess_exec(ENISHI, *words, env={**os.environ, **env})
    assert await child.wait() == 0, words


@pytest.fixture
async def outside(tmp_path: Path) -> AsyncIterator[dict[str, str]]:
    """Servers that no part has started, and the settings that name them."""
    async with servers(Settings(home=str(tmp_path)), lambda _: None) as known:
        yield {
            "ENISHI_HOME": str(tmp_path),
            "ENISHI_DATABASE_URL": known.database_url,
            "ENISHI_NATS_URL": known.nats_url,
            "ENISHI_PORT": str(free_port()),
        }


async def is_ready(url: str) -> bool:
    async with httpx.AsyncClient(timeout=60) as client:
        try:
            return (await client.get(f"{url}/readyz")).status_code == 200
        except httpx.TransportError:
            return False


async def test_parts_started_in_any_order_tell_the_same_story(outside):
    url = f"http://127.0.0.1:{outside['ENISHI_PORT']}"
    order = [*parts.SERVICES, parts.GATEWAY]
    random.shuffle(order)
    print("order:", order)  # noqa: T201 -- what to look at when it fails

    await run("prepare", env=outside)
    async with all_of(order, outside) as children:
        await eventually(lambda: is_ready(url), within=180)
        await run("sample", env=outside)
        await story.tell(url)
    assert {child.returncode for child in children} == {0}


@asynccontextmanager
async def all_of(
    names: list[str], env: dict[str, str]
) -> AsyncIterator[list[asyncio.subprocess.Process]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(process("serve", name, env=env)) for name in names]
