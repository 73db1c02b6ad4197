"""What every change of a proposal begins and ends with: held while it lasts, recorded, told."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from chassis.calls import Asked
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import changed, record
from contracts.faults import Conflict, NotFound
from contracts.proposals import (
    DecisionReason,
    PartnerState,
    Proposal,
    ProposalState,
    ProposalTold,
    Side,
)
from contracts.wire import Actor, Event
from services.challenges.proposals import rules, views
from services.challenges.proposals.rules import Action
from services.challenges.store.proposals import seen, writing
from services.challenges.store.proposals.seen import Held

PARTY = frozenset({Side.LEAD, Side.PARTNER, Side.INVITED})
BY_ITSELF = "rpc.challenges.v1.proposal.age"
"""As which it stands in the ledger what the clock does: nobody asks for it."""


async def one(runner: Runner, proposal_id: UUID, actor: Actor | None) -> Held | None:
    return next(iter(await seen.seen(runner, [proposal_id], actor)), None)


async def hold(
    transaction: Runner,
    asked: Asked[Any],
    action: Action,
    revision: int | None,
) -> Held:
    """The proposal of the request, kept from others, if the actor may do that with it now.

    Raises ``NotFound``, ``Forbidden``, and ``Conflict`` with it as it stands.
    """
    await seen.lock(transaction, [asked.request.id])
    found = await one(transaction, asked.request.id, asked.actor)
    found = rules.check_action(found, asked.actor, action)
    check_time(found, asked, action, revision)
    return found


def check_time(found: Held, asked: Asked[Any], action: Action, revision: int | None) -> None:
    if not rules.is_time_for(found, action, revision):
        newest = msgspec.to_builtins(shown(found, asked.actor))
        stale = found.state in rules.MAY[action].states
        reason = "stale" if stale else "moved_on"
        raise Conflict(f"the proposal is {found.state}", newest=newest, reason=reason)


def shown(found: Held, actor: Actor | None, *, whole: bool = True) -> Proposal:
    """As the actor sees it. Raises ``NotFound``."""
    side = rules.side_of(found, actor)
    if side is None:
        raise NotFound("no such proposal")
    return views.view(found, side, actor.person if actor else None, whole=whole)


async def conclude(
    transaction: Runner, asked: Asked[Any], before: Held, event: Event[ProposalTold] | None = None
) -> Proposal:
    """What was just written, recorded, and told where there is something to tell."""
    after = await one(transaction, before.id, asked.actor)
    if after is None:
        raise NotFound("no such proposal")
    await note(transaction, asked, after, before)
    if event is not None:
        await tell(transaction, event, await told(transaction, after, asked.actor))
    return shown(after, asked.actor)


async def note(
    transaction: Runner,
    asked: Asked[Any],
    after: Held,
    before: Held | None = None,
    *,
    reason: str = "",
) -> None:
    """An entry of the ledger of whose side did it: neither sees more in it than the side knows."""
    own = asked.actor.organization if asked.actor else None
    is_owners = own in {after.owner_id, None} or after.is_outside
    tenant = after.owner_id if is_owners else after.organization_id
    fields = changed(before, after) if before else ()
    await record(
        transaction,
        asked,
        object_kind="proposal",
        object_id=after.id,
        tenant=tenant,
        fields=tuple(name for name in fields if name != "organization_name"),
        reason=reason,
    )


async def told(
    transaction: Runner, found: Held, actor: Actor | None, partners: tuple[UUID, ...] | None = None
) -> ProposalTold:
    """That something happened, and to whom; nothing of what is written in it."""
    joined = tuple(
        each.organization_id for each in found.partners if each.state is PartnerState.CONFIRMED
    )
    return ProposalTold(
        id=found.id,
        challenge_id=found.challenge_id,
        challenge_title=found.challenge_title,
        owner_id=found.owner_id,
        owner_name=found.owner_name,
        organization_id=found.organization_id,
        partner_ids=joined if partners is None else partners,
        state=found.state,
        version=found.version,
        revision=found.revision,
        is_blind=found.is_blind,
        person_id=actor.person if actor else None,
        reason=_reason(found),
        answer_due=found.answer_due,
        unit_id=found.unit_id,
        at=await moment(transaction),
    )


def _reason(found: Held) -> DecisionReason | None:
    said = found.state in {
        ProposalState.ACCEPTED,
        ProposalState.DECLINED,
        ProposalState.SHORTLISTED,
    }
    return found.decision.reason if said and found.decision else None


async def moment(transaction: Runner) -> datetime:
    return await writing.moment(transaction)
