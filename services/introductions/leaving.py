"""What becomes of the contacts of an organization that is suspended or has closed."""

from __future__ import annotations

from uuid import UUID

from msgspec.structs import replace

from chassis.events import Told
from chassis.outbox import tell
from chassis.postgres import Runner
from contracts.introductions import (
    INTEREST_EXPIRED,
    INTRODUCTION_ENDED,
    InterestState,
    StepKind,
)
from contracts.standing import OrganizationStanding, Standing
from services.introductions import rules
from services.introductions.deps import Deps
from services.introductions.store import interests, introductions, pairs, standings


async def keep_standing(_: Deps, told: Told[OrganizationStanding]) -> None:
    """Suspended, everything stays and waits; closed, whatever is going on with others ends."""
    await standings.keep(told.transaction, told.payload)
    if told.payload.standing is not Standing.CLOSED:
        return
    gone = told.payload.organization_id
    for other in await standings.others(told.transaction, gone):
        await pairs.hold(told.transaction, gone, other)
        await _end(told.transaction, gone, other)


async def _end(transaction: Runner, gone: UUID, other: UUID) -> None:
    """Whoever waits for an answer gets the request back; a private yes shows itself no more."""
    await standings.forget_yes(transaction, gone, other)
    for interest_id, state in await standings.end_interests(transaction, gone, other):
        is_expired = state == InterestState.EXPIRED
        kind = StepKind.EXPIRED if is_expired else StepKind.CANCELLED
        await interests.step(transaction, interest_id, kind)
        for found in await interests.by_ids(transaction, [interest_id], None):
            if is_expired:
                await tell(transaction, INTEREST_EXPIRED, found)
    ended = await standings.end_introduction(transaction, gone, other)
    told = await introductions.as_told(transaction, ended) if ended else None
    if told is not None:
        bare = replace(rules.without_contacts(told), left_id=gone)
        await tell(transaction, INTRODUCTION_ENDED, bare)
