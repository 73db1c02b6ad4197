"""SQL on cards, and on who was introduced to whom as introductions has told."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chassis.postgres import Runner, record, records
from contracts.cards import Card, OwnCard, SetCard
from contracts.introductions import Introduction

OWN = """
SELECT position, about, email, phone, position_shown, about_shown, email_shown, phone_shown,
    keep_months, kept_until, revision
FROM cards WHERE person_id = $1 FOR UPDATE
"""


async def own(runner: Runner, person_id: UUID) -> OwnCard:
    """An empty one where there is none."""
    return await record(runner, OwnCard, OWN, person_id) or OwnCard()


SAVE = """
INSERT INTO cards (person_id, position, about, email, phone, position_shown, about_shown,
    email_shown, phone_shown, keep_months, kept_until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::integer,
    now() + make_interval(months => $10::integer))
ON CONFLICT (person_id) DO UPDATE SET position = excluded.position, about = excluded.about,
    email = excluded.email, phone = excluded.phone, position_shown = excluded.position_shown,
    about_shown = excluded.about_shown, email_shown = excluded.email_shown,
    phone_shown = excluded.phone_shown, keep_months = excluded.keep_months,
    kept_until = excluded.kept_until, revision = cards.revision + 1
WHERE cards.revision = $11
RETURNING position, about, email, phone, position_shown, about_shown, email_shown, phone_shown,
    keep_months, kept_until, revision
"""


async def save(runner: Runner, person_id: UUID, asked: SetCard) -> OwnCard | None:
    """None when somebody was faster. Its time begins anew."""
    said = (asked.position, asked.about, asked.email, asked.phone)
    shown = (asked.position_shown, asked.about_shown, asked.email_shown, asked.phone_shown)
    rest = (asked.keep_months, asked.revision)
    return await record(runner, OwnCard, SAVE, person_id, *said, *shown, *rest)


SHOWN = """
SELECT DISTINCT c.person_id, p.name, p.name_kana,
    CASE WHEN c.position_shown = any($2::text[]) THEN c.position ELSE '' END AS position,
    CASE WHEN c.about_shown = any($2::text[]) THEN c.about ELSE '' END AS about,
    CASE WHEN c.email_shown = any($2::text[]) THEN c.email ELSE '' END AS email,
    CASE WHEN c.phone_shown = any($2::text[]) THEN c.phone ELSE '' END AS phone
FROM cards c JOIN people p ON p.id = c.person_id JOIN memberships m ON m.person_id = c.person_id
WHERE m.organization_id = $1 AND m.since <= clock_timestamp()
    AND (m.until IS NULL OR m.until > clock_timestamp())
    AND c.kept_until > now() AND p.erased_at IS NULL
    AND NOT EXISTS (SELECT FROM organizations g WHERE g.id = $1 AND g.standing <> 'active')
ORDER BY p.name_kana, c.person_id LIMIT 100
"""


async def shown(runner: Runner, organization_id: UUID, kinds: Sequence[str]) -> tuple[Card, ...]:
    """Cards of its people with the fields of these kinds; those without any are left out.

    None while it is suspended.
    """
    rows = await records(runner, Card, SHOWN, organization_id, list(kinds))
    return tuple(row for row in rows if row.position or row.about or row.email or row.phone)


KEEP_INTRODUCTION = """
INSERT INTO introductions (id, one_id, other_id, is_live, revision) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET is_live = excluded.is_live, revision = excluded.revision
WHERE introductions.revision < excluded.revision
"""


async def keep_introduction(runner: Runner, found: Introduction, *, is_live: bool) -> None:
    """Keep the newest revision, in whatever order they arrive."""
    both = (found.ours.organization_id, found.theirs.organization_id)
    await runner.execute(KEEP_INTRODUCTION, found.id, *both, is_live, found.revision)


IS_INTRODUCED = """
SELECT exists(SELECT FROM introductions WHERE is_live
    AND ((one_id = $1 AND other_id = $2) OR (one_id = $2 AND other_id = $1)))
"""


async def is_introduced(runner: Runner, one: UUID, other: UUID) -> bool:
    """Whether both have said yes to each other, and neither has ended it."""
    return bool(await runner.fetchval(IS_INTRODUCED, one, other))


PURGE = """
DELETE FROM cards WHERE kept_until < now() OR NOT EXISTS (
    SELECT FROM memberships m WHERE m.person_id = cards.person_id
        AND (m.until IS NULL OR m.until > now() - interval '30 days'))
"""
PURGE_REGISTRATIONS = """
UPDATE registrations SET contact_name = '', contact_kana = '', email = ''
WHERE email <> '' AND state = 'refused' AND decided_at < now() - interval '1 year'
"""
PURGE_EXPIRED = """
DELETE FROM registrations
WHERE state = 'unconfirmed' AND made_at < now() - interval '30 days'
"""
PURGE_INVITATIONS = """
UPDATE invitations SET email = ''
WHERE email <> '' AND state <> 'accepted' AND expires_at < now() - interval '30 days'
"""
