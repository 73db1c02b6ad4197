"""SQL on what authenticators are asked to sign, by the SHA-256 of the challenge."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from chassis.postgres import Runner

INSERT = "INSERT INTO ceremonies (challenge_hash, account_id) VALUES ($1, $2)"


async def insert(runner: Runner, challenge_hash: bytes, account_id: UUID | None) -> None:
    await runner.execute(INSERT, challenge_hash, account_id)


TAKE = """
DELETE FROM ceremonies
WHERE challenge_hash = $1 AND account_id IS NOT DISTINCT FROM $2
    AND begun_at > now() - $3::interval
RETURNING true
"""


async def take(
    runner: Runner, challenge_hash: bytes, account_id: UUID | None, life: timedelta
) -> bool:
    """Whether it was asked for not long ago, and of this account; for one asker only."""
    return bool(await runner.fetchval(TAKE, challenge_hash, account_id, life))


DELETE_OLD = "DELETE FROM ceremonies WHERE begun_at < now() - $1::interval"


async def delete_old(runner: Runner, life: timedelta) -> None:
    await runner.execute(DELETE_OLD, life)
