"""SQL on the links in letters, by the SHA-256 of their tokens."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner
from contracts.joining import LinkKind

KEEP = """
INSERT INTO letter_links (token_hash, kind, subject_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
"""


async def keep(runner: Runner, token_hash: bytes, kind: LinkKind, subject_id: UUID) -> None:
    await runner.execute(KEEP, token_hash, kind, subject_id)


FIND = "SELECT subject_id FROM letter_links WHERE token_hash = $1 AND kind = $2"


async def find(runner: Runner, token_hash: bytes, kind: LinkKind) -> UUID | None:
    """What a link of that kind is about."""
    found: UUID | None = await runner.fetchval(FIND, token_hash, kind)
    return found
