"""The list of erasures outside the database: kept there at once, and done again from there.

A restored backup brings people back who asked to be forgotten. At the start, and each minute,
whoever is in the list and not in the database is erased once more.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging

from chassis.calls import Asked
from chassis.stopping import told_to_stop
from contracts.own_data import REPLAY_ERASURES
from services.accounts.deps import Deps
from services.accounts.erasing import again
from services.accounts.store import erasures

log = logging.getLogger(__name__)

PAUSE = 60.0  # seconds
MOST = 1_000_000


async def keep_erasures(deps: Deps) -> None:
    """Until cancelled."""
    while not told_to_stop():
        deps.erased.clear()
        try:
            await settle(deps)
        except Exception:
            log.exception("the list of erasures is not kept apart; trying again in %s s", PAUSE)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PAUSE):
                await deps.erased.wait()


async def settle(deps: Deps) -> None:
    """Let the list and the database know the same."""
    if deps.erasures is None:
        return
    listed = {row.account_id: row for row in await asyncio.to_thread(deps.erasures.read)}
    known = {row.account_id: row for row in await erasures.page(deps.database, None, MOST)}
    new = tuple(row for account, row in known.items() if account not in listed)
    await asyncio.to_thread(deps.erasures.add, new)
    for account, row in listed.items():
        if account not in known:
            async with deps.database.transaction() as transaction:
                await again(transaction, Asked(None, None, REPLAY_ERASURES.subject), row)
            log.warning("erased once more what a restored backup had brought back")
