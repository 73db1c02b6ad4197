"""Ending what an organization has open when it closes, as profiles tells."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.events import Told
from contracts.challenges import (
    CHALLENGE_CLOSED,
    CLOSE_CHALLENGE,
    CloseChallenge,
    CloseReason,
)
from contracts.standing import OrganizationStanding, Standing
from services.challenges import challenges as closing
from services.challenges.deps import Deps
from services.challenges.store import challenges, standings

NOTE = "団体がこの場を離れたため、募集を終えました。"


async def close_all(_: Deps, told: Told[OrganizationStanding]) -> None:
    """Each with its own entry and event; drafts just end. By nobody: the platform does it."""
    if told.payload.standing is not Standing.CLOSED:
        return
    for challenge_id in await standings.open_of(told.transaction, told.payload.organization_id):
        found = await challenges.held(told.transaction, challenge_id)
        if found is None:
            continue
        asked = CloseChallenge(
            id=found.id, revision=found.revision, reason=CloseReason.WITHDRAWN, note=NOTE
        )
        await challenges.close(told.transaction, asked)
        event = CHALLENGE_CLOSED if found.state in closing.LIVE else None
        by_nobody = Asked(asked, None, CLOSE_CHALLENGE.subject)
        await closing.conclude(told.transaction, by_nobody, event, found)
