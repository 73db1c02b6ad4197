"""What becomes of proposals when an organization closes: by nobody's hand, with the reason.

Its own are withdrawn; those that others sent to it are answered, so that nobody waits for ever.
"""

from __future__ import annotations

from uuid import UUID

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.postgres import Runner
from contracts.assessments import DECIDE_PROPOSALS, DecideProposals
from contracts.proposal_steps import WITHDRAW_PROPOSAL
from contracts.proposals import (
    PROPOSAL_DECIDED,
    PROPOSAL_WITHDRAWN,
    DecisionOutcome,
    DecisionReason,
    ProposalState,
)
from services.challenges.proposals.holding import note, one, told
from services.challenges.store import standings
from services.challenges.store.proposals import deciding, seen, writing

CLOSED = "organization_closed"
"""As which it stands in the record."""


async def withdraw_all(transaction: Runner, organization_id: UUID) -> None:
    """Each with an entry and an event; drafts just end."""
    for proposal_id in await standings.proposals_of(transaction, organization_id):
        await seen.lock(transaction, [proposal_id])
        before = await one(transaction, proposal_id, None)
        if before is None:
            continue
        await deciding.drop_pending(transaction, proposal_id)
        await writing.move(transaction, proposal_id, ProposalState.WITHDRAWN)
        await standings.leave(transaction, proposal_id)
        after = await one(transaction, proposal_id, None)
        if after is None:
            continue
        by_nobody = Asked(None, None, WITHDRAW_PROPOSAL.subject)
        await note(transaction, by_nobody, after, before, reason=CLOSED)
        if before.version:
            await tell(transaction, PROPOSAL_WITHDRAWN, await told(transaction, after, None))


async def answer_all(transaction: Runner, challenge_id: UUID, said: str) -> None:
    """Whoever still waits on a challenge that ends with its organization is told no, and why.

    Also who was accepted and has not confirmed: there is nobody left to begin with.
    """
    ids = tuple(await deciding.open_to(transaction, challenge_id))
    if not ids:
        return
    await seen.lock(transaction, ids)
    answer = DecideProposals(
        challenge_id=challenge_id,
        ids=ids,
        outcome=DecisionOutcome.DECLINED,
        reason=DecisionReason.CALL_WITHDRAWN,
        note=said,
    )
    by_nobody = Asked(answer, None, DECIDE_PROPOSALS.subject)
    before = {found.id: found for found in await seen.seen(transaction, ids, None)}
    for proposal_id in ids:
        await deciding.decide(transaction, proposal_id, answer, None)
    await deciding.release(transaction, ids, None)
    for after in await seen.seen(transaction, ids, None):
        await note(transaction, by_nobody, after, before[after.id], reason=CLOSED)
        await tell(transaction, PROPOSAL_DECIDED, await told(transaction, after, None))
