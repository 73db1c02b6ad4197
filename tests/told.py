"""Waiting until notify has told everybody what events have to say to participants and partners."""

from __future__ import annotations

import asyncpg
import msgspec

from tests.eventually import eventually
from tests.platform import Town

UNREAD = """
SELECT (
    SELECT count(*) FROM sessions.outbox o
    WHERE o.subject = 'event.sessions.v1.notice.given' AND NOT EXISTS (
        SELECT FROM notify.inbox i
        WHERE i.reader = 'notify-tell-participants' AND i.event_id = o.id)
) + (
    SELECT count(*) FROM sessions.outbox o
    WHERE o.subject = 'event.sessions.v1.meeting.agreed' AND NOT EXISTS (
        SELECT FROM introductions.inbox i
        WHERE i.reader = 'introductions-join-met' AND i.event_id = o.id)
) + (
    SELECT count(*) FROM introductions.outbox o
    WHERE (o.subject = 'event.introductions.v1.introduction.made' AND NOT EXISTS (
        SELECT FROM notify.inbox i
        WHERE i.reader = 'notify-tell-introduction' AND i.event_id = o.id))
        OR (o.subject = 'event.introductions.v1.follow_up.asked' AND NOT EXISTS (
        SELECT FROM notify.inbox i
        WHERE i.reader = 'notify-tell-follow-up' AND i.event_id = o.id))
)
"""


async def everybody_told(town: Town) -> None:
    """Nothing of it comes later, in the middle of what a test compares."""
    note = msgspec.json.decode((town.home / "run.json").read_bytes())
    connection = await asyncpg.connect(note["database_url"])

    async def all_read() -> bool:
        return bool(await connection.fetchval(UNREAD) == 0)

    try:
        await eventually(all_read)
    finally:
        await connection.close()
