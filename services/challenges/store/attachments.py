"""SQL on attachments and their contents."""

from __future__ import annotations

from uuid import UUID

from chassis.files.inspecting import Taken
from chassis.postgres import Runner, record, records
from contracts.attachments import AddAttachment, Attachment, ListAttachments
from contracts.proposals import Disclosure
from contracts.wire import Actor

INSERT = """
INSERT INTO attachments (id, subject_kind, subject_id, organization_id, person_id, name,
    description, media_type, size, sha256, level)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING RETURNING true
"""
FILL = "INSERT INTO attachment_contents (attachment_id, content) VALUES ($1, $2)"


async def insert(
    runner: Runner, asked: AddAttachment, actor: Actor, taken: Taken, sha256: str, level: Disclosure
) -> bool:
    """Whether it is new; not when that id is already taken."""
    about = (asked.id, asked.subject_kind, asked.subject_id, actor.organization, actor.person)
    what = (taken.name, asked.description.strip(), taken.media_type, len(taken.content), sha256)
    if not await runner.fetchval(INSERT, *about, *what, level):
        return False
    await runner.execute(FILL, asked.id, taken.content)
    return True


ALONE = "SELECT pg_advisory_xact_lock(hashtext($1))"


async def alone(runner: Runner, subject_id: UUID) -> None:
    """Nobody else adds to this subject until the transaction ends: files are counted."""
    await runner.execute(ALONE, f"attachments {subject_id}")


THERE = """
SELECT id, subject_kind, subject_id, name, description, media_type, size, sha256, added_at, level
FROM attachments
WHERE subject_kind = $1 AND subject_id = $2 AND removed_at IS NULL ORDER BY added_at, id
"""


async def there(runner: Runner, asked: ListAttachments | AddAttachment) -> tuple[Attachment, ...]:
    """Of one subject, the first added first."""
    return await records(runner, Attachment, THERE, asked.subject_kind, asked.subject_id)


ONE = """
SELECT id, subject_kind, subject_id, name, description, media_type, size, sha256, added_at, level
FROM attachments WHERE id = $1 AND removed_at IS NULL
"""


async def one(runner: Runner, attachment_id: UUID) -> Attachment | None:
    return await record(runner, Attachment, ONE, attachment_id)


CONTENT = "SELECT content FROM attachment_contents WHERE attachment_id = $1"


async def content(runner: Runner, attachment_id: UUID) -> bytes:
    found: bytes = await runner.fetchval(CONTENT, attachment_id)
    return found


REMOVE = "UPDATE attachments SET removed_at = now(), removed_reason = $2 WHERE id = $1"
EMPTY = "DELETE FROM attachment_contents WHERE attachment_id = $1"


async def remove(runner: Runner, attachment_id: UUID, reason: str) -> None:
    await runner.execute(REMOVE, attachment_id, reason)
    await runner.execute(EMPTY, attachment_id)


CHALLENGE = """
SELECT organization_id = $2
    OR published_at IS NOT NULL AND NOT is_kept_back(id, organization_id, $2)
FROM challenges WHERE id = $1
"""


async def is_challenge_seen(runner: Runner, subject_id: UUID, own: UUID | None) -> bool:
    return bool(await runner.fetchval(CHALLENGE, subject_id, own or UUID(int=0)))
