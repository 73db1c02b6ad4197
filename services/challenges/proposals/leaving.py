"""Withdrawing what an organization has proposed when it closes: nobody's hand, with the reason."""

from __future__ import annotations

from uuid import UUID

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.postgres import Runner
from contracts.proposals import PROPOSAL_WITHDRAWN, WITHDRAW_PROPOSAL, ProposalState
from services.challenges.proposals.holding import note, one, told
from services.challenges.store import standings
from services.challenges.store.proposals import deciding, seen, writing


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
        await note(transaction, by_nobody, after, before, reason="organization_closed")
        if before.version:
            await tell(transaction, PROPOSAL_WITHDRAWN, await told(transaction, after, None))
