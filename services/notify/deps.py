"""What every handler, reader and job of this service works with."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from chassis.postgres import Database
from services.notify.links import Links
from services.notify.post import Post
from services.notify.writing import Writer


@dataclass(frozen=True, slots=True)
class Deps:
    database: Database
    post: Post
    writer: Writer
    written: asyncio.Event
    """Set when there may be a letter to send."""
    links: Links
    mailed: asyncio.Event
    """Likewise, for letters to an address."""
