"""SQL on the letters that may be answered, and the answers that were taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record
from contracts.threads import ReplyAddressMade

KEEP = """
INSERT INTO reply_addresses (token_hash, introduction_id, person_id, sender_hash, sender_revision)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (token_hash) DO UPDATE SET
    sender_hash = excluded.sender_hash, sender_revision = excluded.sender_revision
WHERE reply_addresses.sender_revision < excluded.sender_revision
"""


async def keep(runner: Runner, made: ReplyAddressMade) -> None:
    """In whatever order they are told, the newest sender counts; its life does not begin anew."""
    sender = (made.sender_hash, made.sender_revision)
    await runner.execute(KEEP, made.token_hash, made.introduction_id, made.person_id, *sender)


class ReplyAddress(Struct, frozen=True, kw_only=True):
    introduction_id: UUID
    person_id: UUID
    sender_hash: str
    today: date


FIND = """
SELECT introduction_id, person_id, sender_hash, current_date AS today FROM reply_addresses
WHERE token_hash = $1 AND expires_at > now()
"""


async def find(runner: Runner, token_hash: str) -> ReplyAddress | None:
    """Whose letter it was; none for one that is forged or too old."""
    return await record(runner, ReplyAddress, FIND, token_hash)


SIDE = """
SELECT s.organization_id FROM sides s JOIN memberships m ON m.organization_id = s.organization_id
WHERE s.introduction_id = $1 AND m.person_id = $2 AND m.role = any($3::text[])
    AND m.since <= clock_timestamp() AND (m.until IS NULL OR m.until > clock_timestamp())
    AND (s.unit_id IS NULL OR m.unit_id = s.unit_id OR m.role = any($4::text[]))
LIMIT 1
"""


async def side_of(
    runner: Runner,
    introduction_id: UUID,
    person_id: UUID,
    roles: Sequence[str],
    wide: Sequence[str],
) -> UUID | None:
    """The organization in which that person still may write there."""
    values = (introduction_id, person_id, list(roles), list(wide))
    found: UUID | None = await runner.fetchval(SIDE, *values)
    return found


TAKEN = "SELECT message_id FROM taken_mails WHERE mail_hash = $1"
TAKE = "INSERT INTO taken_mails (mail_hash, message_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"
TURN = "SELECT pg_advisory_xact_lock(hashtext($1))"


async def taken(runner: Runner, mail_hash: str) -> UUID | None:
    """The message of a mail that came before; a mail server may bring one twice."""
    await runner.execute(TURN, mail_hash)
    found: UUID | None = await runner.fetchval(TAKEN, mail_hash)
    return found


async def take(runner: Runner, mail_hash: str, message_id: UUID) -> None:
    await runner.execute(TAKE, mail_hash, message_id)
