"""SQL on introductions and their two sides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record, records
from contracts.introductions import (
    Cause,
    EndReason,
    Introduction,
    IntroductionState,
    ListIntroductions,
)
from contracts.preferences import Contact

LIVE = """
SELECT id FROM introductions
WHERE low_id = least($1::uuid, $2::uuid) AND high_id = greatest($1::uuid, $2::uuid)
    AND state = 'live'
"""


async def live_between(runner: Runner, one: UUID, other: UUID) -> UUID | None:
    found: UUID | None = await runner.fetchval(LIVE, one, other)
    return found


INSERT = """
INSERT INTO introductions (low_id, high_id, cause, cause_id, cause_title, interest_id)
VALUES (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4, $5, $6)
RETURNING id
"""
ADD_SIDE = """
INSERT INTO sides (introduction_id, organization_id, unit_id, speaks_first, contact_name,
    contact_email, contact_person)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


class Yes(Struct, frozen=True, kw_only=True):
    """Who said yes, and what they let the other side have."""

    organization: UUID
    unit: UUID | None
    contact: Contact
    person: UUID | None
    """None: who it was is not known here."""


class About(Struct, frozen=True, kw_only=True):
    """What brought two together."""

    cause: Cause = Cause.PREFERENCE
    cause_id: UUID | None = None
    title: str = ""
    interest: UUID | None = None


async def insert(runner: Runner, first: Yes, second: Yes, about: About) -> UUID:
    what = (about.cause, about.cause_id, about.title, about.interest)
    made: UUID = await runner.fetchval(INSERT, first.organization, second.organization, *what)
    for side in (first, second):
        contact = (side.contact.name, side.contact.email, side.person)
        whose = (side.organization, side.unit, side is first)
        await runner.execute(ADD_SIDE, made, *whose, *contact)
    return made


FIND = """
SELECT k.id, k.ours, k.theirs, k.cause, k.cause_id, k.cause_title, k.interest_id, k.state,
    k.made_at, k.ended_at, k.revision,
    (SELECT count(*) FROM messages m WHERE m.introduction_id = k.id
        AND m.organization_id <> k.own_id AND m.sent_at > coalesce((
            SELECT r.read_at FROM reads r
            WHERE r.introduction_id = k.id AND r.person_id = $3), '-infinity')) AS unread
FROM known_introductions k WHERE k.own_id = $1 AND k.id = any($2::uuid[])
"""


async def by_ids(
    runner: Runner, own: UUID, ids: Sequence[UUID], person: UUID
) -> tuple[Introduction, ...]:
    return await records(runner, Introduction, FIND, own, list(ids), person)


async def one(
    runner: Runner, own: UUID, introduction_id: UUID, person: UUID
) -> Introduction | None:
    return await record(runner, Introduction, FIND, own, [introduction_id], person)


TOLD = """
SELECT k.id, k.ours, k.theirs, k.cause, k.cause_id, k.cause_title, k.interest_id, k.state,
    k.made_at, k.ended_at, k.revision
FROM known_introductions k WHERE k.id = $1 AND k.speaks_first
"""


async def as_told(runner: Runner, introduction_id: UUID) -> Introduction | None:
    """As the side that spoke first sees it."""
    return await record(runner, Introduction, TOLD, introduction_id)


PAGE = """
SELECT k.id, k.ours, k.theirs, k.cause, k.cause_id, k.cause_title, k.interest_id, k.state,
    k.made_at, k.ended_at, k.revision,
    (SELECT count(*) FROM messages m WHERE m.introduction_id = k.id
        AND m.organization_id <> k.own_id AND m.sent_at > coalesce((
            SELECT r.read_at FROM reads r
            WHERE r.introduction_id = k.id AND r.person_id = $4), '-infinity')) AS unread
FROM known_introductions k
WHERE k.own_id = $1 AND ($2 OR k.own_unit IS NULL OR k.own_unit = $3)
    AND ($5::text IS NULL OR k.state = $5)
    AND ($6::timestamptz IS NULL OR (k.made_at, k.id) < ($6, $7::uuid))
ORDER BY k.made_at DESC, k.id DESC LIMIT $8
"""


async def page(
    runner: Runner,
    own: UUID,
    unit: UUID | None,
    wide: bool,
    person: UUID,
    asked: ListIntroductions,
) -> tuple[Introduction, ...]:
    """One more than asked for if there is one."""
    place = (asked.after.at, asked.after.id) if asked.after else (None, None)
    who = (own, wide, unit, person)
    return await records(runner, Introduction, PAGE, *who, asked.state, *place, asked.first + 1)


COUNT = """
SELECT count(*) FROM known_introductions k
WHERE k.own_id = $1 AND ($2 OR k.own_unit IS NULL OR k.own_unit = $3)
    AND ($4::text IS NULL OR k.state = $4)
"""


async def count(
    runner: Runner, own: UUID, unit: UUID | None, wide: bool, state: IntroductionState | None
) -> int:
    return int(await runner.fetchval(COUNT, own, wide, unit, state))


HOLD = "SELECT blocked_at FROM introductions WHERE id = $1 FOR UPDATE"


async def hold(runner: Runner, introduction_id: UUID) -> datetime | None:
    """That nobody else changes meanwhile; since when it is blocked."""
    found: datetime | None = await runner.fetchval(HOLD, introduction_id)
    return found


END = """
UPDATE introductions SET state = 'ended', ended_at = clock_timestamp(), revision = revision + 1
WHERE id = $1
"""
SAY_WHY = """
UPDATE sides SET end_reason = $3, end_note = $4 WHERE introduction_id = $1 AND organization_id = $2
"""


async def end(
    runner: Runner, introduction_id: UUID, own: UUID, reason: EndReason, note: str
) -> None:
    await runner.execute(END, introduction_id)
    await runner.execute(SAY_WHY, introduction_id, own, reason, note)


BLOCK = """
UPDATE introductions SET blocked_at = coalesce(blocked_at, clock_timestamp()) WHERE id = $1
"""


async def block(runner: Runner, introduction_id: UUID) -> None:
    await runner.execute(BLOCK, introduction_id)


TRANSFER = """
WITH moved AS (
    UPDATE sides SET unit_id = $3,
        contact_name = CASE WHEN $4 THEN $5 ELSE contact_name END,
        contact_email = CASE WHEN $4 THEN $6 ELSE contact_email END,
        contact_person = CASE WHEN $4 THEN $7 ELSE contact_person END
    WHERE introduction_id = $1 AND organization_id = $2
)
UPDATE introductions SET revision = revision + 1 WHERE id = $1
"""


async def transfer(
    runner: Runner,
    introduction_id: UUID,
    own: UUID,
    unit: UUID | None,
    contact: Contact | None,
    person: UUID,
) -> None:
    said = contact or Contact()
    values = (contact is not None, said.name, said.email, person)
    await runner.execute(TRANSFER, introduction_id, own, unit, *values)
