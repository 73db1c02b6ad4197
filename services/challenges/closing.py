"""What is not shown of a suspended organization, and what ends when one closes."""

from __future__ import annotations

from uuid import UUID

from chassis.calls import Asked
from chassis.events import Told
from chassis.postgres import Runner
from contracts.amendments import NewsKind
from contracts.challenges import (
    CHALLENGE_CLOSED,
    CLOSE_CHALLENGE,
    CloseChallenge,
    CloseReason,
)
from contracts.standing import OrganizationStanding, Standing
from services.challenges import challenges as closing
from services.challenges.deps import Deps
from services.challenges.news import tell_parties
from services.challenges.proposals.leaving import answer_all, withdraw_all
from services.challenges.store import challenges, standings

NOTE = "団体がこの場を離れたため、募集を終えました。"
ANSWER = "団体がこの場を離れたため、お返事できなくなりました。ご提案ありがとうございました。"


async def keep_standing(_: Deps, told: Told[OrganizationStanding]) -> None:
    """Suspended, everything stays and is not shown; closed, it ends, each with entry and event."""
    await standings.keep(told.transaction, told.payload)
    if told.payload.standing is not Standing.CLOSED:
        return
    await withdraw_all(told.transaction, told.payload.organization_id)
    await _close_all(told.transaction, told.payload.organization_id)


async def _close_all(transaction: Runner, organization_id: UUID) -> None:
    """By nobody: the platform does it. Drafts just end; of the others all who take part hear."""
    for challenge_id in await standings.open_of(transaction, organization_id):
        found = await challenges.held(transaction, challenge_id)
        if found is None:
            continue
        asked = CloseChallenge(
            id=found.id, revision=found.revision, reason=CloseReason.WITHDRAWN, note=NOTE
        )
        await answer_all(transaction, found.id, ANSWER)
        await challenges.close(transaction, asked)
        event = CHALLENGE_CLOSED if found.state in closing.LIVE else None
        by_nobody = Asked(asked, None, CLOSE_CHALLENGE.subject)
        done = await closing.conclude(transaction, by_nobody, event, found)
        if event is not None:
            await tell_parties(transaction, done, NewsKind.CLOSED, str(done.revision))
