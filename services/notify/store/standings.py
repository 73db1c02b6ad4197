"""SQL on whose account is suspended."""

from __future__ import annotations

from chassis.postgres import Runner
from contracts.standing import AccountStandingSet

KEEP = """
INSERT INTO account_standings (person_id, is_suspended, at) VALUES ($1, $2, $3)
ON CONFLICT (person_id) DO UPDATE SET is_suspended = excluded.is_suspended,
    at = excluded.at
WHERE account_standings.at <= excluded.at
"""


async def keep(runner: Runner, told: AccountStandingSet) -> None:
    """As it was said last, in whatever order it arrives."""
    await runner.execute(KEEP, told.person_id, told.is_suspended, told.at)
