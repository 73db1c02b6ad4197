"""SQL on entries, as they are looked through."""

from __future__ import annotations

from uuid import UUID

import msgspec

from chassis.postgres import Runner
from contracts.ledger import ExportEntries, Link, ListEntries
from contracts.recording import Entry

PAGE = """
SELECT tenant, seq, encode(previous, 'hex') AS previous, encode(hash, 'hex') AS hash, id, at,
    account, person, role, organization, unit, operation, object_kind, object_id, result, reason,
    fields, address, user_agent, trace
FROM entries
WHERE ($1::uuid IS NULL OR tenant = $1)
    AND ($2::uuid IS NULL OR tenant = $2)
    AND ($3::uuid IS NULL OR person = $3)
    AND ($4::text IS NULL OR object_id = $4)
    AND ($5::text IS NULL OR operation = $5)
    AND ($6::timestamptz IS NULL OR at >= $6)
    AND ($7::timestamptz IS NULL OR at < $7)
    AND ($8::text IS NULL OR result = $8)
    AND ($9::timestamptz IS NULL OR (at, id) < ($9, $10::uuid))
ORDER BY at DESC, id DESC LIMIT $11
"""


async def page(
    runner: Runner, asked: ListEntries | ExportEntries, own: UUID | None
) -> tuple[Link, ...]:
    """Newest first; one more than asked for if there is one. ``own``: no other tenant's."""
    place = (asked.after.at, asked.after.id) if asked.after else (None, None)
    rows = await runner.fetch(PAGE, own, *_filters(asked), *place, asked.first + 1)
    return tuple(
        Link(
            entry=msgspec.convert(dict(row), Entry),
            seq=row["seq"],
            previous=row["previous"],
            hash=row["hash"],
        )
        for row in rows
    )


COUNT = """
SELECT count(*) FROM entries
WHERE ($1::uuid IS NULL OR tenant = $1)
    AND ($2::uuid IS NULL OR tenant = $2)
    AND ($3::uuid IS NULL OR person = $3)
    AND ($4::text IS NULL OR object_id = $4)
    AND ($5::text IS NULL OR operation = $5)
    AND ($6::timestamptz IS NULL OR at >= $6)
    AND ($7::timestamptz IS NULL OR at < $7)
    AND ($8::text IS NULL OR result = $8)
"""


async def count(runner: Runner, asked: ListEntries | ExportEntries, own: UUID | None) -> int:
    return int(await runner.fetchval(COUNT, own, *_filters(asked)))


def _filters(asked: ListEntries | ExportEntries) -> tuple[object, ...]:
    who = (asked.tenant, asked.person, asked.object_id, asked.operation)
    return (*who, asked.since, asked.until, asked.result)
