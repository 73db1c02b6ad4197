"""SQL on sign-ins that wait for a second factor, by the SHA-256 of their challenge."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from chassis.postgres import Runner

INSERT = "INSERT INTO begun_sign_ins (challenge_hash, account_id) VALUES ($1, $2)"


async def insert(runner: Runner, challenge_hash: bytes, account_id: UUID) -> None:
    await runner.execute(INSERT, challenge_hash, account_id)


FIND = """
SELECT account_id FROM begun_sign_ins
WHERE challenge_hash = $1 AND begun_at > now() - $2::interval
"""


async def find(runner: Runner, challenge_hash: bytes, life: timedelta) -> UUID | None:
    """Whose sign-in it is, while it waits."""
    found: UUID | None = await runner.fetchval(FIND, challenge_hash, life)
    return found


TAKE = """
DELETE FROM begun_sign_ins WHERE challenge_hash = $1 AND begun_at > now() - $2::interval
RETURNING account_id
"""


async def take(runner: Runner, challenge_hash: bytes, life: timedelta) -> UUID | None:
    """Likewise, for one asker only: then it is gone."""
    found: UUID | None = await runner.fetchval(TAKE, challenge_hash, life)
    return found


DELETE_OF = "DELETE FROM begun_sign_ins WHERE account_id = $1"


async def delete_of(runner: Runner, account_id: UUID) -> None:
    await runner.execute(DELETE_OF, account_id)


DELETE_OLD = "DELETE FROM begun_sign_ins WHERE begun_at < now() - $1::interval"


async def delete_old(runner: Runner, life: timedelta) -> None:
    await runner.execute(DELETE_OLD, life)
