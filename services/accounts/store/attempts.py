"""SQL on tries to sign in, counted by the SHA-256 of the address, whether it is known or not."""

from __future__ import annotations

from datetime import timedelta

from chassis.postgres import Runner

COUNT = """
INSERT INTO attempts (address_hash) VALUES ($1)
ON CONFLICT (address_hash) DO UPDATE SET
    tries = CASE WHEN attempts.since > now() - $2::interval THEN attempts.tries + 1 ELSE 1 END,
    since = CASE WHEN attempts.since > now() - $2::interval THEN attempts.since ELSE now() END
RETURNING tries, extract(epoch FROM since + $2::interval - now())::float8 AS seconds_left
"""


async def count(runner: Runner, address_hash: bytes, window: timedelta) -> tuple[int, float]:
    """Which try this is within the window, and in how many seconds the window ends."""
    [row] = await runner.fetch(COUNT, address_hash, window)
    return row["tries"], row["seconds_left"]


UNCOUNT = "UPDATE attempts SET tries = greatest(tries - 1, 0) WHERE address_hash = $1"


async def uncount(runner: Runner, address_hash: bytes) -> None:
    """For a try that was not made after all."""
    await runner.execute(UNCOUNT, address_hash)


FORGET = "DELETE FROM attempts WHERE address_hash = $1"


async def forget(runner: Runner, address_hash: bytes) -> None:
    await runner.execute(FORGET, address_hash)


DELETE_OLD = "DELETE FROM attempts WHERE since < now() - $1::interval"


async def delete_old(runner: Runner, window: timedelta) -> None:
    await runner.execute(DELETE_OLD, window)
