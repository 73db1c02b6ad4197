"""SQL on interests and the steps that they take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from chassis.postgres import Runner, records
from contracts.introductions import (
    DeclineReason,
    Interest,
    InterestState,
    ListInterests,
    Responses,
    SendInterest,
    StepKind,
)
from contracts.preferences import Contact

INSERT = """
INSERT INTO interests (id, from_organization_id, from_unit_id, to_organization_id, to_unit_id,
    cause, cause_id, cause_title, line, due_at, contact_name, contact_email, sent_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp() + $10::interval, $11, $12, $13)
ON CONFLICT (id) DO NOTHING
RETURNING true
"""


class Address(Struct, frozen=True, kw_only=True):
    """From whom to whom an interest goes, and about what."""

    from_organization: UUID
    from_unit: UUID | None
    to_organization: UUID
    to_unit: UUID | None
    title: str


async def insert(
    runner: Runner, asked: SendInterest, address: Address, person: UUID, time: timedelta
) -> bool:
    """Whether it is new."""
    whom = (address.from_organization, address.from_unit)
    to = (address.to_organization, address.to_unit)
    what = (asked.cause, asked.cause_id, address.title, asked.line, time)
    contact = (asked.contact.name, asked.contact.email)
    return bool(await runner.fetchval(INSERT, asked.id, *whom, *to, *what, *contact, person))


STEP = """
INSERT INTO steps (interest_id, kind, organization_id, person_id, unit_id, note)
VALUES ($1, $2, $3, $4, $5, $6)
"""


async def step(
    runner: Runner,
    interest_id: UUID,
    kind: StepKind,
    *,
    organization: UUID | None = None,
    person: UUID | None = None,
    unit: UUID | None = None,
    note: str = "",
) -> None:
    await runner.execute(STEP, interest_id, kind, organization, person, unit, note)


LOCK = "SELECT id FROM interests WHERE id = $1 FOR UPDATE"
FIND = """
SELECT id, from_organization_id, from_organization_name, from_unit_id, to_organization_id,
    to_organization_name, to_unit_id, cause, cause_id, cause_title, line, state, sent_at, due_at,
    decided_at, decline_reason, decline_note, introduction_id, revision, steps
FROM known_interests WHERE id = any($1::uuid[])
"""


def _seen_by(row: dict[str, Any], own: UUID | None) -> Interest:
    """Without the people and the internal notes of the other side."""
    steps = []
    for step in row.pop("steps"):
        mine = own is not None and step.pop("organization_id", None) == str(own)
        step.pop("organization_id", None)
        steps.append(step if mine else {"kind": step["kind"], "at": step["at"]})
    return msgspec.convert({**row, "steps": steps}, Interest)


async def by_ids(runner: Runner, ids: Sequence[UUID], own: UUID | None) -> tuple[Interest, ...]:
    """As ``own`` sees them; none: as a third sees them."""
    rows = await runner.fetch(FIND, list(ids))
    return tuple(_seen_by(dict(row), own) for row in rows)


async def held(runner: Runner, interest_id: UUID, own: UUID | None) -> Interest | None:
    """That nobody else changes meanwhile."""
    await runner.fetchval(LOCK, interest_id)
    return next(iter(await by_ids(runner, [interest_id], own)), None)


RECEIVED = """
SELECT id, from_organization_id, from_organization_name, from_unit_id, to_organization_id,
    to_organization_name, to_unit_id, cause, cause_id, cause_title, line, state, sent_at, due_at,
    decided_at, decline_reason, decline_note, introduction_id, revision, steps
FROM known_interests
WHERE to_organization_id = $1 AND ($2 OR to_unit_id IS NULL OR to_unit_id = $3)
    AND (NOT $4 OR state IN ('sent', 'seen'))
    AND ($5::timestamptz IS NULL OR (sent_at, id) < ($5, $6::uuid))
ORDER BY sent_at DESC, id DESC LIMIT $7
"""
SENT = """
SELECT id, from_organization_id, from_organization_name, from_unit_id, to_organization_id,
    to_organization_name, to_unit_id, cause, cause_id, cause_title, line, state, sent_at, due_at,
    decided_at, decline_reason, decline_note, introduction_id, revision, steps
FROM known_interests
WHERE from_organization_id = $1 AND ($2 OR from_unit_id IS NULL OR from_unit_id = $3)
    AND (NOT $4 OR state IN ('sent', 'seen'))
    AND ($5::timestamptz IS NULL OR (sent_at, id) < ($5, $6::uuid))
ORDER BY sent_at DESC, id DESC LIMIT $7
"""


async def page(
    runner: Runner, own: UUID, unit: UUID | None, wide: bool, asked: ListInterests
) -> tuple[Interest, ...]:
    """One more than asked for if there is one."""
    place = (asked.after.at, asked.after.id) if asked.after else (None, None)
    statement = RECEIVED if asked.received else SENT
    rows = await runner.fetch(statement, own, wide, unit, asked.only_open, *place, asked.first + 1)
    return tuple(_seen_by(dict(row), own) for row in rows)


COUNT = """
SELECT count(*) FROM interests
WHERE CASE WHEN $5 THEN to_organization_id = $1 AND ($2 OR to_unit_id IS NULL OR to_unit_id = $3)
    ELSE from_organization_id = $1 AND ($2 OR from_unit_id IS NULL OR from_unit_id = $3) END
    AND (NOT $4 OR state IN ('sent', 'seen'))
"""


async def count(
    runner: Runner, own: UUID, unit: UUID | None, wide: bool, asked: ListInterests
) -> int:
    values = (own, wide, unit, asked.only_open, asked.received)
    return int(await runner.fetchval(COUNT, *values))


OPEN = """
SELECT count(*) FROM interests WHERE from_organization_id = $1 AND state IN ('sent', 'seen')
"""


async def count_open(runner: Runner, own: UUID) -> int:
    return int(await runner.fetchval(OPEN, own))


SET = """
UPDATE interests SET state = $2, revision = revision + 1,
    decided_at = CASE WHEN $2 IN ('sent', 'seen') THEN NULL ELSE clock_timestamp() END,
    decline_reason = $3, decline_note = $4
WHERE id = $1
"""


async def set_state(
    runner: Runner,
    interest_id: UUID,
    state: InterestState,
    reason: DeclineReason | None = None,
    note: str = "",
) -> None:
    await runner.execute(SET, interest_id, state, reason, note)


FORWARD = """
UPDATE interests SET state = 'sent', to_unit_id = $2, waits_from = clock_timestamp(),
    due_at = clock_timestamp() + $3::interval, reminded = 0, forwarded = forwarded + 1,
    revision = revision + 1
WHERE id = $1 AND forwarded < $4
RETURNING true
"""


async def forward(
    runner: Runner, interest_id: UUID, unit: UUID, time: timedelta, most: int
) -> bool:
    """Whether it could still go on."""
    return bool(await runner.fetchval(FORWARD, interest_id, unit, time, most))


OPEN_BETWEEN = """
SELECT id, from_organization_id, from_unit_id, contact_name, contact_email, sent_by
FROM interests
WHERE state IN ('sent', 'seen') AND due_at > clock_timestamp()
    AND from_organization_id = $1 AND to_organization_id = $2
ORDER BY sent_at, id FOR UPDATE
"""


class Waiting(Struct, frozen=True, kw_only=True):
    """An interest that waits, as far as it takes to bring two together."""

    id: UUID
    from_organization_id: UUID
    from_unit_id: UUID | None
    contact_name: str
    contact_email: str | None
    sent_by: UUID

    @property
    def contact(self) -> Contact:
        return Contact(name=self.contact_name, email=self.contact_email)


async def open_between(runner: Runner, sender: UUID, receiver: UUID) -> tuple[Waiting, ...]:
    return await records(runner, Waiting, OPEN_BETWEEN, sender, receiver)


MAKE_MUTUAL = """
UPDATE interests SET state = 'mutual', introduction_id = $2, decided_at = clock_timestamp(),
    revision = revision + 1
WHERE id = any($1::uuid[])
"""


async def make_mutual(runner: Runner, ids: Sequence[UUID], introduction_id: UUID) -> None:
    await runner.execute(MAKE_MUTUAL, list(ids), introduction_id)


RESPONSES = """
SELECT i.to_organization_id AS id, count(*) AS cases,
    count(*) FILTER (WHERE i.state <> 'expired') AS answered,
    round(extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (
        ORDER BY i.decided_at - i.sent_at)) / 3600)::integer AS median_hours
FROM interests i JOIN organizations o ON o.id = i.to_organization_id
WHERE i.to_organization_id = any($1::uuid[]) AND o.kind = any($2::text[])
    AND i.state IN ('mutual', 'declined', 'expired')
GROUP BY i.to_organization_id HAVING count(*) >= $3
"""


async def responses(
    runner: Runner, ids: Sequence[UUID], kinds: Sequence[str], least: int
) -> tuple[Responses, ...]:
    return await records(runner, Responses, RESPONSES, list(ids), list(kinds), least)
