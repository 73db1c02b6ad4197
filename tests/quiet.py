"""Waiting until every service has read all that was told: nothing comes later by itself."""

from __future__ import annotations

import asyncpg

from deploy import parts
from tests.eventually import eventually

UNREAD = """
SELECT r.reader, o.subject
FROM {teller}.outbox o JOIN unnest($1::text[], $2::text[]) r (reader, subject) USING (subject)
WHERE NOT EXISTS (
    SELECT FROM {service}.inbox i WHERE i.reader = r.reader AND i.event_id = o.id
) AND NOT EXISTS (
    SELECT FROM {service}.dead d WHERE d.reader = r.reader AND d.event_id = o.id::text
)
LIMIT 1
"""


async def all_read(database_url: str) -> None:
    """Twice in a row: who reads may tell."""
    connection = await asyncpg.connect(database_url)

    async def nothing_unread() -> bool:
        for _ in range(2):
            for service, teller, known in readers():
                names, subjects = zip(*known, strict=True)
                statement = UNREAD.format(service=service, teller=teller)
                found = await connection.fetch(statement, names, subjects)
                assert found == [], found
        return True

    try:
        await eventually(nothing_unread, within=300)
    finally:
        await connection.close()


def readers() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Who reads, who tells it, and under which names which subjects."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for service in parts.SERVICES:
        for what in parts.service(service).readings:
            teller = what.event.subject.split(".")[1]
            found.setdefault((service, teller), []).append((what.reader, what.event.subject))
    return [(*pair, known) for pair, known in found.items()]
