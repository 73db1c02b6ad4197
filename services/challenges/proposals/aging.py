"""What the clock does with proposals: taken in when the call is over, lapsed when not confirmed."""

from __future__ import annotations

import asyncio
import logging

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.stopping import told_to_stop
from contracts.proposals import PROPOSAL_LAPSED, ProposalState
from services.challenges.deps import Deps
from services.challenges.proposals.holding import BY_ITSELF, note, one, told
from services.challenges.store.proposals import deciding, writing

log = logging.getLogger(__name__)

PAUSE = 5.0  # seconds


async def age_proposals(deps: Deps) -> None:
    """Whatever is due, until cancelled."""
    while not told_to_stop():
        try:
            while await age_due(deps):
                pass
        except Exception:
            log.exception("proposals not aged; looking again in %s s", PAUSE)
        await asyncio.sleep(PAUSE)


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
