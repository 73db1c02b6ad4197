"""What who posted the challenge does with a proposal, and the answer to what they ask."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from contracts.assessments import (
    ASK_CLARIFICATION,
    FORWARD_PROPOSAL,
    TAKE_IN_PROPOSAL,
    AskClarification,
    ForwardProposal,
    TakeInProposal,
)
from contracts.faults import FieldProblem, Invalid
from contracts.proposal_steps import ANSWER_CLARIFICATION, AnswerClarification
from contracts.proposals import (
    PROPOSAL_ANSWERED,
    PROPOSAL_ASKED,
    PROPOSAL_FORWARDED,
    Proposal,
    ProposalState,
)
from services.challenges.deps import Deps
from services.challenges.proposals.holding import conclude, hold
from services.challenges.proposals.rules import Action
from services.challenges.rules import poster
from services.challenges.store import organizations
from services.challenges.store.proposals import writing


async def take_in_proposal(deps: Deps, asked: Asked[TakeInProposal]) -> Proposal:
    """Begin to look at it: it opens what waits for interest, and is revised no more."""

    async def change(transaction: Runner) -> Proposal:
        found = await hold(transaction, asked, Action.TAKE_IN, asked.request.revision)
        await writing.move(transaction, found.id, ProposalState.UNDER_REVIEW)
        return await conclude(transaction, asked, found)

    return await once(deps.database, TAKE_IN_PROPOSAL, asked, change)


async def ask_clarification(deps: Deps, asked: Asked[AskClarification]) -> Proposal:
    """The clock stands still until there is an answer."""
    actor, _ = poster(asked.actor)
    question = _said(asked.request.question, "question")

    async def change(transaction: Runner) -> Proposal:
        found = await hold(transaction, asked, Action.ASK, asked.request.revision)
        await writing.ask(transaction, found.id, question, actor.person)
        await writing.move(transaction, found.id, ProposalState.CLARIFICATION)
        return await conclude(transaction, asked, found, PROPOSAL_ASKED)

    return await once(deps.database, ASK_CLARIFICATION, asked, change)


async def answer_clarification(deps: Deps, asked: Asked[AnswerClarification]) -> Proposal:
    actor, _ = poster(asked.actor)
    answer = _said(asked.request.answer, "answer")

    async def change(transaction: Runner) -> Proposal:
        found = await hold(transaction, asked, Action.ANSWER, asked.request.revision)
        await writing.answer(transaction, found.id, answer, actor.person)
        await writing.move(transaction, found.id, ProposalState.UNDER_REVIEW)
        return await conclude(transaction, asked, found, PROPOSAL_ANSWERED)

    return await once(deps.database, ANSWER_CLARIFICATION, asked, change)


async def forward_proposal(deps: Deps, asked: Asked[ForwardProposal]) -> Proposal:
    """To another section of the own organization. The promise to the proposers stays as it was."""
    _, own = poster(asked.actor)

    async def change(transaction: Runner) -> Proposal:
        found = await hold(transaction, asked, Action.FORWARD, asked.request.revision)
        if asked.request.unit_id not in await organizations.units(transaction, own):
            problem = FieldProblem("unit_id", "unknown_value")
            raise Invalid("no such section", fields=(problem,))
        await writing.forward(transaction, found.id, asked.request.unit_id)
        return await conclude(transaction, asked, found, PROPOSAL_FORWARDED)

    return await once(deps.database, FORWARD_PROPOSAL, asked, change)


def _said(text: str, field: str) -> str:
    found = text.strip()
    if not found:
        raise Invalid("say something", fields=(FieldProblem(field, "required"),))
    return found
