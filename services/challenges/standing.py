"""Whether there is anybody to answer: by this service's own copy at this moment."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner
from contracts.faults import Conflict
from contracts.standing import Standing
from services.challenges.store import standings


async def check_here(runner: Runner, owner: UUID) -> None:
    """Raises ``Conflict`` while nobody acts for the organization that asked."""
    if await standings.standing(runner, owner) is not Standing.ACTIVE:
        raise Conflict("nobody acts for that organization now", reason="owner_inactive")
