"""What every handler and reader of this service works with."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from chassis.postgres import Database
from contracts.need_groups import NeedGroup
from services.matching.course import Course
from services.matching.engine import Engine


@dataclass(slots=True)
class Grouped:
    """The same need in several towns, as it was last grouped."""

    changes: int = -1
    made: float = 0.0
    took: float = 0.0
    groups: tuple[NeedGroup, ...] = ()
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class Deps:
    database: Database
    engine: Engine
    snapshot: Path
    """File that spares a restart the reading of every text."""
    today: Callable[[], date]
    """The day it is for a town in Japan."""
    counting: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while everything is ranked anew: one such work at a time."""
    making: dict[UUID, Course] = field(default_factory=dict)
    """Runs that are being made, and how far they are."""
    need_groups: Grouped = field(default_factory=Grouped)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the index holds something that its snapshot does not."""
    writing: threading.Lock = field(default_factory=threading.Lock)
    """Held while the snapshot is written, also by a thread that nobody waits for any more."""
