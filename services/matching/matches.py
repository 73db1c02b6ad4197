"""Answering who fits whom: of a challenge, of an offer, for an organization."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from uuid import UUID

from chassis.calls import Asked
from contracts.faults import NotFound
from contracts.matching import (
    Match,
    MatchesForOrganization,
    MatchesOfChallenge,
    MatchesOfOffer,
    MatchPage,
    Part,
    Reason,
)
from services.matching.deps import Deps
from services.matching.engine import Found
from services.matching.store import documents

MOST = 100
"""Length of the longest list of matches."""
LOOKED_AT = 50
"""Things of one organization that its list is made from, the newest first."""


async def matches_of_challenge(deps: Deps, asked: Asked[MatchesOfChallenge]) -> MatchPage:
    """Offers that fit, best first; an empty list for a challenge that is not open here."""
    found = await asyncio.to_thread(
        deps.engine.matches_for_challenge, asked.request.challenge_id, MOST, today=deps.today()
    )
    return _page(found, asked.request.first, asked.request.after_rank)


async def matches_of_offer(deps: Deps, asked: Asked[MatchesOfOffer]) -> MatchPage:
    """Challenges that an offer fits, best first."""
    found = await asyncio.to_thread(
        deps.engine.matches_for_offer, asked.request.offer_id, MOST, today=deps.today()
    )
    return _page(found, asked.request.first, asked.request.after_rank)


async def matches_for_organization(deps: Deps, asked: Asked[MatchesForOrganization]) -> MatchPage:
    """Across all it has open, each counterpart once. Raises ``NotFound`` for another's."""
    request = asked.request
    if asked.actor is None or asked.actor.organization != request.organization_id:
        raise NotFound("no such organization")
    open_here = await documents.of_organization(deps.database, request.organization_id, LOOKED_AT)
    found = await asyncio.to_thread(_across, deps, open_here)
    return _page(found, request.first, request.after_rank)


def _across(deps: Deps, open_here: Iterable[tuple[UUID, str]]) -> list[Found]:
    best: dict[UUID, Found] = {}
    for document_id, side in open_here:
        for match in _asking(deps, side)(document_id, MOST // 2, today=deps.today()):
            other = match.challenge_id if side == "offer" else match.offer_id
            if other not in best or best[other].score < match.score:
                best[other] = match
    return sorted(best.values(), key=lambda match: (-match.score, match.challenge_id.bytes))[:MOST]


def _asking(deps: Deps, side: str) -> Callable[..., list[Found]]:
    engine = deps.engine
    return engine.matches_for_offer if side == "offer" else engine.matches_for_challenge


def _page(found: list[Found], first: int, after_rank: int) -> MatchPage:
    shown = found[after_rank : after_rank + first]
    return MatchPage(
        matches=tuple(
            _match(rank, match) for rank, match in enumerate(shown, start=after_rank + 1)
        ),
        more=len(found) > after_rank + first,
        total=len(found),
    )


def _match(rank: int, found: Found) -> Match:
    return Match(
        rank=rank,
        score=found.score,
        challenge_id=found.challenge_id,
        offer_id=found.offer_id,
        reasons=tuple(
            Reason(
                term=reason.term,
                contribution=_share(reason.contribution, found.score),
                challenge_text=reason.challenge_text,
                offer_text=reason.offer_text,
            )
            for reason in found.reasons
        ),
        parts=tuple(
            Part(name=part.name, contribution=_share(part.contribution, found.score))
            for part in found.parts
        ),
        notes=tuple(found.notes),
    )


def _share(contribution: float, score: float) -> float:
    return contribution / score if score else 0.0
