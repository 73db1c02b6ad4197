"""SQL on browsers that somebody has signed in with, by the SHA-256 of their cookies."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from chassis.postgres import Runner

IS_KNOWN = """
SELECT exists(SELECT FROM known_browsers
    WHERE account_id = $1 AND token_hash = $2 AND used_at > now() - $3::interval)
"""


async def is_known(runner: Runner, account_id: UUID, token_hash: bytes, life: timedelta) -> bool:
    return bool(await runner.fetchval(IS_KNOWN, account_id, token_hash, life))


KEEP = """
INSERT INTO known_browsers (account_id, token_hash) VALUES ($1, $2)
ON CONFLICT (account_id, token_hash) DO UPDATE SET used_at = now()
"""

DELETE_SURPLUS = """
DELETE FROM known_browsers WHERE account_id = $1 AND token_hash NOT IN (
    SELECT token_hash FROM known_browsers WHERE account_id = $1 ORDER BY used_at DESC LIMIT $2)
"""


async def keep(runner: Runner, account_id: UUID, token_hash: bytes, most: int) -> None:
    """This one, and of the others those used last."""
    await runner.execute(KEEP, account_id, token_hash)
    await runner.execute(DELETE_SURPLUS, account_id, most)


DELETE_OLD = "DELETE FROM known_browsers WHERE used_at < now() - $1::interval"


async def delete_old(runner: Runner, life: timedelta) -> None:
    await runner.execute(DELETE_OLD, life)
