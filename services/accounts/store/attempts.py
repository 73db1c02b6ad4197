"""SQL on tries, counted by the SHA-256 of what they are of: an address, a network, an account."""

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


SO_FAR = """
SELECT tries, extract(epoch FROM since + $2::interval - now())::float8 AS seconds_left
FROM attempts WHERE address_hash = $1 AND since > now() - $2::interval
"""


async def so_far(runner: Runner, address_hash: bytes, window: timedelta) -> tuple[int, float]:
    """How many there were within the window, and in how many seconds it ends."""
    found = await runner.fetch(SO_FAR, address_hash, window)
    return (found[0]["tries"], found[0]["seconds_left"]) if found else (0, 0.0)


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
