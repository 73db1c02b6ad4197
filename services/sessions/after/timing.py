"""What time brings to events, by the clock of the database: reminders, and reports to keep."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from chassis.postgres import Database
from chassis.stopping import told_to_stop
from contracts.event_notices import NoticeKind
from services.sessions.after import notices as telling
from services.sessions.after import reports as reporting
from services.sessions.after.store import notices, reports
from services.sessions.deps import Deps
from services.sessions.store import events

log = logging.getLogger(__name__)

PAUSE = 2.0  # seconds between two looks
REMINDED_AFTER = timedelta(days=5)
"""Of open preferences, once, to who has said nothing."""


async def keep_time(deps: Deps) -> None:
    """Whatever is due, until cancelled. Several of these side by side do each thing once."""
    while not told_to_stop():
        try:
            await pass_time(deps.database)
        except Exception:
            log.exception("the time of events is not kept; looking again in %s s", PAUSE)
        await asyncio.sleep(PAUSE)


async def pass_time(database: Database) -> None:
    async with database.transaction() as transaction:
        for event_id in await notices.to_remind(transaction, REMINDED_AFTER):
            event = await events.any_by_id(transaction, event_id)
            silent = await notices.silent(transaction, event_id)
            kind = NoticeKind.PREFERENCES_REMINDED
            await telling.to_everybody(transaction, event, kind, whom=silent)
        for event_id in await reports.to_keep(transaction):
            await reporting.keep(transaction, await events.any_by_id(transaction, event_id))
