"""Answering who fits whom: of a challenge, of an offer, for an organization."""

from __future__ import annotations

import asyncio
from collections.abc import Container, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from msgspec import structs

from chassis.calls import Asked
from contracts.curation import Choosing
from contracts.faults import NotFound
from contracts.matching import (
    Change,
    Match,
    MatchesForOrganization,
    MatchesOfChallenge,
    MatchesOfOffer,
    MatchPage,
    Part,
    Reason,
)
from services.matching.deps import Deps
from services.matching.explaining import ONE_WORD
from services.matching.found import Found
from services.matching.standings import Standing
from services.matching.store import documents

WEAK = 0.15
"""A match with a lower score is shown as one that little speaks for."""

MOST = 100
"""Length of the longest list of matches."""
LOOKED_AT = 50
"""Things of one organization that its list is made from, the newest first."""


async def matches_of_challenge(deps: Deps, asked: Asked[MatchesOfChallenge]) -> MatchPage:
    """Offers that fit, best first; an empty list for a challenge that is not open here."""
    request = asked.request
    found = await asyncio.to_thread(
        deps.engine.matches_for_challenge,
        request.challenge_id,
        MOST,
        today=deps.today(),
        event=request.event_id,
        viewer=_viewer(asked),
        told=_ranks(request),
    )
    page = _page(deps, found, request.first, request.after_rank)
    return await _told(deps, asked, page, event=request.event_id)


async def matches_of_offer(deps: Deps, asked: Asked[MatchesOfOffer]) -> MatchPage:
    """Challenges that an offer fits, best first."""
    request = asked.request
    found = await asyncio.to_thread(
        deps.engine.matches_for_offer,
        request.offer_id,
        MOST,
        today=deps.today(),
        event=request.event_id,
        viewer=_viewer(asked),
        told=_ranks(request),
    )
    page = _page(deps, found, request.first, request.after_rank)
    return await _told(deps, asked, page, event=request.event_id)


async def matches_for_organization(deps: Deps, asked: Asked[MatchesForOrganization]) -> MatchPage:
    """Across all it has open, each counterpart once. Raises ``NotFound`` for another's."""
    request = asked.request
    if asked.actor is None or asked.actor.organization != request.organization_id:
        raise NotFound("no such organization")
    open_here = await documents.of_organization(deps.database, request.organization_id, LOOKED_AT)
    found = await asyncio.to_thread(_across, deps, open_here, request)
    return await _told(deps, asked, _page(deps, found, request.first, request.after_rank))


def _across(
    deps: Deps, open_here: Iterable[tuple[UUID, str]], request: MatchesForOrganization
) -> list[Found]:
    """With the reasons of those that are shown."""
    ask = partial(_asking, deps, request.organization_id)
    best: dict[UUID, tuple[Found, tuple[UUID, str]]] = {}
    for own in open_here:
        for match in ask(own, told=()):
            other = _other(match, own)
            if other not in best or best[other][0].score < match.score:
                best[other] = match, own
    chosen = sorted(best.values(), key=lambda one: (-one[0].score, one[0].challenge_id.bytes))[
        :MOST
    ]
    shown: dict[tuple[UUID, str], set[int]] = {}
    for match, own in chosen[request.after_rank : request.after_rank + request.first]:
        shown.setdefault(own, set()).add(match.rank)
    explained = {
        (match.challenge_id, match.offer_id): match
        for own, ranks in shown.items()
        for match in ask(own, told=ranks)
        if match.rank in ranks
    }
    return [explained.get((one.challenge_id, one.offer_id), one) for one, _ in chosen]


def _asking(deps: Deps, viewer: UUID, own: tuple[UUID, str], told: Container[int]) -> list[Found]:
    engine, (key, side) = deps.engine, own
    ask = engine.matches_for_offer if side == "offer" else engine.matches_for_challenge
    return ask(key, MOST // 2, today=deps.today(), viewer=viewer, told=told)


def _other(match: Found, own: tuple[UUID, str]) -> UUID:
    return match.challenge_id if own[1] == "offer" else match.offer_id


def _ranks(request: MatchesOfChallenge | MatchesOfOffer) -> range:
    """Those that are on the page."""
    return range(request.after_rank + 1, request.after_rank + request.first + 1)


def _viewer(asked: Asked[Any]) -> UUID | None:
    return asked.actor.organization if asked.actor else None


async def _told(
    deps: Deps, asked: Asked[Any], page: MatchPage, event: UUID | None = None
) -> MatchPage:
    """With where each offer stands in the list of its challenge, if that was asked for."""
    if not asked.request.with_changes:
        return page
    matches = await asyncio.to_thread(_with_changes, deps, page.matches, event, _viewer(asked))
    return structs.replace(page, matches=matches)


def _with_changes(
    deps: Deps, matches: tuple[Match, ...], event: UUID | None, viewer: UUID | None
) -> tuple[Match, ...]:
    offers: dict[UUID, list[UUID]] = {}
    for match in matches:
        offers.setdefault(match.challenge_id, []).append(match.offer_id)
    found = {
        (challenge, offer): standing
        for challenge, wanted in offers.items()
        for offer, standing in deps.engine.standings(
            challenge, wanted, MOST, event=event, viewer=viewer
        ).items()
    }
    return tuple(_standing(one, found.get((one.challenge_id, one.offer_id))) for one in matches)


def _standing(match: Match, found: Standing | None) -> Match:
    if found is None:
        return match
    changes = tuple(
        Change(key=one.key, value=one.value, side=one.side, rank=one.rank) for one in found.changes
    )
    return structs.replace(match, standing=found.rank, changes=changes)


def _page(deps: Deps, found: list[Found], first: int, after_rank: int) -> MatchPage:
    shown = found[after_rank : after_rank + first]
    return MatchPage(
        matches=tuple(
            told(deps, rank, match) for rank, match in enumerate(shown, start=after_rank + 1)
        ),
        more=len(found) > after_rank + first,
        total=len(found),
    )


def told(deps: Deps, rank: int, match: Found) -> Match:
    """As it is answered, with who put it at the head of a list."""
    pin = deps.engine.knowledge.pin(match.challenge_id, match.offer_id)
    return _match(rank, match, pin)


def _match(rank: int, found: Found, pin: Choosing | None) -> Match:
    return Match(
        rank=rank,
        score=found.score,
        is_weak=found.score < WEAK or ONE_WORD in found.notes,
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
        pin=pin,
    )


def _share(contribution: float, score: float) -> float:
    return contribution / score if score else 0.0
