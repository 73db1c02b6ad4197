"""Challenges whose day has come: calls that are over, and needs that may no longer stand."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.chores import chore
from chassis.idempotency import once
from chassis.postgres import Runner
from contracts.amendments import NewsKind
from contracts.challenges import (
    CHALLENGE_CALL_CLOSED,
    CHALLENGE_CONFIRMED,
    CHALLENGE_STALE,
    CLOSE_CALL,
    CONFIRM_CHALLENGE,
    Challenge,
    ChallengeState,
    CloseCall,
    ConfirmChallenge,
)
from services.challenges import rules
from services.challenges.challenges import conclude
from services.challenges.deps import Deps
from services.challenges.news import tell_parties
from services.challenges.store import aging, challenges
from services.challenges.store.proposals import deciding

TOLD = {
    ChallengeState.STALE: CHALLENGE_STALE,
    ChallengeState.SCREENING: CHALLENGE_CALL_CLOSED,
    ChallengeState.MATCHED: CHALLENGE_CALL_CLOSED,
}
BY_ITSELF = "rpc.challenges.v1.challenge.age"
"""As which it stands in the ledger: nobody asks for it."""


async def age_due(deps: Deps) -> int:
    """A few at once; returns how many."""
    async with deps.database.transaction() as transaction:
        ids = await aging.due(transaction)
        for one in ids:
            before = await challenges.held(transaction, one)
            if before is None:
                continue
            await aging.age(transaction, one)
            await deciding.match(transaction, one)  # all may have their answers already
            after = await challenges.held(transaction, one)
            event = TOLD[after.state] if after else None
            await conclude(transaction, Asked(None, None, BY_ITSELF), event, before)
    return len(ids)


age_challenges = chore("challenges age", age_due, pause=2.0)


async def confirm_challenge(deps: Deps, asked: Asked[ConfirmChallenge]) -> Challenge:
    """Open again as it is. Raises ``Conflict`` (``edit_first``) at the third time."""
    _, own = rules.poster(asked.actor)

    async def change(transaction: Runner) -> Challenge:
        found = await challenges.held(transaction, asked.request.id)
        found = rules.check_change(found, own, asked.request.revision, ChallengeState.STALE)
        today = await challenges.today(transaction)
        rules.check_confirming(found, asked.request.review_by, today)
        await aging.confirm(transaction, found.id, asked.request.review_by)
        return await conclude(transaction, asked, CHALLENGE_CONFIRMED, found)

    return await once(deps.database, CONFIRM_CHALLENGE, asked, change)


async def close_call(deps: Deps, asked: Asked[CloseCall]) -> Challenge:
    """Before its day, by who decides on what came; all who take part hear it alike."""
    _, own = rules.poster(asked.actor)

    async def change(transaction: Runner) -> Challenge:
        found = await challenges.held(transaction, asked.request.id)
        taking = (ChallengeState.OPEN, ChallengeState.STALE)
        found = rules.check_change(found, own, asked.request.revision, *taking)
        await aging.close_call(transaction, found.id)
        await deciding.match(transaction, found.id)  # all may have their answers already
        done = await conclude(transaction, asked, CHALLENGE_CALL_CLOSED, found)
        await tell_parties(transaction, done, NewsKind.CLOSED, str(done.revision))
        return done

    return await once(deps.database, CLOSE_CALL, asked, change)
