"""Telling of proposals: who posted the challenge hears that there is one, never whose it is.

Proposers hear what was asked and answered; no letter holds what is written in a proposal or a
decision, which is read on the page by who may.
"""

from __future__ import annotations

from uuid import UUID

import msgspec

from chassis.events import Told
from contracts.assessments import ReviewerAssigned, ReviewInvited
from contracts.notify import NotificationKind as Kind
from contracts.proposals import ProposalTold
from contracts.rights import DECIDERS, LOOKERS, POSTERS, RELEASERS
from services.notify.deps import Deps
from services.notify.store import news
from services.notify.store.news import News


async def tell_received(deps: Deps, told: Told[ProposalTold]) -> None:
    await _owner(deps, told, Kind.PROPOSAL_RECEIVED)


async def tell_revised(deps: Deps, told: Told[ProposalTold]) -> None:
    await _owner(deps, told, Kind.PROPOSAL_REVISED)


async def tell_forwarded(deps: Deps, told: Told[ProposalTold]) -> None:
    """The section that answers from now on, as with a forwarded interest."""
    one = msgspec.structs.replace(
        _of_challenge(told.payload, Kind.PROPOSAL_FORWARDED), unit_id=told.payload.unit_id
    )
    await news.tell(told.transaction, one, sorted(POSTERS), sorted(RELEASERS))
    told.afterwards.append(deps.written.set)


async def tell_withdrawn(deps: Deps, told: Told[ProposalTold]) -> None:
    await _owner(deps, told, Kind.PROPOSAL_WITHDRAWN)


async def tell_answered(deps: Deps, told: Told[ProposalTold]) -> None:
    await _owner(deps, told, Kind.PROPOSAL_ANSWERED)


async def tell_confirmed(deps: Deps, told: Told[ProposalTold]) -> None:
    await _owner(deps, told, Kind.PROPOSAL_CONFIRMED)


async def tell_lapsed(deps: Deps, told: Told[ProposalTold]) -> None:
    """Both sides."""
    await _owner(deps, told, Kind.PROPOSAL_LAPSED)
    await _proposers(deps, told, Kind.PROPOSAL_LAPSED)


async def tell_decided(deps: Deps, told: Told[ProposalTold]) -> None:
    await _proposers(deps, told, Kind.PROPOSAL_DECIDED)


async def tell_asked(deps: Deps, told: Told[ProposalTold]) -> None:
    await _proposers(deps, told, Kind.PROPOSAL_ASKED)


async def tell_invited(deps: Deps, told: Told[ProposalTold]) -> None:
    """The organization that is asked to join; its proposers know."""
    for partner in told.payload.partner_ids:
        await _say(deps, told, _of_proposal(told.payload, Kind.PARTNER_INVITED, partner))


async def tell_assigned(deps: Deps, told: Told[ReviewerAssigned]) -> None:
    found = told.payload
    one = News(
        kind=Kind.PROPOSALS_TO_REVIEW,
        cause=f"reviewer:{found.challenge_id}:{found.at.isoformat()}",
        organization_id=found.organization_id,
        person_id=found.person_id,
        subject_id=found.challenge_id,
        title=found.challenge_title,
        place=f"/challenges/{found.challenge_id}/proposals",
    )
    await news.tell(told.transaction, one, sorted(LOOKERS), [])
    told.afterwards.append(deps.written.set)


async def tell_review_invited(deps: Deps, told: Told[ReviewInvited]) -> None:
    """The organization that is asked; who of it reviews, is who accepts."""
    found = told.payload
    one = News(
        kind=Kind.REVIEW_INVITED,
        cause=f"review_invited:{found.challenge_id}:{found.at.isoformat()}",
        organization_id=found.organization_id,
        subject_id=found.challenge_id,
        title=found.challenge_title,
        other_name=found.owner_name,
        place="/assessments",
    )
    await news.tell(told.transaction, one, sorted(LOOKERS), [])
    told.afterwards.append(deps.written.set)


async def _owner(deps: Deps, told: Told[ProposalTold], kind: Kind) -> None:
    """Who decides there."""
    await news.tell(told.transaction, _of_challenge(told.payload, kind), sorted(DECIDERS), [])
    told.afterwards.append(deps.written.set)


def _of_challenge(found: ProposalTold, kind: Kind) -> News:
    """Without a name: the round may be blind."""
    return News(
        kind=kind,
        cause=f"{kind}:{found.id}:{found.revision}",
        organization_id=found.owner_id,
        subject_id=found.challenge_id,
        title=found.challenge_title,
        place=f"/challenges/{found.challenge_id}/proposals",
    )


async def _proposers(deps: Deps, told: Told[ProposalTold], kind: Kind) -> None:
    for organization in (told.payload.organization_id, *told.payload.partner_ids):
        await _say(deps, told, _of_proposal(told.payload, kind, organization))


def _of_proposal(found: ProposalTold, kind: Kind, organization: UUID) -> News:
    return News(
        kind=kind,
        cause=f"{kind}:{found.id}:{found.revision}",
        organization_id=organization,
        subject_id=found.challenge_id,
        title=found.challenge_title,
        other_name=found.owner_name,
        place=f"/proposals/{found.id}",
    )


async def _say(deps: Deps, told: Told[ProposalTold], one: News) -> None:
    await news.tell(told.transaction, one, sorted(POSTERS), [])
    told.afterwards.append(deps.written.set)
