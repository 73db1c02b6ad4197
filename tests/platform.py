"""Running services and towns, and the people who ask them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import httpx

from chassis.actors import Speaker
from chassis.calls import Bus
from chassis.connection import connect
from chassis.keys import Keyring
from chassis.settings import Settings
from contracts.profiles import (
    KEEP_ORGANIZATIONS,
    KeepOrganization,
    KeepOrganizations,
    OrganizationKind,
)
from contracts.wire import Actor, Role
from deploy import parts
from deploy.town import run_town

DEMO_PASSWORD = "hitotsu-no-machi-demo"
OPERATOR = Actor(account=UUID(int=1), person=UUID(int=1), role=Role.OPERATOR)


@dataclass(frozen=True)
class Platform:
    """All services, asked as the gateway asks them, or as the operator's commands do."""

    settings: Settings
    keys: Keyring
    web: Bus
    operator: Bus

    async def organization(
        self, name: str, kind: OrganizationKind, prefecture: str | None = None
    ) -> UUID:
        """A new organization of that name."""
        row = KeepOrganization(id=uuid4(), kind=kind, name=name, prefecture=prefecture)
        await self.operator.call(KEEP_ORGANIZATIONS, KeepOrganizations(rows=(row,)), OPERATOR)
        return row.id


@asynccontextmanager
async def open_platform(settings: Settings, keys: Keyring) -> AsyncIterator[Platform]:
    buses = {}
    connections = []
    for name in (parts.GATEWAY, parts.OPERATOR):
        nc = await connect(settings.nats_url, name, keys.nats_seed(name))
        connections.append(nc)
        buses[name] = Bus(nc, Speaker(name, keys.signing_key(name)), settings.patience)
    yield Platform(settings, keys, buses[parts.GATEWAY], buses[parts.OPERATOR])
    for nc in connections:
        await nc.close()


def staff_of(organization: UUID, role: Role = Role.STAFF) -> Actor:
    """Somebody new who works for a public body, and has just signed in."""
    return Actor(
        account=uuid4(), person=uuid4(), role=role, organization=organization, is_confirmed=True
    )


def member_of(organization: UUID, role: Role = Role.COMPANY_MEMBER) -> Actor:
    """Somebody new who works for a company."""
    return staff_of(organization, role)


@dataclass(frozen=True)
class Town:
    """A running town with its gateway, at ``url``, with all its data in ``home``."""

    url: str
    home: Path
    settings: Settings

    def client(self, **more: object) -> httpx.AsyncClient:
        """A visitor with a cookie jar, who sends the Origin that a browser would."""
        return httpx.AsyncClient(
            base_url=self.url, headers={"Origin": self.url}, timeout=60, **more
        )  # type: ignore[arg-type]  # fields given by name


@asynccontextmanager
async def open_town(home: Path, port: int, **more: object) -> AsyncIterator[Town]:
    """The whole thing in this process, as ``make up`` runs it in its own."""
    from gateway.settings import GatewaySettings  # noqa: PLC0415 -- heavy, and not for every test

    settings = GatewaySettings(home=str(home), port=port, **more)  # type: ignore[arg-type]  # fields given by name
    said: asyncio.Queue[str] = asyncio.Queue()
    running = asyncio.create_task(run_town(settings, said.put_nowait))
    try:
        async with asyncio.timeout(300):
            while not (await _next(said, running)).startswith("ready"):
                pass
        yield Town(f"http://127.0.0.1:{port}", home, settings)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _next(said: asyncio.Queue[str], running: asyncio.Task[None]) -> str:
    line = asyncio.create_task(said.get())
    await asyncio.wait({line, running}, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        line.cancel()
        running.result()
        raise AssertionError("the town ended")
    return line.result()
