"""The gateway, put together: read this first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp

from chassis.actors import Speaker
from chassis.calls import Bus
from chassis.connection import connect
from chassis.keys import Keyring
from contracts.faults import Fault
from gateway import pages, shield
from gateway.context import open_context
from gateway.errors import Refused
from gateway.graphql import graphql
from gateway.health import livez, readyz
from gateway.limits import Buckets
from gateway.settings import GatewaySettings

NAME = "gateway"
LARGEST = 1_000_000  # bytes of any request


def create_app(settings: GatewaySettings, ending: asyncio.Event | None = None) -> ASGIApp:
    """``ending`` is set when the server stops: what stays open for who looks on ends by it."""

    @asynccontextmanager
    async def connected(app: Litestar) -> AsyncGenerator[None, None]:
        keys = Keyring(settings.keys_path)
        nc = await connect(settings.nats_url, NAME, keys.nats_seed(NAME))
        app.state.bus = Bus(nc, Speaker(NAME, keys.signing_key(NAME)), settings.patience)
        app.state.secret = keys.secret(NAME)
        try:
            yield
        finally:
            await nc.close()

    app = Litestar(
        route_handlers=[graphql, livez, readyz, *pages.HANDLERS],
        dependencies={"context": Provide(open_context)},
        lifespan=[connected],
        exception_handlers={
            Refused: shield.answer_refused,
            Fault: shield.answer_fault,
            HTTPException: shield.answer_http,
            Exception: shield.answer_bug,
            **pages.EXCEPTION_HANDLERS,
        },
        request_max_body_size=LARGEST,
        openapi_config=None,
        logging_config=None,
    )
    app.state.settings = settings
    app.state.ending = ending or asyncio.Event()
    app.state.requests = Buckets(settings.requests_per_minute)
    app.state.sign_ins = Buckets(settings.sign_ins_per_minute)
    return shield.guarded(app, settings)
