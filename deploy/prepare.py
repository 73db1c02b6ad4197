"""Making ready: keys, schemas, roles, streams and readers. A job; safe to repeat.

Services hold no such rights: what one reads is there before its teller starts, so they
start in any order.
"""

from __future__ import annotations

import asyncio

from chassis.connection import connect
from chassis.events import ensure_reader, ensure_stream
from chassis.keys import Keyring
from chassis.migrations import migrate
from chassis.roles import ensure_role
from chassis.settings import Settings, wrong
from deploy import parts


def prepare_keys(settings: Settings) -> Keyring:
    """The keys of every part; those that are there stay. Raises ``WrongSetting``."""
    folder = settings.keys_path
    if not (folder.is_relative_to(settings.home_path) or folder.parent.is_dir()):
        raise wrong("keys", f"{folder.parent} is no folder")
    keys = Keyring(settings.keys_path)
    keys.make(parts.USERS, parts.SPEAKERS)
    for name in parts.WITH_SECRET:  # now, so that several of one part share it
        keys.secret(name)
    return keys


async def prepare(settings: Settings) -> None:
    """Everything in Postgres and NATS, as ``settings`` name them (with an admin's rights)."""
    keys = prepare_keys(settings)
    await asyncio.gather(prepare_database(settings, keys), prepare_streams(settings, keys))


async def prepare_database(settings: Settings, keys: Keyring) -> None:
    for name in parts.SERVICES:
        await migrate(settings.database_url, name, f"services.{name}.migrations")
        await ensure_role(settings.database_url, name, keys.postgres_password(name))


async def prepare_streams(settings: Settings, keys: Keyring) -> None:
    nc = await connect(settings.nats_url, parts.PREPARE, keys.nats_seed(parts.PREPARE))
    try:
        js = nc.jetstream(timeout=10)
        for name in parts.SERVICES:
            await ensure_stream(js, name)
        for name in parts.SERVICES:
            for what in parts.service(name).readings:
                await ensure_reader(js, what)
    finally:
        await nc.close()
