"""Looking at what a colleague has written, before everybody sees it."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from contracts.challenges import (
    APPROVE_CHALLENGE,
    CHALLENGE_PUBLISHED,
    CHALLENGE_RETURNED,
    RETURN_CHALLENGE,
    ApproveChallenge,
    Challenge,
    ChallengeState,
    ReturnChallenge,
)
from contracts.faults import FieldProblem, Invalid
from services.challenges import rules
from services.challenges.challenges import conclude
from services.challenges.deps import Deps
from services.challenges.store import challenges

IN_REVIEW = ChallengeState.IN_REVIEW


async def approve_challenge(deps: Deps, asked: Asked[ApproveChallenge]) -> Challenge:
    """Open it to proposals, as it was read. Raises ``Forbidden`` for its author."""
    actor, own = rules.poster(asked.actor)

    async def change(transaction: Runner) -> Challenge:
        found = await challenges.held(transaction, asked.request.id)
        found = rules.check_change(found, own, asked.request.revision, IN_REVIEW)
        rules.check_release(found, actor, await challenges.today(transaction))
        await challenges.release(transaction, found.id, actor.person)
        return await conclude(transaction, asked, CHALLENGE_PUBLISHED, found)

    return await once(deps.database, APPROVE_CHALLENGE, asked, change)


async def return_challenge(deps: Deps, asked: Asked[ReturnChallenge]) -> Challenge:
    """A draft again, with a reason; also by who handed it in, to take it back."""
    _, own = rules.poster(asked.actor)
    note = asked.request.note.strip()
    if not note:
        raise Invalid("say why", fields=(FieldProblem("note", "required"),))

    async def change(transaction: Runner) -> Challenge:
        found = await challenges.held(transaction, asked.request.id)
        found = rules.check_change(found, own, asked.request.revision, IN_REVIEW)
        await challenges.give_back(transaction, found.id, note)
        return await conclude(transaction, asked, CHALLENGE_RETURNED, found)

    return await once(deps.database, RETURN_CHALLENGE, asked, change)
