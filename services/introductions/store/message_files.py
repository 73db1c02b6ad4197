"""SQL on files of messages and their contents."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

from chassis.files.inspecting import Taken
from chassis.postgres import Runner, record
from contracts.media import MediaType

PUT = """
INSERT INTO message_files (message_id, name, media_type, size, sha256) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (message_id) DO NOTHING
RETURNING true
"""
FILL = "INSERT INTO message_contents (message_id, content) VALUES ($1, $2)"


async def put(runner: Runner, message_id: UUID, taken: Taken, sha256: str) -> None:
    """With its message; again, nothing is put."""
    what = (taken.name, taken.media_type, len(taken.content), sha256)
    if await runner.fetchval(PUT, message_id, *what):
        await runner.execute(FILL, message_id, taken.content)


class Kept(Struct, frozen=True, kw_only=True):
    introduction_id: UUID
    name: str
    media_type: MediaType
    size: int
    sha256: str


ONE = """
SELECT m.introduction_id, f.name, f.media_type, f.size, f.sha256
FROM message_files f JOIN messages m ON m.id = f.message_id
WHERE f.message_id = $1 AND NOT m.is_hidden
"""
CONTENT = "SELECT content FROM message_contents WHERE message_id = $1"


async def one(runner: Runner, message_id: UUID) -> Kept | None:
    """None for that of a hidden message."""
    return await record(runner, Kept, ONE, message_id)


async def content(runner: Runner, message_id: UUID) -> bytes:
    return bytes(await runner.fetchval(CONTENT, message_id))
