"""That a call cannot end while somebody waits for an answer."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner
from contracts.faults import Conflict
from services.challenges.store.proposals import deciding


async def check_closing(transaction: Runner, challenge_id: UUID) -> None:
    """Raises ``Conflict`` (``undecided``) while somebody waits for an answer.

    Of a challenge that is held: nobody submits meanwhile.
    """
    waiting = await deciding.undecided(transaction, challenge_id)
    if waiting:
        raise Conflict(f"{waiting} proposals wait for an answer", reason="undecided")
