"""To whom an interest goes: it follows from what it is about."""

from __future__ import annotations

from uuid import UUID

from chassis.postgres import Runner
from contracts.challenges import ChallengeState
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from contracts.introductions import Cause, SendInterest
from contracts.profiles import OfferState
from contracts.proposals import ProposalState
from services.introductions import rules
from services.introductions.rules import Acting
from services.introductions.store import copies, proposals, standings
from services.introductions.store.interests import Address

ENDED = frozenset({ProposalState.DECLINED, ProposalState.LAPSED, ProposalState.WITHDRAWN})
LIVE = {Cause.CHALLENGE: ChallengeState.OPEN, Cause.OFFER: OfferState.PUBLISHED}


async def address(transaction: Runner, who: Acting, asked: SendInterest) -> Address:
    """Raises ``NotFound`` and ``Conflict`` for what there is not, or not any more."""
    to, unit, title = asked.to_organization_id, asked.to_unit_id, ""
    if asked.cause in LIVE:
        to, unit, title = await _of_cause(transaction, asked, unit)
    if asked.cause is Cause.PROPOSAL:
        to, unit, title = await _of_proposal(transaction, who, asked)
    if to is None:
        raise NotFound("no such organization")
    rules.check_other(who.organization, to)
    known = await copies.organization(transaction, to)
    if known is None or not await standings.is_active(transaction, to):
        raise NotFound("no such organization")
    if unit is not None and not known.has_unit(unit):
        raise Invalid("no such unit", fields=(FieldProblem("to_unit_id", "unknown"),))
    return Address(
        from_organization=who.organization,
        from_unit=who.unit,
        to_organization=to,
        to_unit=unit,
        title=title,
    )


async def _of_cause(
    transaction: Runner, asked: SendInterest, unit: UUID | None
) -> tuple[UUID, UUID | None, str]:
    found = await copies.cause(transaction, asked.cause_id) if asked.cause_id else None
    if found is None or found.kind != asked.cause:
        raise NotFound(f"no such {asked.cause}")
    if found.state != LIVE[asked.cause]:
        raise Conflict("it is not open any more", reason="cause_closed")
    return found.organization_id, found.unit_id or unit, found.title


async def _of_proposal(
    transaction: Runner, who: Acting, asked: SendInterest
) -> tuple[UUID, UUID | None, str]:
    """The other side of it. In a blind round neither finds the other: it would say who they are."""
    found = await proposals.one(transaction, asked.cause_id) if asked.cause_id else None
    if found is None or who.organization not in {found.owner_id, found.organization_id}:
        raise NotFound("no such proposal")
    if found.is_blind:
        raise Conflict("the round is blind", reason="round_blind")
    if found.state in ENDED:
        raise Conflict("it is not open any more", reason="cause_closed")
    if who.organization == found.owner_id:
        return found.organization_id, None, found.title
    challenge = await copies.cause(transaction, found.challenge_id)
    return found.owner_id, challenge.unit_id if challenge else None, found.title
