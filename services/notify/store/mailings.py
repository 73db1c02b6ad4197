"""SQL on letters to an address: one for each thing they are about."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, records
from contracts.accounts import Locale


class MailingKind(StrEnum):
    INVITATION = "invitation"
    REGISTRATION = "registration"
    REGISTRATION_REFUSED = "registration_refused"
    ACCOUNT_SUSPENDED = "account_suspended"
    ACCOUNT_LET_IN = "account_let_in"
    ORGANIZATION_SUSPENDED = "organization_suspended"
    ORGANIZATION_CLOSED = "organization_closed"
    ORGANIZATION_LET_IN = "organization_let_in"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 -- a kind of letter
    PASSWORD_RESET = "password_reset"  # noqa: S105 -- likewise
    EMAIL_CONFIRM = "email_confirm"
    EMAIL_ASKED = "email_asked"
    EMAIL_CHANGED = "email_changed"
    EMAIL_UNDONE = "email_undone"
    FACTORS_CHANGED = "factors_changed"
    RECOVERY_ASKED = "recovery_asked"
    RECOVERY_VOUCHED = "recovery_vouched"
    RECOVERY_VOUCHING = "recovery_vouching"
    MEETING_REFILLED = "meeting_refilled"
    DIGEST = "digest"
    EVENT_REGISTERED = "event_registered"
    EVENT_WAITING = "event_waiting"
    EVENT_MOVED_UP = "event_moved_up"
    EVENT_PREFERENCES_OPEN = "event_preferences_open"
    EVENT_PREFERENCES_REMINDED = "event_preferences_reminded"
    EVENT_PROVISIONAL = "event_provisional"
    EVENT_CHANGED = "event_changed"
    EVENT_FINAL = "event_final"
    EVENT_CALLED_OFF = "event_called_off"
    EVENT_RATE = "event_rate"
    EVENT_MOVED = "event_moved"
    EVENT_BOOKED = "event_booked"
    EVENT_ASKED = "event_asked"
    EVENT_ACCEPTED = "event_accepted"
    EVENT_GIVEN_BACK = "event_given_back"


class Mailing(Struct, frozen=True, kw_only=True):
    """A letter with everything that is written in it, but the link."""

    id: UUID
    kind: MailingKind
    subject_id: UUID
    email: str
    locale: Locale
    said: dict[str, str]
    tries: int
    written_at: datetime


PUT = """
INSERT INTO mailings (kind, subject_id, email, locale, said) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (kind, subject_id) DO NOTHING
RETURNING true
"""


async def put(
    runner: Runner,
    kind: MailingKind,
    subject_id: UUID,
    email: str,
    locale: Locale,
    said: dict[str, str],
) -> bool:
    """Whether there is a new letter; one of that kind about that thing is enough."""
    return bool(await runner.fetchval(PUT, kind, subject_id, email, locale, said))


CLAIM = """
WITH due AS (
    SELECT id FROM mailings
    WHERE state = 'waiting' AND due_at <= now() AND written_at > now() - $3::interval
        AND (kind IN ('account_suspended', 'account_let_in') OR NOT exists(
            SELECT FROM addresses a JOIN account_standings s ON s.person_id = a.person_id
            WHERE a.email = mailings.email AND s.is_suspended))
    ORDER BY due_at, id LIMIT $1
    FOR UPDATE SKIP LOCKED
)
UPDATE mailings m SET tries = m.tries + 1, due_at = now() + $2::interval
FROM due WHERE m.id = due.id
RETURNING m.id, m.kind, m.subject_id, m.email, m.locale, m.said, m.tries, m.written_at
"""


async def claim(
    runner: Runner, limit: int, claimed: timedelta, worthwhile: timedelta
) -> tuple[Mailing, ...]:
    """Letters that are due. Nobody else gets them before ``claimed`` has passed.

    To a suspended account goes the one that says why; the others wait until it is let in.
    """
    return await records(runner, Mailing, CLAIM, limit, claimed, worthwhile)


NOTE_SENT = "UPDATE mailings SET state = 'sent', sent_at = now(), error = '' WHERE id = $1"


async def note_sent(runner: Runner, mailing_id: UUID) -> None:
    await runner.execute(NOTE_SENT, mailing_id)


PUT_OFF = """
UPDATE mailings SET due_at = now() + $2::interval, error = $3 WHERE id = $1 AND state = 'waiting'
"""


async def put_off(runner: Runner, mailing_id: UUID, pause: timedelta, error: str) -> None:
    await runner.execute(PUT_OFF, mailing_id, pause, error)


NOTE_BOUNCED = "UPDATE mailings SET state = 'bounced', error = $2 WHERE id = $1"


async def note_bounced(runner: Runner, mailing_id: UUID, error: str) -> None:
    await runner.execute(NOTE_BOUNCED, mailing_id, error)


CALL_OFF = """
UPDATE mailings SET state = 'given_up' WHERE kind = $1 AND subject_id = $2 AND state = 'waiting'
"""


async def call_off(runner: Runner, kind: MailingKind, subject_id: UUID) -> None:
    """One that has not gone out yet stays here."""
    await runner.execute(CALL_OFF, kind, subject_id)


GIVE_UP = """
UPDATE mailings SET state = 'given_up'
WHERE state = 'waiting' AND written_at <= now() - $1::interval
"""


async def give_up(runner: Runner, worthwhile: timedelta) -> None:
    await runner.execute(GIVE_UP, worthwhile)
