"""SQL on messages, and on who has read them."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record, records
from contracts.threads import ListMessages, Message, SendMessage

INSERT = """
INSERT INTO messages (id, introduction_id, organization_id, person_id, body, links, by_mail)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO NOTHING
RETURNING true
"""


async def insert(
    runner: Runner, asked: SendMessage, own: UUID, person: UUID, *, by_mail: bool
) -> bool:
    """Whether it is new."""
    said = (asked.body.strip(), list(asked.links), by_mail)
    return bool(await runner.fetchval(INSERT, asked.id, asked.introduction_id, own, person, *said))


FIND = """
SELECT m.id, m.introduction_id, m.organization_id, m.person_id,
    CASE WHEN m.is_hidden THEN '' ELSE m.body END AS body,
    CASE WHEN m.is_hidden THEN '[]' ELSE m.links END AS links, m.sent_at, m.by_mail, m.is_hidden,
    CASE WHEN m.organization_id = $2 THEN m.hidden_reason ELSE '' END AS hidden_reason,
    exists(SELECT FROM reads r WHERE r.introduction_id = m.introduction_id
        AND r.read_at >= m.sent_at AND CASE WHEN m.organization_id = $2
            THEN r.organization_id <> $2 ELSE r.person_id = $3 END) AS is_read,
    CASE WHEN f.message_id IS NULL OR m.is_hidden THEN NULL ELSE jsonb_build_object('name', f.name,
        'media_type', f.media_type, 'size', f.size, 'sha256', f.sha256) END AS file
FROM messages m LEFT JOIN message_files f ON f.message_id = m.id WHERE m.id = $1
"""


async def one(runner: Runner, message_id: UUID, own: UUID, person: UUID) -> Message | None:
    return await record(runner, Message, FIND, message_id, own, person)


PAGE = """
SELECT m.id, m.introduction_id, m.organization_id, m.person_id,
    CASE WHEN m.is_hidden THEN '' ELSE m.body END AS body,
    CASE WHEN m.is_hidden THEN '[]' ELSE m.links END AS links, m.sent_at, m.by_mail, m.is_hidden,
    CASE WHEN m.organization_id = $2 THEN m.hidden_reason ELSE '' END AS hidden_reason,
    exists(SELECT FROM reads r WHERE r.introduction_id = m.introduction_id
        AND r.read_at >= m.sent_at AND CASE WHEN m.organization_id = $2
            THEN r.organization_id <> $2 ELSE r.person_id = $3 END) AS is_read,
    CASE WHEN f.message_id IS NULL OR m.is_hidden THEN NULL ELSE jsonb_build_object('name', f.name,
        'media_type', f.media_type, 'size', f.size, 'sha256', f.sha256) END AS file
FROM messages m LEFT JOIN message_files f ON f.message_id = m.id
WHERE m.introduction_id = $1
    AND ($4::timestamptz IS NULL OR (m.sent_at, m.id) < ($4, $5::uuid))
ORDER BY m.sent_at DESC, m.id DESC LIMIT $6
"""
COUNT = "SELECT count(*) FROM messages WHERE introduction_id = $1"


async def page(runner: Runner, asked: ListMessages, own: UUID, person: UUID) -> tuple[Message, ...]:
    """One more than asked for if there is one."""
    place = (asked.after.at, asked.after.id) if asked.after else (None, None)
    whose = (asked.introduction_id, own, person)
    return await records(runner, Message, PAGE, *whose, *place, asked.first + 1)


async def count(runner: Runner, introduction_id: UUID) -> int:
    return int(await runner.fetchval(COUNT, introduction_id))


LATELY = """
SELECT count(*) FROM messages
WHERE introduction_id = $1 AND organization_id = $2
    AND sent_at > clock_timestamp() - interval '1 hour'
"""


async def count_lately(runner: Runner, introduction_id: UUID, own: UUID) -> int:
    """How many that side wrote within the hour."""
    return int(await runner.fetchval(LATELY, introduction_id, own))


READ = """
INSERT INTO reads (introduction_id, organization_id, person_id, read_at)
VALUES ($1, $2, $3, clock_timestamp())
ON CONFLICT (introduction_id, person_id) DO UPDATE SET read_at = excluded.read_at,
    organization_id = excluded.organization_id
"""


async def read(runner: Runner, introduction_id: UUID, own: UUID, person: UUID) -> None:
    await runner.execute(READ, introduction_id, own, person)


class Written(Struct, frozen=True, kw_only=True):
    """A message with its thread, as a moderator's decision needs it."""

    id: UUID
    introduction_id: UUID
    organization_id: UUID
    person_id: UUID


WRITTEN = "SELECT id, introduction_id, organization_id, person_id FROM messages WHERE id = $1"


async def written(runner: Runner, message_id: UUID) -> Written | None:
    return await record(runner, Written, WRITTEN, message_id)


HIDE = "UPDATE messages SET is_hidden = true, hidden_reason = $2 WHERE id = $1"


async def hide(runner: Runner, message_id: UUID, reason: str) -> None:
    await runner.execute(HIDE, message_id, reason)


SHOW = "UPDATE messages SET is_hidden = false, hidden_reason = '' WHERE id = $1"


async def show(runner: Runner, message_id: UUID) -> None:
    """Again, what was hidden."""
    await runner.execute(SHOW, message_id)
