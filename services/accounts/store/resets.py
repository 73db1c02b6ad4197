"""SQL on passwords that are to be set anew by the link of a letter."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record


class Reset(Struct, frozen=True, kw_only=True):
    id: UUID
    account_id: UUID
    email: str
    expires_at: datetime
    is_expired: bool
    is_used: bool
    is_void: bool
    has_second_factor: bool


INSERT = """
INSERT INTO resets (id, account_id, expires_at) VALUES ($1, $2, now() + $3::interval)
RETURNING expires_at
"""


async def insert(
    runner: Runner, reset_id: UUID, account_id: UUID | None, life: timedelta
) -> datetime:
    """Until when it is good."""
    found: datetime = await runner.fetchval(INSERT, reset_id, account_id, life)
    return found


BY_LINK = """
SELECT r.id, r.account_id, a.email, r.expires_at, r.expires_at <= now() AS is_expired,
    r.used_at IS NOT NULL AS is_used, r.void_at IS NOT NULL AS is_void,
    exists(SELECT FROM passkeys p WHERE p.account_id = a.id)
        OR exists(SELECT FROM totp t WHERE t.account_id = a.id AND t.confirmed_at IS NOT NULL)
        AS has_second_factor
FROM letter_links l
JOIN resets r ON r.id = l.subject_id
JOIN accounts a ON a.id = r.account_id
WHERE l.token_hash = $1 AND l.kind = 'password_reset'
"""


async def by_link(runner: Runner, token_hash: bytes) -> Reset | None:
    return await record(runner, Reset, BY_LINK, token_hash)


TAKE = """
UPDATE resets SET used_at = now()
WHERE id = $1 AND used_at IS NULL AND void_at IS NULL AND expires_at > now()
RETURNING true
"""


async def take(runner: Runner, reset_id: UUID) -> bool:
    """Whether it was taken up now, by this transaction and no other."""
    return bool(await runner.fetchval(TAKE, reset_id))


VOID_OF = """
UPDATE resets SET void_at = now() WHERE account_id = $1 AND used_at IS NULL AND void_at IS NULL
"""


async def void_of(runner: Runner, account_id: UUID) -> None:
    """Links that are on their way open nothing any more."""
    await runner.execute(VOID_OF, account_id)


DELETE_OLD = "DELETE FROM resets WHERE expires_at < now() - interval '7 days'"


async def delete_old(runner: Runner) -> None:
    """Kept for a week, so that an old link is said to be old."""
    await runner.execute(DELETE_OLD)
