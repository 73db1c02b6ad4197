"""The web server around the app: uvicorn, inside the loop that is there."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import socket
from collections.abc import Generator
from typing import Any, cast

import uvicorn

from chassis.ports import PortTaken, bind, is_listening, taken
from gateway.app import create_app
from gateway.patience import Patient
from gateway.settings import GatewaySettings


class WebServer(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave signals to whoever runs us: uvicorn's own handling ends the process under us."""
        yield


async def serve(settings: GatewaySettings, ready: asyncio.Event | None = None) -> None:
    """Serve until cancelled; then answer what was taken. Raises ``PortTaken``."""
    listening = _listen(settings)
    ending = asyncio.Event()
    web = WebServer(
        uvicorn.Config(
            cast(Any, create_app(settings, ending)),  # ASGI, by another library's names
            http=Patient,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=15,
            limit_concurrency=512,
            ws="none",
        )
    )
    serving = asyncio.create_task(web.serve([listening]))
    try:
        await _started(web, serving)
        if web.started and not is_listening(listening):
            raise taken(settings.host, settings.port)
        if ready and web.started:
            ready.set()
        await asyncio.shield(serving)
    finally:
        web.should_exit = True
        ending.set()
        await serving
        listening.close()


async def _started(web: WebServer, serving: asyncio.Task[None]) -> None:
    while not web.started and not serving.done():  # noqa: ASYNC110 -- uvicorn offers no event
        await asyncio.sleep(0.01)
    gc.collect()
    gc.freeze()  # what is there now stays: looking at it again would stop everything for 60 ms


def _listen(settings: GatewaySettings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    found = socket.socket(family)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bind(found, settings.host, settings.port)
    except PortTaken:
        found.close()
        raise
    return found
