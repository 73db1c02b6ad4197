"""Looking at a running town, and taking up again what it laid aside."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from chassis.settings import Settings, load
from contracts.care import DeadLetter, ListDead, ReplayDead, care
from contracts.faults import Fault
from contracts.rights import SERVICES
from deploy.asking import asking
from deploy.failing import Failed
from deploy.importing.settling import Lag, healths, lags

AT_ONCE = 500
BODY = 100  # characters of a letter's body that are shown


def status() -> int:
    """Exit code 1 when a service does not answer."""
    return asyncio.run(_status(load(Settings)))


async def _status(settings: Settings) -> int:
    from rich.console import Console
    from rich.table import Table

    async with asking(settings) as town:
        found = await healths(town)
        behind = await lags(town)
    table = Table("service", "state", "outbox waiting", "unread", "laid aside")
    for name, health in found.items():
        if isinstance(health, Fault):
            table.add_row(name, f"does not answer: {health.message}", "", _unread(name, behind), "")
            continue
        waiting, dead = str(health.outbox_waiting), str(health.dead)
        table.add_row(name, "well", waiting, _unread(name, behind), dead)
    Console().print(table)
    return int(any(isinstance(health, Fault) for health in found.values()))


def _unread(service: str, behind: Iterable[Lag]) -> str:
    """Events that the readers of a service have still to deal with."""
    return str(sum(lag.unread for lag in behind if lag.reader.startswith(f"{service}-")))


def list_dead(service: str | None) -> None:
    asyncio.run(_list_dead(_names(service), load(Settings)))


async def _list_dead(names: tuple[str, ...], settings: Settings) -> None:
    async with asking(settings) as town:
        for name in names:
            for letter in await town.call(care(name).list_dead, ListDead(limit=AT_ONCE)):
                print(_shown(name, letter))


def _shown(service: str, letter: DeadLetter) -> str:
    body = letter.body if len(letter.body) <= BODY else letter.body[:BODY] + "…"
    return (
        f"{service} {letter.id} {letter.laid_aside_at:%Y-%m-%d %H:%M:%SZ} {letter.reader}"
        f" {letter.subject}\n    {letter.error}\n    {body!r}"
    )


def replay_dead(service: str, ids: tuple[int, ...]) -> int:
    """Exit code 1 when one fails again."""
    return asyncio.run(_replay_dead(_names(service)[0], ids, load(Settings)))


async def _replay_dead(name: str, ids: tuple[int, ...], settings: Settings) -> int:
    async with asking(settings) as town:
        if not ids:
            letters = await town.call(care(name).list_dead, ListDead(limit=AT_ONCE))
            ids = tuple(letter.id for letter in letters)
        if not ids:
            print(f"{name} has laid nothing aside")
            return 0
        done = await town.call(care(name).replay_dead, ReplayDead(ids=ids))
    print(f"{len(done.done)} dealt with, {len(done.failed)} failed again")
    missing = sorted(set(ids) - set(done.done) - set(done.failed))
    if missing:
        print(f"not there: {', '.join(map(str, missing))}")
    return int(bool(done.failed or missing))


def _names(service: str | None) -> tuple[str, ...]:
    if service is None:
        return SERVICES
    if service not in SERVICES:
        raise Failed(f"no such service: {service}; there are {', '.join(SERVICES)}", wrong_use=True)
    return (service,)
