"""SQL on whether somebody signs in with a browser that they have not signed in with before."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner

IS_NEWS = """
SELECT exists(SELECT FROM known_browsers WHERE account_id = $1)
    AND NOT exists(SELECT FROM known_browsers WHERE account_id = $1 AND token_hash = $2)
"""


async def is_news(runner: Runner, account_id: UUID, browser_hash: bytes) -> bool:
    """Whether it is another one than are known: the first of all is no news."""
    return bool(await runner.fetchval(IS_NEWS, account_id, browser_hash))
