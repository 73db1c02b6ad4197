"""Reading proposals: what is open to whom, each look noted, and lists without any text."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.postgres import Runner
from chassis.recording import record
from chassis.texts import patterns
from contracts.faults import Forbidden
from contracts.proposal_records import (
    GetResponseTimes,
    ListReads,
    ListReceipts,
    ProposalRead,
    Receipt,
    ResponseTime,
)
from contracts.proposals import GetProposals, ListProposals, Proposal, ProposalPage, Side
from contracts.rights import POSTERS
from contracts.wire import Actor
from services.challenges.deps import Deps
from services.challenges.proposals import judging, rules, views
from services.challenges.rules import poster
from services.challenges.store.proposals import assessing, lists, seen
from services.challenges.store.proposals.seen import Held

OWN = frozenset({Side.LEAD, Side.PARTNER, Side.INVITED})


async def get_proposals(deps: Deps, asked: Asked[GetProposals]) -> tuple[Proposal, ...]:
    """Those of them that are there for the actor, with the sections that are open to them.

    Who is no proposer leaves a note in the proposal and an entry in the ledger.
    """
    actor, whole = asked.actor, asked.request.whole
    async with deps.database.transaction() as transaction:
        found = await seen.seen(transaction, asked.request.ids, actor)
        answer = []
        for held in found:
            side = rules.side_of(held, actor)
            if side is None:
                continue
            one = views.view(held, side, actor.person if actor else None, whole=whole)
            if whole and side not in OWN and actor is not None:
                await _note_read(transaction, asked, actor, held, one)
            answer.append(one)
        return tuple(answer)


async def _note_read(
    transaction: Runner, asked: Asked[GetProposals], actor: Actor, held: Held, one: Proposal
) -> None:
    sections = [section.key for section in one.sections]
    who = (actor.person, actor.organization)
    await lists.note_read(transaction, held.id, held.version, who, one.side, sections)
    await record(
        transaction,
        asked,
        object_kind="proposal",
        object_id=held.id,
        tenant=held.owner_id,
        fields=tuple(section.value for section in sections),
        reason=f"version {held.version}",
    )


async def list_proposals(deps: Deps, asked: Asked[ListProposals]) -> ProposalPage:
    """Newest first, without their sections. Raises ``Forbidden`` (``declare_first``)."""
    actor, own = poster(asked.actor)
    words, first = patterns(asked.request.search), asked.request.first
    database = deps.database
    if asked.request.challenge_id is None:
        if actor.role not in POSTERS:
            raise Forbidden("your role proposes nothing")
        ids, total = await lists.of_organization(database, asked.request, own, words)
    else:
        await _check_looking(deps, actor, asked.request)
        ids, total = await lists.of_challenge(database, asked.request, own, actor.person, words)
    held = {one.id: one for one in await seen.seen(database, ids[:first], actor)}
    sides = ((held[key], rules.side_of(held[key], actor)) for key in ids[:first] if key in held)
    found = tuple(
        views.view(one, side, actor.person, whole=False) for one, side in sides if side is not None
    )
    return ProposalPage(proposals=found, more=len(ids) > first, total=total)


async def _check_looking(deps: Deps, actor: Actor, asked: ListProposals) -> None:
    """Whoever posted the challenge or reviews it, once they have said with whom they may not."""
    if asked.challenge_id is None or actor.organization is None:
        return
    how = await assessing.seen(deps.database, asked.challenge_id, actor.person, actor.organization)
    judging.check_looking(how, actor)


async def list_receipts(deps: Deps, asked: Asked[ListReceipts]) -> tuple[Receipt, ...]:
    """Newest first; none for who is no proposer of it."""
    _, own = poster(asked.actor)
    return await lists.receipts(deps.database, asked.request.id, own)


async def list_reads(deps: Deps, asked: Asked[ListReads]) -> tuple[ProposalRead, ...]:
    """Newest first; none for who is no proposer of it."""
    _, own = poster(asked.actor)
    return await lists.reads(deps.database, asked.request.id, own)


async def get_response_times(
    deps: Deps, asked: Asked[GetResponseTimes]
) -> tuple[ResponseTime, ...]:
    """Of those with enough cases; for everybody."""
    return await lists.response_times(deps.database, asked.request.ids, rules.LEAST_CASES)
