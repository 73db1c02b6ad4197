"""The index on disk: a restart reads one file and what came after it, not every text.

The truth is the ``documents`` table; a snapshot that is missing, damaged or of another
version costs time and nothing else.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from chassis.stopping import told_to_stop
from services.matching.deps import Deps
from services.matching.documents import Document
from services.matching.keeping import apply
from services.matching.store import documents

log = logging.getLogger(__name__)

EVERY = 120.0  # seconds between two snapshots, when something has changed
OVERLAP = timedelta(minutes=2)
"""Read again from before the snapshot: a row may be committed after one that began later."""


async def restore(deps: Deps) -> None:
    """Bring the index up to the table."""
    moment = await asyncio.to_thread(_from_file, deps)
    rows = await documents.since(deps.database, moment - OVERLAP if moment else None)
    if await asyncio.to_thread(_apply_all, deps, rows):
        deps.changed.set()


async def keep(deps: Deps) -> None:
    """Learn the potentials and write a snapshot now and then; runs until cancelled."""
    while not told_to_stop():
        await deps.changed.wait()
        await save(deps)
        await asyncio.sleep(EVERY)


async def save(deps: Deps) -> None:
    """Learn the potentials anew and write everything down, so that a restart ranks alike."""
    deps.changed.clear()
    try:
        await asyncio.to_thread(deps.engine.refresh_potentials)
        moment = await documents.now(deps.database)
        await asyncio.to_thread(_to_file, deps, moment)
    except BaseException:  # stopped on the way, too: then it is still to be done
        deps.changed.set()
        raise


async def save_last(deps: Deps) -> None:
    """What has changed since the last snapshot, before the service goes. Never fails."""
    if not deps.changed.is_set():
        return
    try:
        await save(deps)
    except Exception:
        log.warning("no last snapshot; the next start reads what came after", exc_info=True)


def _apply_all(deps: Deps, rows: Iterable[tuple[bool, Document]]) -> bool:
    """Whether any of them was news."""
    news = [apply(deps, document, is_open) for is_open, document in rows]
    return any(news)


def _from_file(deps: Deps) -> datetime | None:
    """When the snapshot was made, by the database's clock; none when it cannot be used."""
    try:
        moment, _, body = deps.snapshot.read_bytes().partition(b"\n")
        deps.engine.restore(body)
        return datetime.fromisoformat(moment.decode())
    except FileNotFoundError:
        return None
    except Exception:
        log.warning("the snapshot cannot be used; reading every text", exc_info=True)
        return None


def _to_file(deps: Deps, moment: datetime) -> None:
    part = deps.snapshot.with_suffix(".part")
    part.parent.mkdir(parents=True, exist_ok=True)
    with deps.writing:
        part.write_bytes(moment.isoformat().encode() + b"\n" + deps.engine.snapshot())
        part.replace(deps.snapshot)
