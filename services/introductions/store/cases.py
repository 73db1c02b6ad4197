"""SQL on reports of messages, each of which is a moderator's case."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.threads import DecideCase, MessageCase, ReportMessage, RestoreMessage

INSERT = """
INSERT INTO cases (id, message_id, organization_id, reported_by, reason, note)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING
"""
FIND = """
SELECT c.id, c.message_id, c.reason, c.note, c.reported_at, m.body, o.name AS organization_name,
    m.organization_id, m.person_id, coalesce(p.name, '') AS person_name,
    c.outcome, c.outcome_reason, c.decided_at, c.restored_at, c.restored_reason
FROM cases c JOIN messages m ON m.id = c.message_id JOIN organizations o ON o.id = m.organization_id
LEFT JOIN people p ON p.id = m.person_id
WHERE c.id = $1
"""
OF_MESSAGE = """
SELECT c.id, c.message_id, c.reason, c.note, c.reported_at, c.outcome, c.outcome_reason,
    c.decided_at, c.restored_at, c.restored_reason
FROM cases c WHERE c.message_id = $1 AND c.organization_id = $2
"""
OPEN = """
SELECT c.id, c.message_id, c.reason, c.note, c.reported_at, m.body, o.name AS organization_name,
    m.organization_id, m.person_id, coalesce(p.name, '') AS person_name
FROM cases c JOIN messages m ON m.id = c.message_id JOIN organizations o ON o.id = m.organization_id
LEFT JOIN people p ON p.id = m.person_id
WHERE c.outcome IS NULL ORDER BY c.reported_at, c.id LIMIT 100
"""
HIDDEN = """
SELECT c.id, c.message_id, c.reason, c.note, c.reported_at, m.body, o.name AS organization_name,
    m.organization_id, m.person_id, coalesce(p.name, '') AS person_name,
    c.outcome, c.outcome_reason, c.decided_at
FROM cases c JOIN messages m ON m.id = c.message_id JOIN organizations o ON o.id = m.organization_id
LEFT JOIN people p ON p.id = m.person_id
WHERE c.outcome = 'hidden' AND c.restored_at IS NULL ORDER BY c.decided_at DESC, c.id LIMIT 100
"""
DECIDE = """
UPDATE cases SET outcome = $2, outcome_reason = $3, decided_by = $4,
    decided_at = clock_timestamp()
WHERE id = $1 AND outcome IS NULL
RETURNING true
"""


async def insert(runner: Runner, asked: ReportMessage, own: UUID, person: UUID) -> None:
    """One of each side about each message."""
    what = (asked.reason, asked.note.strip())
    await runner.execute(INSERT, asked.id, asked.message_id, own, person, *what)


async def one(runner: Runner, case_id: UUID) -> MessageCase | None:
    return await record(runner, MessageCase, FIND, case_id)


async def of_message(runner: Runner, message_id: UUID, own: UUID) -> MessageCase | None:
    """As who reported it sees it."""
    return await record(runner, MessageCase, OF_MESSAGE, message_id, own)


async def waiting(runner: Runner) -> tuple[MessageCase, ...]:
    return await records(runner, MessageCase, OPEN)


async def hidden(runner: Runner) -> tuple[MessageCase, ...]:
    """Those whose message is hidden now, the latest first."""
    return await records(runner, MessageCase, HIDDEN)


async def decide(runner: Runner, asked: DecideCase, person: UUID) -> bool:
    """Whether it was still open."""
    values = (asked.id, asked.outcome, asked.reason.strip(), person)
    return bool(await runner.fetchval(DECIDE, *values))


RESTORE = """
UPDATE cases SET restored_reason = $2, restored_by = $3, restored_at = clock_timestamp()
WHERE id = $1 AND outcome = 'hidden' AND restored_at IS NULL
RETURNING restored_at
"""


async def restore(runner: Runner, asked: RestoreMessage, person: UUID) -> datetime | None:
    """When; None if there was nothing hidden."""
    values = (asked.id, asked.reason.strip(), person)
    found: datetime | None = await runner.fetchval(RESTORE, *values)
    return found
