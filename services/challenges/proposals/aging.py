"""What the clock does with proposals: taken in when the call is over, lapsed when not confirmed."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.chores import chore
from chassis.outbox import tell
from contracts.proposals import PROPOSAL_LAPSED, ProposalState
from services.challenges.deps import Deps
from services.challenges.proposals.holding import BY_ITSELF, note, one, told
from services.challenges.store.proposals import deciding, writing


async def age_due(deps: Deps) -> int:
    """A few at once; returns how many."""
    asked = Asked(None, None, BY_ITSELF)
    async with deps.database.transaction() as transaction:
        ids = await deciding.overdue(transaction)
        for key in ids:
            before = await one(transaction, key, None)
            if before is None:
                continue
            lapses = before.state is ProposalState.ACCEPTED
            state = ProposalState.LAPSED if lapses else ProposalState.UNDER_REVIEW
            await writing.move(transaction, key, state)
            after = await one(transaction, key, None)
            if after is not None:
                await note(transaction, asked, after, before)
                if lapses:
                    await tell(transaction, PROPOSAL_LAPSED, await told(transaction, after, None))
    return len(ids)


age_proposals = chore("proposals age", age_due, pause=2.0)
