"""Keeping the index up to date from what others tell, and telling whom a new challenge fits."""

from __future__ import annotations

import asyncio
from uuid import UUID

from chassis.events import Told
from chassis.outbox import tell
from contracts.challenges import Challenge, ChallengeState, Direction
from contracts.matching import MATCH_FOUND, MatchFound
from contracts.profiles import PUBLIC_KINDS, Offer, OfferState
from services.matching.deps import Deps
from services.matching.documents import Document
from services.matching.found import Found
from services.matching.solved import ENDED_WELL
from services.matching.store import documents

WORTH_TELLING = 0.15
"""Score from which an organization is told of a new challenge."""
CONSIDERED = 30
"""Matches looked at."""
TOLD_AT_MOST = 10
"""Organizations told of one challenge."""


async def keep_challenge(deps: Deps, told: Told[Challenge]) -> None:
    """Take in a challenge as it now stands; told twice or late, nothing changes."""
    challenge = told.payload
    is_open = challenge.state is ChallengeState.OPEN
    document = challenge_document(challenge)
    if await documents.keep(told.transaction, document, is_open=is_open):
        await asyncio.to_thread(apply, deps, document, is_open)
        deps.changed.set()


async def keep_published_challenge(deps: Deps, told: Told[Challenge]) -> None:
    """As ``keep_challenge``, and tell whom it fits. Imported ones are kept without a word."""
    await keep_challenge(deps, told)
    challenge = told.payload
    if challenge.source is not None or challenge.state is not ChallengeState.OPEN:
        return
    found = await asyncio.to_thread(
        deps.engine.matches_for_challenge, challenge.id, CONSIDERED, today=deps.today(), told=()
    )
    organizations = await documents.organizations(told.transaction, [m.offer_id for m in found])
    for match in matches_to_tell(challenge, found, organizations):
        await tell(told.transaction, MATCH_FOUND, match)


async def keep_offer(deps: Deps, told: Told[Offer]) -> None:
    offer = told.payload
    is_open = offer.state is OfferState.PUBLISHED
    document = offer_document(offer)
    if await documents.keep(told.transaction, document, is_open=is_open):
        await asyncio.to_thread(apply, deps, document, is_open)
        deps.changed.set()


def matches_to_tell(
    challenge: Challenge, found: list[Found], organizations: dict[UUID, UUID]
) -> list[MatchFound]:
    """The best match of each organization, best first, as long as it is worth a letter.

    ``organizations``: offer -> the organization it is of.
    """
    best: dict[UUID, Found] = {}
    for match in found:
        if match.score >= WORTH_TELLING and match.offer_id in organizations:
            best.setdefault(organizations[match.offer_id], match)
    return [
        MatchFound(
            challenge_id=challenge.id,
            challenge_title=challenge.title,
            challenge_organization_name=challenge.organization_name,
            organization_id=organization_id,
            offer_id=match.offer_id,
            score=match.score,
        )
        for organization_id, match in list(best.items())[:TOLD_AT_MOST]
    ]


def apply(deps: Deps, document: Document, is_open: bool) -> bool:
    """Bring the index up to a document; whether it was news to it."""
    if is_open:
        return deps.engine.keep(document)
    if document.outcome in ENDED_WELL:
        return deps.engine.settle(document)
    return deps.engine.withdraw(document.id, document.revision)


def challenge_document(challenge: Challenge) -> Document:
    """What of a challenge is matched."""
    sections = (challenge.problem, challenge.evidence, challenge.affected, challenge.constraints)
    is_need = challenge.direction is Direction.PUBLIC_NEED
    return Document(
        id=challenge.id,
        side="challenge",
        organization_id=challenge.organization_id,
        revision=challenge.revision,
        title=challenge.title,
        text="\n".join(section for section in sections if section),
        tags=challenge.tags,
        prefecture=challenge.prefecture,
        budget_stage=challenge.budget_stage,
        audience="private" if is_need else "public",
        answer_by=challenge.answer_by.isoformat() if challenge.answer_by else None,
        outcome=challenge.close_reason if challenge.published_at else None,
    )


def offer_document(offer: Offer) -> Document:
    """What of an offer is matched."""
    return Document(
        id=offer.id,
        side="offer",
        organization_id=offer.organization_id,
        revision=offer.revision,
        title=offer.title,
        text=offer.text,
        tags=offer.tags,
        reach=offer.reach,
        cost_yen=offer.cost_yen,
        audience="public" if offer.organization_kind in PUBLIC_KINDS else "private",
        organization_kind=offer.organization_kind,
        track_record=tuple(record.size for record in offer.track_record),
    )
