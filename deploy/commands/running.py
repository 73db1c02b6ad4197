"""Running: the whole town, the preparation, one part."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
from collections.abc import Callable, Coroutine
from typing import Any

from chassis import logs
from chassis.settings import Settings, load, wrong
from deploy.failing import Failed

M_ARENA_MAX = -8  # malloc.h
SIGNALS = (signal.SIGINT, signal.SIGTERM)


def town() -> None:
    """Errors go to the log in the town's folder, what people want to know to the terminal."""
    from deploy.town import run_town
    from gateway.settings import GatewaySettings

    settings = load(GatewaySettings)
    _few_heaps()
    folder = settings.home_path / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    logs.configure(settings.log_level, folder / "enishi.log")
    until_stopped(lambda: run_town(settings, say))


def _few_heaps() -> None:
    """glibc gives threads heaps of their own, which only grow; two do for a loop and its helpers.

    Measured with the seed loaded and 140 pages read, together with a smaller cache of
    analyses in matching: 334 MB before, 284 MB after.
    """
    with contextlib.suppress(OSError, AttributeError):  # no glibc
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)


def prepare() -> None:
    from deploy import reaching
    from deploy.prepare import prepare as make_ready
    from deploy.prepare import prepare_keys

    settings = load(Settings)
    _check_servers(settings)
    logs.configure(settings.log_level)

    async def reach_and_make_ready() -> None:
        keys = prepare_keys(settings)
        await reaching.reach_database(settings.database_url)
        await reaching.reach_nats(settings.nats_url, keys)
        await make_ready(settings)

    until_stopped(reach_and_make_ready)
    say("schemas, roles, streams and readers are ready")


def serve(name: str) -> None:
    """One part by itself, against the servers that the settings name."""
    from deploy import parts

    if name == parts.GATEWAY:
        until_stopped(_gateway())
        return
    from chassis.service import run

    settings = load(Settings)
    _check_servers(settings)
    _check_keys(settings)
    logs.configure(settings.log_level)
    until_stopped(lambda: run(parts.service(name), settings))


def _gateway() -> Callable[[], Coroutine[Any, Any, None]]:
    from gateway.server import serve as serve_pages
    from gateway.settings import GatewaySettings

    settings = load(GatewaySettings)
    if not settings.nats_url:
        raise Failed("ENISHI_NATS_URL is missing: where is NATS?", wrong_use=True)
    _check_keys(settings)
    logs.configure(settings.log_level)
    return lambda: serve_pages(settings, asyncio.Event())


def _check_servers(settings: Settings) -> None:
    missing = [
        f"ENISHI_{name.upper()}"
        for name in ("database_url", "nats_url")
        if not getattr(settings, name)
    ]
    if missing:
        raise Failed(
            f"{' and '.join(missing)} missing: parts that run apart need both servers",
            wrong_use=True,
        )


def _check_keys(settings: Settings) -> None:
    """Only the preparation and a whole town make keys."""
    if not settings.keys_path.is_dir():
        raise wrong("keys", f"{settings.keys_path} is no folder; enishi prepare makes keys")


def until_stopped(what: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Until it ends by itself, or SIGINT or SIGTERM ask it to finish what it took and go."""
    with (
        asyncio.Runner(loop_factory=_quick_loop) as runner,
        contextlib.suppress(asyncio.CancelledError),
    ):
        runner.run(_stopped_by_signals(what()))


async def _stopped_by_signals(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.ensure_future(work)
    for number in SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    await task


def _quick_loop() -> asyncio.AbstractEventLoop:
    try:
        import uvloop
    except ImportError:  # not made for every system
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


def say(line: str) -> None:
    """At once, also through a pipe; a closed pipe is no reason to stop a town."""
    with contextlib.suppress(BrokenPipeError):
        os.write(1, f"{line}\n".encode())
