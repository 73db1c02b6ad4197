"""Decisions with a reason for everybody: they wait, and are said together."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.assessments import (
    DECIDE_PROPOSALS,
    RELEASE_DECISIONS,
    DecideProposals,
    Released,
    ReleaseDecisions,
)
from contracts.faults import NotFound
from contracts.proposals import PROPOSAL_DECIDED, Proposal
from services.challenges.challenges import conclude as conclude_challenge
from services.challenges.deps import Deps
from services.challenges.proposals import judging, rules
from services.challenges.proposals.holding import check_time, note, one, shown, told
from services.challenges.proposals.rules import Action
from services.challenges.rules import poster
from services.challenges.store import challenges
from services.challenges.store.proposals import assessing, deciding, seen


async def decide_proposals(deps: Deps, asked: Asked[DecideProposals]) -> tuple[Proposal, ...]:
    """The same for all of them, all or none; nobody hears of it before it is released."""
    actor, _ = poster(asked.actor)
    request = asked.request
    judging.check_decision(request)

    async def change(transaction: Runner) -> tuple[Proposal, ...]:
        await assessing.hold(transaction, request.challenge_id)
        await seen.lock(transaction, request.ids)
        for key in sorted(set(request.ids)):
            found = await one(transaction, key, actor)
            found = rules.check_action(found, actor, Action.DECIDE)
            if found.challenge_id != request.challenge_id:
                raise NotFound("no such proposal")
            rules.check_call_goes_on(found)
            if not judging.may_decline(found, request):
                check_time(found, asked, Action.DECIDE, None)
            judging.check_decidable(found, request)
            await deciding.decide(transaction, key, request, actor.person)
            await note(transaction, asked, found)
        if request.at_once:
            await _release(transaction, asked, request.challenge_id, list(request.ids))
        after = await seen.seen(transaction, request.ids, actor)
        return tuple(shown(found, actor, whole=False) for found in after)

    return await once(deps.database, DECIDE_PROPOSALS, asked, change)


async def release_decisions(deps: Deps, asked: Asked[ReleaseDecisions]) -> Released:
    """All that wait of one challenge, also those that the actor may not look at."""
    actor, own = poster(asked.actor)

    async def change(transaction: Runner) -> Released:
        challenge_id = asked.request.challenge_id
        await assessing.hold(transaction, challenge_id)
        found = await assessing.seen(transaction, challenge_id, actor.person, own)
        if found is None:
            raise NotFound("no such challenge")
        judging.check_deciding(actor, found)
        ids = await deciding.pending(transaction, challenge_id)
        if ids:
            await _release(transaction, asked, challenge_id, ids)
        await record(
            transaction,
            asked,
            object_kind="assessment",
            object_id=challenge_id,
            tenant=own,
            reason=f"{len(ids)} released",
        )
        return Released(released=len(ids))

    return await once(deps.database, RELEASE_DECISIONS, asked, change)


async def _release(
    transaction: Runner, asked: Asked[Any], challenge_id: UUID, ids: list[UUID]
) -> None:
    actor, _ = poster(asked.actor)
    await deciding.release(transaction, ids, actor.person)
    for found in await seen.seen(transaction, ids, None):
        await tell(transaction, PROPOSAL_DECIDED, await told(transaction, found, actor))
    before = await challenges.held(transaction, challenge_id)
    if before is not None and await deciding.match(transaction, challenge_id):
        await conclude_challenge(transaction, asked, None, before)
