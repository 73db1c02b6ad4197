"""Writing a proposal: drafting, submitting with a receipt, revising, withdrawing, confirming."""

from __future__ import annotations

from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.texts import folded
from contracts.faults import Conflict, Unavailable
from contracts.proposal_steps import (
    CONFIRM_PROPOSAL,
    REVISE_PROPOSAL,
    SAVE_PROPOSAL_DRAFT,
    SUBMIT_PROPOSAL,
    WITHDRAW_PROPOSAL,
    ConfirmProposal,
    ReviseProposal,
    SaveProposalDraft,
    SubmitProposal,
    WithdrawProposal,
)
from contracts.proposals import (
    PROPOSAL_CONFIRMED,
    PROPOSAL_REVISED,
    PROPOSAL_SUBMITTED,
    PROPOSAL_WITHDRAWN,
    PartnerState,
    Proposal,
    ProposalState,
    ProposalWords,
)
from services.challenges.deps import Deps
from services.challenges.proposals import rules, views
from services.challenges.proposals.alike import challenges_alike, sketch
from services.challenges.proposals.canonical import canonical
from services.challenges.proposals.holding import check_time, conclude, hold, note, one, shown
from services.challenges.proposals.rules import Action
from services.challenges.rules import poster
from services.challenges.standing import check_here
from services.challenges.store import needs, organizations
from services.challenges.store.proposals import deciding, outside, seen, writing
from services.challenges.store.proposals.seen import Held


async def save_proposal_draft(deps: Deps, asked: Asked[SaveProposalDraft]) -> Proposal:
    """Keep what is written so far; only its proposers see it."""
    rules.check_words(asked.request.words)

    async def change(transaction: Runner) -> Proposal:
        if asked.request.revision is None:
            return await _begin(transaction, asked)
        found = await hold(transaction, asked, Action.SAVE, asked.request.revision)
        words = asked.request.words
        await writing.write(transaction, found.id, words, searched(found, words))
        return await conclude(transaction, asked, found)

    return await once(deps.database, SAVE_PROPOSAL_DRAFT, asked, change)


async def _begin(transaction: Runner, asked: Asked[SaveProposalDraft]) -> Proposal:
    """A new one; the same id again gives the one there is, if it says the same."""
    actor, own = poster(asked.actor)
    request = asked.request
    found = await one(transaction, request.id, actor)
    if found is None:
        if not await organizations.kinds(transaction, [own]):
            raise Unavailable("the organization has not arrived here yet", retry_after=1)
        call = await writing.call(transaction, request.challenge_id, own)
        call = rules.check_beginning(call, own)
        await check_here(transaction, call.owner_id)
    text = folded(f"{request.words.title} {request.words.summary}")
    who = (own, actor.person)
    new = await writing.insert(
        transaction, request.id, request.challenge_id, who, request.words, text
    )
    found = await one(transaction, request.id, actor)
    if found is None or found.organization_id != own:
        raise Conflict("this id is already in use")
    if new:
        await note(transaction, asked, found)
    elif words_of(found) != request.words or found.state is not ProposalState.DRAFT:
        check_time(found, asked, Action.SAVE, -1)
    return shown(found, actor)


async def submit_proposal(deps: Deps, asked: Asked[SubmitProposal]) -> Proposal:
    """Hand it in as it was saved; sent twice it is handed in once."""

    async def change(transaction: Runner) -> Proposal:
        await seen.lock(transaction, [asked.request.id])
        found = await one(transaction, asked.request.id, asked.actor)
        found = rules.check_action(found, asked.actor, Action.SUBMIT)
        if found.version and found.submitted_revision == asked.request.revision:
            return shown(found, asked.actor)
        check_time(found, asked, Action.SUBMIT, asked.request.revision)
        return await _submit(transaction, asked, found, words_of(found))

    return await once(deps.database, SUBMIT_PROPOSAL, asked, change)


async def revise_proposal(deps: Deps, asked: Asked[ReviseProposal]) -> Proposal:
    """New words while the call is open; what stood before keeps its version and its receipt."""
    rules.check_words(asked.request.words)

    async def change(transaction: Runner) -> Proposal:
        found = await hold(transaction, asked, Action.REVISE, asked.request.revision)
        words = asked.request.words
        await writing.write(transaction, found.id, words, searched(found, words))
        return await _submit(transaction, asked, found, words)

    return await once(deps.database, REVISE_PROPOSAL, asked, change)


async def _submit(
    transaction: Runner,
    asked: Asked[SubmitProposal] | Asked[ReviseProposal],
    found: Held,
    words: ProposalWords,
) -> Proposal:
    actor, _ = poster(asked.actor)
    moment = await writing.moment(transaction)
    rules.check_open(found, moment)
    await check_here(transaction, found.owner_id)
    unanswered = any(each.state is PartnerState.INVITED for each in found.partners)
    terms = getattr(asked.request, "accept_terms", True)
    rules.check_submitting(words, accept_terms=terms, unanswered=unanswered)
    await _check_sent(transaction, found, actor.person)
    if await outside.proposers_review(transaction, found.id):
        raise Conflict("one of you reviews this call", reason="reviews_here")
    own = sketch(words)
    sent = await writing.sketches(transaction, found.organization_id, found.challenge_id)
    alike = challenges_alike(own, [(challenge, other) for challenge, other in sent])
    version = found.version + 1
    receipt = canonical(found, words, version, actor.person, moment)
    await writing.submit(transaction, found.id, moment, alike, searched(found, words))
    by = (actor.person, moment)
    await writing.keep_version(transaction, found.id, version, receipt, own, by)
    await _take_part(transaction, found, actor.person)
    event = PROPOSAL_REVISED if found.version else PROPOSAL_SUBMITTED
    return await conclude(transaction, asked, found, event)


async def _check_sent(transaction: Runner, found: Held, person: UUID) -> None:
    here, today = await writing.sent(
        transaction, found.organization_id, found.challenge_id, person, found.id
    )
    if not found.version:
        rules.check_sent(here, today)


async def _take_part(transaction: Runner, found: Held, person: UUID) -> None:
    """Whoever proposes is told whatever all are told of the challenge."""
    for who in {person, found.author_id}:
        await needs.take_part(
            transaction, found.challenge_id, found.organization_id, who, "proposed"
        )


async def withdraw_proposal(deps: Deps, asked: Asked[WithdrawProposal]) -> Proposal:
    """Take it back before there is an answer; of one that nobody else has seen it just ends."""

    async def change(transaction: Runner) -> Proposal:
        found = await hold(transaction, asked, Action.WITHDRAW, asked.request.revision)
        await deciding.drop_pending(transaction, found.id)
        await writing.move(transaction, found.id, ProposalState.WITHDRAWN)
        event = PROPOSAL_WITHDRAWN if found.version else None
        return await conclude(transaction, asked, found, event)

    return await once(deps.database, WITHDRAW_PROPOSAL, asked, change)


async def confirm_proposal(deps: Deps, asked: Asked[ConfirmProposal]) -> Proposal:
    """We are still there. Raises ``Conflict`` (``too_late``) when the days for it are over."""

    async def change(transaction: Runner) -> Proposal:
        found = await hold(transaction, asked, Action.CONFIRM, asked.request.revision)
        moment = await writing.moment(transaction)
        if found.confirm_by is not None and moment >= found.confirm_by:
            raise Conflict("the days to confirm it are over", reason="too_late")
        rules.check_call_goes_on(found)
        await check_here(transaction, found.owner_id)
        await writing.move(transaction, found.id, ProposalState.CONFIRMED)
        return await conclude(transaction, asked, found, PROPOSAL_CONFIRMED)

    return await once(deps.database, CONFIRM_PROPOSAL, asked, change)


def words_of(found: Held) -> ProposalWords:
    return ProposalWords(title=found.title, summary=found.summary, sections=found.sections)


def searched(found: Held, words: ProposalWords) -> str:
    """What a search looks through: nobody's name, for a round that is or will be blind."""
    return folded(views.masker(found)(f"{words.title} {words.summary}"))
