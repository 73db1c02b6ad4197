"""A proposal, as somebody sees it."""

from contracts.proposals import (
    GET_PROPOSALS,
    DecisionOutcome,
    GetProposals,
)

ACCEPTED, DECLINED = DecisionOutcome.ACCEPTED, DecisionOutcome.DECLINED


async def seen(scene, proposal, actor):
    found = await scene.ask(GET_PROPOSALS, GetProposals(ids=(proposal.id,)), actor)
    return found[0] if found else None
