"""The whole platform in one process: for a first look, tests and a small town.

The services still speak over NATS, so there is one way things work and not two.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from chassis import service
from chassis.ports import bind
from chassis.roles import ensure_database
from chassis.settings import Settings
from chassis.stopping import stop_if_told, told_to_stop
from deploy import parts, permissions
from deploy.embedded.nats import embedded_nats
from deploy.embedded.natsconf import NatsConf
from deploy.embedded.postgres import embedded_postgres
from deploy.prepare import prepare, prepare_keys
from deploy.reaching import reach_database, reach_nats

if TYPE_CHECKING:
    from gateway.settings import GatewaySettings

S = TypeVar("S", bound=Settings)
Say = Callable[[str], None]
RUNNING = "run.json"
PAUSE = 1.0  # seconds before a service that ended is started again
log = logging.getLogger(__name__)


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """What a running town leaves in its folder, so that commands find it."""

    pid: int
    port: int
    nats_url: str
    database_url: str


@asynccontextmanager
async def servers(settings: S, say: Say = print) -> AsyncGenerator[S, None]:
    """PostgreSQL and NATS, own ones where none are given; gives settings that name them.

    Raises ``Failed`` where given ones are not there.
    """
    keys = prepare_keys(settings)
    settings.home_path.mkdir(parents=True, exist_ok=True)
    if settings.database_url:
        await reach_database(settings.database_url)
    if settings.nats_url:
        await reach_nats(settings.nats_url, keys)
    async with _postgres(settings, say) as database_url:
        conf = NatsConf(users=permissions.users(keys))
        async with _nats(settings, conf, say) as nats_url:
            yield msgspec.structs.replace(settings, database_url=database_url, nats_url=nats_url)


@asynccontextmanager
async def _postgres(settings: Settings, say: Say) -> AsyncGenerator[str, None]:
    if settings.database_url:
        yield settings.database_url
        return
    say("starting PostgreSQL")
    async with embedded_postgres(settings.home_path) as admin:
        yield await ensure_database(admin, "enishi")


@asynccontextmanager
async def _nats(settings: Settings, conf: NatsConf, say: Say) -> AsyncGenerator[str, None]:
    if settings.nats_url:
        yield settings.nats_url
        return
    say("starting NATS with JetStream")
    async with embedded_nats(settings.home_path, conf) as url:
        yield url


@asynccontextmanager
async def services(
    settings: Settings, names: tuple[str, ...] = parts.SERVICES
) -> AsyncGenerator[None, None]:
    """The named services, ready to answer; each finishes what it took before it goes."""
    async with all_up([parts.service(name) for name in names], settings):
        yield


@asynccontextmanager
async def all_up(
    found: list[service.Service[Any]], settings: Settings
) -> AsyncGenerator[None, None]:
    """These services, kept up as long as the block lasts."""
    ready = [asyncio.Event() for _ in found]
    tasks = [
        asyncio.create_task(_kept_up(part, settings, up), name=part.name)
        for part, up in zip(found, ready, strict=True)
    ]
    try:
        await _all_ready(ready, tasks)
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _kept_up(part: service.Service[Any], settings: Settings, up: asyncio.Event) -> None:
    """Run a service, and again when it ends by itself; raises only what keeps it from starting.

    Apart, the same is done by whatever starts the processes.
    """
    while not told_to_stop():
        try:
            # A task each time: a TaskGroup that failed leaves its task looking cancelled (3.11).
            await asyncio.create_task(service.run(part, settings, up), name=part.name)
        except Exception:
            if not up.is_set():
                raise
            log.exception("%s ended; starting it again in %s s", part.name, PAUSE)
        await asyncio.sleep(PAUSE)


async def _all_ready(ready: list[asyncio.Event], tasks: list[asyncio.Task[None]]) -> None:
    """Until every one is; raises what ends one of them before that."""
    waits = asyncio.gather(*(up.wait() for up in ready))
    either: list[asyncio.Future[Any]] = [waits, *tasks]
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        if task.done():
            waits.cancel()
            with suppress(asyncio.CancelledError):
                await waits
            task.result()
    await waits


@asynccontextmanager
async def running(settings: S, say: Say = print) -> AsyncGenerator[S, None]:
    """Servers, everything prepared, and all services; gives settings that name the servers."""
    loading = asyncio.create_task(asyncio.to_thread(_load))  # while the servers start
    async with servers(settings, say) as known:
        await loading
        say("preparing schemas, roles and streams")
        await prepare(known)
        say("starting " + ", ".join(parts.SERVICES))
        async with services(known):
            yield known


def _load() -> None:
    for name in parts.SERVICES:
        parts.service(name)
    import_module("gateway.server")


def note_running(settings: Settings) -> None:
    """Leave ``run.json`` for the commands (readable by the owner alone)."""
    note = Running(
        pid=os.getpid(),
        port=settings.port,
        nats_url=settings.nats_url,
        database_url=settings.database_url,
    )
    file = settings.home_path / RUNNING
    part = file.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_bytes(msgspec.json.encode(note))
    part.replace(file)


async def run_town(settings: GatewaySettings, say: Say = print) -> None:
    """Everything, until cancelled. Raises ``PortTaken`` before anything is started."""
    check_port(settings.host, settings.port)
    async with running(settings, say) as known:
        from gateway.server import serve  # loaded by now, while the servers started

        ready = asyncio.Event()
        note_running(known)
        serving = asyncio.create_task(serve(known, ready))
        try:
            await _all_ready([ready], [serving])
            await _first_sample(known, say)
            stop_if_told()
            say(f"ready: {known.site}")
            await serving
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
            (settings.home_path / RUNNING).unlink(missing_ok=True)


def check_port(host: str, port: int) -> None:
    """Whether the web server will be able to listen. Raises ``PortTaken``."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bind(probe, host, port)


async def _first_sample(settings: Settings, say: Say) -> None:
    """The invented sample, once in the life of a town that runs its own database."""
    from deploy.importing.samples import DEMO, load_samples

    mark = settings.home_path / "sample-loaded"
    if not settings.sample:
        return
    if not mark.exists():
        say("loading the invented sample (架空の見本)")
        await load_samples(settings)
        mark.touch()
    say(DEMO)
