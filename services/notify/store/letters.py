"""SQL on letters: one for each notification, under its id."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, records
from contracts.accounts import Locale
from contracts.notify import NotificationKind


class Letter(Struct, frozen=True, kw_only=True):
    """A letter with everything that is written in it."""

    id: UUID
    person_id: UUID
    tries: int
    """1 the first time it is taken up."""
    written_at: datetime
    email: str
    locale: Locale
    name: str
    """Of the person it goes to; empty when not known."""
    kind: NotificationKind
    challenge_id: UUID
    challenge_title: str
    challenge_organization_name: str
    place: str = ""
    note: str = ""
    introduction_id: UUID | None = None


CLAIM = """
WITH due AS (
    SELECT l.id
    FROM letters l
    JOIN notifications n ON n.id = l.id
    JOIN addresses a ON a.person_id = n.person_id
    WHERE l.state = 'waiting' AND l.due_at <= now() AND l.written_at > now() - $3::interval
        AND coalesce(a.bounced_at, '-infinity') < now() - $3::interval
        AND NOT exists(
            SELECT FROM account_standings s
            WHERE s.person_id = n.person_id AND s.is_suspended)
        AND NOT exists(
            SELECT FROM organization_standings o
            WHERE o.organization_id = n.organization_id AND o.standing = 'suspended')
        AND exists(
            SELECT FROM memberships m
            WHERE m.person_id = n.person_id AND m.organization_id = n.organization_id
                AND m.since <= now() AND (m.until IS NULL OR m.until > now()))
    ORDER BY l.due_at, l.id LIMIT $1
    FOR UPDATE OF l SKIP LOCKED
)
UPDATE letters l SET tries = l.tries + 1, due_at = now() + $2::interval
FROM due
JOIN notifications n ON n.id = due.id
JOIN addresses a ON a.person_id = n.person_id
LEFT JOIN people p ON p.id = n.person_id
WHERE l.id = due.id
RETURNING l.id, n.person_id, l.tries, l.written_at, a.email, a.locale,
    coalesce(p.name, '') AS name, n.kind, n.challenge_id, n.challenge_title,
    n.challenge_organization_name, n.place, n.note, n.introduction_id
"""


async def claim(
    runner: Runner, limit: int, claimed: timedelta, worthwhile: timedelta
) -> tuple[Letter, ...]:
    """Letters that are due, whose reader still works there, is not kept out, nor is their
    organization, and has an address that took the last one. Nobody else gets them before
    ``claimed`` has passed, should we fall over.
    """
    return await records(runner, Letter, CLAIM, limit, claimed, worthwhile)


NOTE_SENT = """
UPDATE letters SET state = 'sent', sent_at = now(), error = '' WHERE id = $1
"""


async def note_sent(runner: Runner, letter_id: UUID) -> None:
    await runner.execute(NOTE_SENT, letter_id)


PUT_OFF = """
UPDATE letters SET due_at = now() + $2::interval, error = $3
WHERE id = $1 AND state = 'waiting'
"""


async def put_off(runner: Runner, letter_id: UUID, pause: timedelta, error: str) -> None:
    await runner.execute(PUT_OFF, letter_id, pause, error)


NOTE_BOUNCED = """
WITH bounced AS (UPDATE letters SET state = 'bounced', error = $2 WHERE id = $1 RETURNING id)
UPDATE addresses a SET bounced_at = now()
FROM bounced JOIN notifications n ON n.id = bounced.id
WHERE a.person_id = n.person_id AND $3::boolean
"""


async def note_bounced(runner: Runner, letter_id: UUID, error: str, address: bool) -> None:
    """``address``: no letter to this address will arrive, not only not this one."""
    await runner.execute(NOTE_BOUNCED, letter_id, error, address)


GIVE_UP = """
UPDATE letters SET state = 'given_up' WHERE state = 'waiting' AND written_at <= now() - $1::interval
"""


async def give_up(runner: Runner, worthwhile: timedelta) -> None:
    await runner.execute(GIVE_UP, worthwhile)
