"""SQL on the secrets of authenticator apps, which are sealed."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from chassis.postgres import Runner, record


class Totp(Struct, frozen=True, kw_only=True):
    secret: bytes
    confirmed_at: datetime | None


BEGIN = """
INSERT INTO totp (account_id, secret) VALUES ($1, $2)
ON CONFLICT (account_id) DO UPDATE SET
    secret = CASE WHEN totp.confirmed_at IS NULL AND totp.begun_at < now() - $3::interval
        THEN excluded.secret ELSE totp.secret END,
    begun_at = CASE WHEN totp.confirmed_at IS NULL AND totp.begun_at < now() - $3::interval
        THEN now() ELSE totp.begun_at END
RETURNING secret, confirmed_at
"""


async def begin(runner: Runner, account_id: UUID, secret: bytes, life: timedelta) -> Totp:
    """The new secret, or the one that is there: begun not long ago, or confirmed."""
    found = await record(runner, Totp, BEGIN, account_id, secret, life)
    if found is None:  # RETURNING of an upsert always has a row
        raise LookupError(account_id)
    return found


GET = "SELECT secret, confirmed_at FROM totp WHERE account_id = $1"


async def get(runner: Runner, account_id: UUID) -> Totp | None:
    return await record(runner, Totp, GET, account_id)


USE_STEP = """
UPDATE totp SET last_step = $2, confirmed_at = coalesce(confirmed_at, now())
WHERE account_id = $1 AND secret = $3 AND last_step < $2 AND (confirmed_at IS NULL) = $4
RETURNING true
"""


async def use_step(
    runner: Runner, account_id: UUID, step: int, secret: bytes, *, first: bool
) -> bool:
    """Whether this step is later than every one before; for one asker only.

    ``first``: of an app that is only being enrolled, and is with it.
    """
    return bool(await runner.fetchval(USE_STEP, account_id, step, secret, first))


DELETE = "DELETE FROM totp WHERE account_id = $1 RETURNING true"


async def delete(runner: Runner, account_id: UUID) -> bool:
    """Whether there was one."""
    return bool(await runner.fetchval(DELETE, account_id))


DELETE_UNCONFIRMED = """
DELETE FROM totp WHERE confirmed_at IS NULL AND begun_at < now() - $1::interval
"""


async def delete_unconfirmed(runner: Runner, life: timedelta) -> None:
    await runner.execute(DELETE_UNCONFIRMED, life)
