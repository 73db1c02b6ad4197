"""SQL on the fair-dialogue record: entries are added and read, never changed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record, records
from contracts.dialogue import ContactKind, Dialogue, ListDialogues, NoteDialogue

NOW = "SELECT clock_timestamp()"

ADD = """
INSERT INTO dialogues (public_organization_id, public_unit_id, company_id, kind, at, disclosed,
    cause_title, introduction_id, noted_by, offered_to)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""


class Contacted(Struct, frozen=True, kw_only=True):
    """A contact that the service itself has seen."""

    kind: ContactKind
    at: datetime
    public: tuple[UUID, UUID | None]
    """The organization and its unit."""
    company: UUID
    disclosed: str = ""
    title: str = ""
    introduction_id: UUID | None = None
    person: UUID | None = None
    offered_to: str = ""


async def add(runner: Runner, one: Contacted) -> None:
    what = (one.disclosed, one.title, one.introduction_id, one.person, one.offered_to)
    await runner.execute(ADD, *one.public, one.company, one.kind, one.at, *what)


NOTE = """
INSERT INTO dialogues (id, public_organization_id, public_unit_id, company_id, kind, at, people,
    disclosed, offered_to, by_hand, noted_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, true, $10)
ON CONFLICT (id) DO NOTHING
RETURNING true
"""


async def note(
    runner: Runner, asked: NoteDialogue, own: UUID, unit: UUID | None, person: UUID
) -> bool:
    """Whether it is new."""
    what = (asked.kind, asked.at, asked.people.strip(), asked.disclosed.strip(), asked.offered_to)
    return bool(await runner.fetchval(NOTE, asked.id, own, unit, asked.company_id, *what, person))


RUNS_PLATFORM = """
SELECT exists(SELECT FROM memberships WHERE role = 'platform_admin' AND organization_id = $1
    AND since <= now() AND (until IS NULL OR until > now()))
"""


async def runs_platform(runner: Runner, organization_id: UUID) -> bool:
    return bool(await runner.fetchval(RUNS_PLATFORM, organization_id))


FIND = """
SELECT d.id, d.public_organization_id, d.public_unit_id, d.company_id, o.name AS company_name,
    d.kind, d.at, d.people, d.disclosed, d.offered_to, d.cause_title, d.introduction_id,
    d.by_hand, d.noted_by, d.noted_at
FROM dialogues d JOIN organizations o ON o.id = d.company_id
WHERE d.public_organization_id = $1 AND d.id = $2
"""


async def one(runner: Runner, own: UUID, dialogue_id: UUID) -> Dialogue | None:
    return await record(runner, Dialogue, FIND, own, dialogue_id)


PAGE = """
SELECT d.id, d.public_organization_id, d.public_unit_id, d.company_id, o.name AS company_name,
    d.kind, d.at, d.people, d.disclosed, d.offered_to, d.cause_title, d.introduction_id,
    d.by_hand, d.noted_by, d.noted_at
FROM dialogues d JOIN organizations o ON o.id = d.company_id
WHERE d.public_organization_id = $1 AND ($2::uuid IS NULL OR d.company_id = $2)
    AND ($3::date IS NULL OR (d.at AT TIME ZONE 'Asia/Tokyo')::date >= $3)
    AND ($4::date IS NULL OR (d.at AT TIME ZONE 'Asia/Tokyo')::date <= $4)
    AND ($5::timestamptz IS NULL OR (d.at, d.id) < ($5, $6::uuid))
ORDER BY d.at DESC, d.id DESC LIMIT $7
"""
COUNT = """
SELECT count(*) FROM dialogues d
WHERE d.public_organization_id = $1 AND ($2::uuid IS NULL OR d.company_id = $2)
    AND ($3::date IS NULL OR (d.at AT TIME ZONE 'Asia/Tokyo')::date >= $3)
    AND ($4::date IS NULL OR (d.at AT TIME ZONE 'Asia/Tokyo')::date <= $4)
"""


async def page(runner: Runner, own: UUID, asked: ListDialogues) -> tuple[Dialogue, ...]:
    """One more than asked for if there is one."""
    place = (asked.after.at, asked.after.id) if asked.after else (None, None)
    chosen = (asked.company_id, asked.since, asked.until)
    return await records(runner, Dialogue, PAGE, own, *chosen, *place, asked.first + 1)


async def count(runner: Runner, own: UUID, asked: ListDialogues) -> int:
    chosen = (asked.company_id, asked.since, asked.until)
    return int(await runner.fetchval(COUNT, own, *chosen))
