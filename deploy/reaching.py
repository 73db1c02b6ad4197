"""Whether servers that others run are there, for what cannot wait for them for ever."""

from __future__ import annotations

import asyncio

import asyncpg

from chassis.connection import NotThere, connect
from chassis.keys import Keyring
from deploy import parts
from deploy.failing import Failed

PATIENCE = 8.0  # seconds
PAUSE = 0.5
HOPELESS = (
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.ClientConfigurationError,
)
"""What another try does not mend: the password, the name of the database, the address."""


async def reach_database(url: str) -> None:
    """Raises ``Failed``."""
    why = "it does not answer"
    try:
        async with asyncio.timeout(PATIENCE):
            while why:
                why = await _trouble(url) or ""
                await asyncio.sleep(PAUSE if why else 0)
    except TimeoutError:
        raise _failed("DATABASE", "database", url, why) from None
    except HOPELESS as error:
        raise _failed("DATABASE", "database", url, str(error)) from None


async def _trouble(url: str) -> str | None:
    try:
        connection = await asyncpg.connect(url, timeout=3)
    except HOPELESS:
        raise
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        return str(error) or type(error).__name__
    await connection.close()
    return None


async def reach_nats(url: str, keys: Keyring) -> None:
    """Raises ``Failed``."""
    try:
        nc = await connect(url, parts.PREPARE, keys.nats_seed(parts.PREPARE), patience=PATIENCE)
    except NotThere as error:
        raise _failed("NATS", "NATS", url, str(error)) from None
    await nc.close()


def _failed(variable: str, what: str, url: str, why: str) -> Failed:
    """Without the password that the address may hold."""
    place = url.rpartition("@")[2].rpartition("//")[2].partition("?")[0]
    return Failed(f"ENISHI_{variable}_URL: no {what} at {place}: {' '.join(why.split())}")
