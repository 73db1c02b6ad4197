"""SQL on challenges whose day has come, by the database's clock, as it is in Japan.

What was taken in from elsewhere has nobody here to ask, so it stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from chassis.postgres import Runner

DUE = """
SELECT id FROM challenges
WHERE state = 'open' AND source IS NULL
    AND (review_by <= (now() AT TIME ZONE 'Asia/Tokyo')::date
        OR answer_by < (now() AT TIME ZONE 'Asia/Tokyo')::date)
ORDER BY id LIMIT 50 FOR UPDATE SKIP LOCKED
"""


async def due(runner: Runner) -> Sequence[UUID]:
    """A few of them, kept from others until the transaction ends."""
    return [row["id"] for row in await runner.fetch(DUE)]


AGE = """
UPDATE challenges SET revision = revision + 1,
    state = CASE WHEN answer_by < (now() AT TIME ZONE 'Asia/Tokyo')::date
        THEN 'screening' ELSE 'stale' END
WHERE id = $1
"""


async def age(runner: Runner, challenge_id: UUID) -> None:
    """Screening where the call is over, stale where it has to be asked whether it still stands."""
    await runner.execute(AGE, challenge_id)


CONFIRM = """
UPDATE challenges SET state = 'open', review_by = $2, confirmations = confirmations + 1,
    revision = revision + 1
WHERE id = $1
"""


async def confirm(runner: Runner, challenge_id: UUID, review_by: date) -> None:
    await runner.execute(CONFIRM, challenge_id, review_by)


CLOSE_CALL = "UPDATE challenges SET state = 'screening', revision = revision + 1 WHERE id = $1"


async def close_call(runner: Runner, challenge_id: UUID) -> None:
    await runner.execute(CLOSE_CALL, challenge_id)
