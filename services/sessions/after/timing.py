"""What time brings to events, by the clock of the database: reminders, and reports to keep."""

from __future__ import annotations

from datetime import timedelta

from chassis.chores import chore
from chassis.postgres import Database
from contracts.event_notices import NoticeKind
from services.sessions.after import notices as telling
from services.sessions.after import reports as reporting
from services.sessions.after.store import notices, reports
from services.sessions.store import events

REMINDED_AFTER = timedelta(days=5)
"""Of open preferences, once, to who has said nothing."""


async def pass_time(database: Database) -> None:
    async with database.transaction() as transaction:
        for event_id in await notices.to_remind(transaction, REMINDED_AFTER):
            event = await events.any_by_id(transaction, event_id)
            silent = await notices.silent(transaction, event_id)
            kind = NoticeKind.PREFERENCES_REMINDED
            await telling.to_everybody(transaction, event, kind, whom=silent)
        for event_id in await reports.to_keep(transaction):
            await reporting.keep(transaction, await events.any_by_id(transaction, event_id))


keep_time = chore("the time of events", lambda deps: pass_time(deps.database), pause=2.0)
