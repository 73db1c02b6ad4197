"""Proposing together: the organization that leads invites others, and each answers for itself."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from contracts.faults import Conflict, FieldProblem, Invalid
from contracts.profiles import PUBLIC_KINDS, OrganizationKind
from contracts.proposal_steps import (
    ANSWER_INVITATION,
    INVITE_PARTNER,
    AnswerInvitation,
    InvitePartner,
)
from contracts.proposals import PROPOSAL_INVITED, PartnerState, Proposal, Side
from services.challenges.deps import Deps
from services.challenges.proposals import rules, views
from services.challenges.proposals.holding import conclude, hold, note, one, shown, told
from services.challenges.proposals.rules import Action
from services.challenges.rules import poster
from services.challenges.store import organizations
from services.challenges.store.proposals import writing
from services.challenges.store.proposals.seen import Held


async def invite_partner(deps: Deps, asked: Asked[InvitePartner]) -> Proposal:
    """Ask another organization in; invited twice it is asked once."""
    actor, own = poster(asked.actor)
    other = asked.request.organization_id

    async def change(transaction: Runner) -> Proposal:
        found = await hold(transaction, asked, Action.INVITE, asked.request.revision)
        kinds = await organizations.kinds(transaction, [own, other])
        problem = _cannot_join(found, other, kinds)
        if problem:
            fields = (FieldProblem("organization_id", problem),)
            raise Invalid("this organization cannot join", fields=fields)
        if len(found.partners) >= rules.PARTNERS:
            raise Conflict("enough organizations are in it", reason="too_many_partners")
        await writing.invite(transaction, found.id, other, actor.person)
        after = await one(transaction, found.id, actor)
        if after is not None:
            await tell(
                transaction, PROPOSAL_INVITED, await told(transaction, after, actor, (other,))
            )
        return await conclude(transaction, asked, found)

    return await once(deps.database, INVITE_PARTNER, asked, change)


def _cannot_join(found: Held, other: UUID, kinds: Mapping[UUID, OrganizationKind]) -> str:
    """Why not, as a key; empty for one that can."""
    if other == found.organization_id:
        return "own_organization"
    if other == found.owner_id:
        return "owner_of_call"
    if other not in kinds:
        return "unknown_value"
    sides = {kind in PUBLIC_KINDS for kind in kinds.values()}
    return "other_side" if len(sides) > 1 else ""


async def answer_invitation(deps: Deps, asked: Asked[AnswerInvitation]) -> Proposal:
    """Of the organization that the actor acts for: it joins, or it does not."""
    actor, own = poster(asked.actor)
    state = PartnerState.CONFIRMED if asked.request.accept else PartnerState.DECLINED

    async def change(transaction: Runner) -> Proposal:
        found = await hold(transaction, asked, Action.ANSWER_INVITATION, None)
        await writing.answer_invitation(transaction, found.id, own, state, actor.person)
        after = await one(transaction, found.id, actor)
        await note(transaction, asked, found)
        if after is None or rules.side_of(after, actor) is None:
            return views.view(found, Side.INVITED, actor.person, whole=False)
        return shown(after, actor)

    return await once(deps.database, ANSWER_INVITATION, asked, change)
