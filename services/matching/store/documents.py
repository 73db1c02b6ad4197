"""SQL on the copies of what is matched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from chassis.postgres import Runner
from services.matching.documents import Document

KEEP = """
INSERT INTO documents (id, side, organization_id, revision, is_open, body)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, is_open = excluded.is_open,
    body = excluded.body, kept_at = clock_timestamp()
WHERE documents.revision < excluded.revision
RETURNING true
"""


async def keep(runner: Runner, document: Document, *, is_open: bool) -> bool:
    """Keep the newest revision, in whatever order they arrive; whether this one was newer."""
    key = (document.id, document.side, document.organization_id, document.revision)
    return bool(await runner.fetchval(KEEP, *key, is_open, document))


SINCE = """
SELECT is_open, body FROM documents
WHERE $1::timestamptz IS NULL OR kept_at > $1
ORDER BY kept_at
"""


async def since(runner: Runner, moment: datetime | None) -> Sequence[tuple[bool, Document]]:
    """(is it open, the document) of everything kept after ``moment``; everything with none."""
    rows = await runner.fetch(SINCE, moment)
    return [(row["is_open"], _document(row)) for row in rows]


NOW = "SELECT clock_timestamp()"


async def now(runner: Runner) -> datetime:
    """By the database's clock, which ``kept_at`` is by."""
    found: datetime = await runner.fetchval(NOW)
    return found


OF_ORGANIZATION = """
SELECT id, side FROM documents
WHERE organization_id = $1 AND is_open
    AND NOT EXISTS (SELECT FROM standings s WHERE s.organization_id = documents.organization_id
        AND s.standing <> 'active')
ORDER BY kept_at DESC, id LIMIT $2
"""


async def of_organization(
    runner: Runner, organization_id: UUID, most: int
) -> Sequence[tuple[UUID, str]]:
    """(id, side) of what an organization has open, the newest first."""
    rows = await runner.fetch(OF_ORGANIZATION, organization_id, most)
    return [(row["id"], row["side"]) for row in rows]


OF_OTHERS = """
SELECT id, organization_id FROM (
    SELECT id, organization_id, row_number() OVER (
        PARTITION BY organization_id ORDER BY kept_at DESC, id) AS place
    FROM documents WHERE organization_id = any($1::uuid[]) AND side = $2 AND is_open
        AND NOT EXISTS (SELECT FROM standings s
            WHERE s.organization_id = documents.organization_id AND s.standing <> 'active')
) AS newest WHERE place <= $3 ORDER BY organization_id, place
"""


async def of_others(
    runner: Runner, organizations: Sequence[UUID], side: str, most: int
) -> dict[UUID, UUID]:
    """Of each organization the newest that it has open on a side -> whose it is."""
    rows = await runner.fetch(OF_OTHERS, list(organizations), side, most)
    return {row["id"]: row["organization_id"] for row in rows}


ORGANIZATIONS = "SELECT id, organization_id FROM documents WHERE id = any($1::uuid[])"


async def organizations(runner: Runner, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Document -> the organization it is of."""
    rows = await runner.fetch(ORGANIZATIONS, list(ids))
    return {row["id"]: row["organization_id"] for row in rows}


def _document(row: Mapping[str, Any]) -> Document:
    return msgspec.convert(row["body"], Document)
