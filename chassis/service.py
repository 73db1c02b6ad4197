"""How a service is described, and how one is made ready and run, alone or beside others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from chassis.actors import Listener
from chassis.calls import Desk, Endpoint
from chassis.care import Nurse
from chassis.connection import connect
from chassis.discovery import announce
from chassis.events import Reading, read_forever
from chassis.keys import Keyring
from chassis.outbox import Relay
from chassis.own import NOTHING, Own, giving
from chassis.postgres import Database, open_database
from chassis.recording import PATIENCE, Allowance, Denials
from chassis.retention import Keeper, Purge
from chassis.roles import role_of
from chassis.settings import Settings, as_user
from chassis.stopping import stop_if_told

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Tools:
    """What the chassis lends a service while it runs."""

    database: Database
    settings: Settings


@dataclass(frozen=True, slots=True)
class Service(Generic[D]):
    """Everything that makes one service: written once, in its ``app.py``."""

    name: str
    """Also its Postgres schema, NATS user and queue group, stream and folder."""
    open_deps: Callable[[Tools], AbstractAsyncContextManager[D]]
    endpoints: list[Endpoint[D]] = field(default_factory=list)
    readings: list[Reading[D]] = field(default_factory=list)
    jobs: list[Callable[[D], Any]] = field(default_factory=list)
    """Coroutine functions that run beside the rest until cancelled."""
    retention: tuple[Purge, ...] = ()
    """What is not kept for ever."""
    own: Own | None = NOTHING
    """What it holds of a person; none where it answers that by an endpoint of its own."""


def dsn_of(service: str, settings: Settings, keys: Keyring) -> str:
    """The address of the database as the service's own role."""
    return as_user(settings.database_url, role_of(service), keys.postgres_password(service))


async def run(service: Service[D], settings: Settings, ready: asyncio.Event | None = None) -> None:
    """Connect and serve until cancelled; then answer what was taken, and let go."""
    keys = Keyring(settings.keys_path)
    dsn = dsn_of(service.name, settings, keys)
    async with AsyncExitStack() as stack:
        nc = await connect(settings.nats_url, service.name, keys.nats_seed(service.name))
        stack.push_async_callback(nc.close)
        database = await stack.enter_async_context(
            open_database(dsn, service.name, patience=settings.patience)
        )
        deps = await stack.enter_async_context(service.open_deps(Tools(database, settings)))
        nurse = Nurse(service.name, database, deps, list(service.readings))
        endpoints = [*service.endpoints, *nurse.endpoints()]
        keeper = Keeper(service.name, database, service.retention)
        endpoints.append(keeper.endpoint())
        if service.own is not None:
            endpoints.append(giving(service.name, service.own, database))
        denials = Denials(database, Allowance(), PATIENCE * settings.patience)
        desk = Desk(nc, service.name, deps, endpoints, Listener(keys.speakers()), refused=denials)
        await announce(nc, service.name, endpoints)
        await desk.start()
        stack.push_async_callback(desk.stop)
        if ready:
            ready.set()
        js = nc.jetstream()
        stop_if_told()
        async with asyncio.TaskGroup() as jobs:
            jobs.create_task(Relay(database, dsn, service.name, js).run())
            for what in service.readings:
                jobs.create_task(read_forever(js, database, deps, what))
            if service.retention:
                jobs.create_task(keeper.run())
            for job in service.jobs:
                jobs.create_task(job(deps))
