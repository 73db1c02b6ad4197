"""Answering which of some organizations fit one's own best: for the choice of whom to meet."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from uuid import UUID

from chassis.calls import Asked
from contracts.faults import NotFound
from contracts.matching import BestPartners, MatchesOfWords, Partner, Words, WordsMatch
from services.matching.deps import Deps
from services.matching.documents import Document, Side
from services.matching.found import Found
from services.matching.matches import told
from services.matching.store import documents

OWN = 20
"""Things of one's own that are looked at, the newest first."""
THEIRS = 10
"""Of each other organization."""


async def best_partners(deps: Deps, asked: Asked[BestPartners]) -> tuple[Partner, ...]:
    """The best first; who has nothing open that shares a word is not among them."""
    request = asked.request
    own = request.organization_id
    if asked.actor is None or asked.actor.organization != own:
        raise NotFound("no such organization")
    mine = await documents.of_organization(deps.database, own, OWN)
    whose: dict[UUID, UUID] = {}
    theirs: dict[str, tuple[UUID, ...]] = {}
    for side, opposite in (("challenge", "offer"), ("offer", "challenge")):
        if any(one == side for _, one in mine):
            found = await documents.of_others(deps.database, request.others, opposite, THEIRS)
            theirs[side] = tuple(found)
            whose |= found
    best = await asyncio.to_thread(_best, deps, mine, theirs, whose, own)
    ordered = sorted(best.items(), key=lambda one: (-one[1].score, one[0].bytes))
    return tuple(
        Partner(organization_id=other, match=told(deps, rank, match))
        for rank, (other, match) in enumerate(ordered, start=1)
    )


def _best(
    deps: Deps,
    mine: Sequence[tuple[UUID, str]],
    theirs: dict[str, tuple[UUID, ...]],
    whose: dict[UUID, UUID],
    own: UUID,
) -> dict[UUID, Found]:
    best: dict[UUID, Found] = {}
    for document_id, side in mine:
        only = theirs.get(side, ())
        for match in deps.engine.best_of_each(document_id, only, today=deps.today(), viewer=own):
            other = whose[match.offer_id if side == "challenge" else match.challenge_id]
            if other not in best or best[other].score < match.score:
                best[other] = match
    return best


async def matches_of_words(deps: Deps, asked: Asked[MatchesOfWords]) -> tuple[WordsMatch, ...]:
    """In the order asked; what shares no word with anything of one's own is not among them."""
    request = asked.request
    own = request.organization_id
    if asked.actor is None or asked.actor.organization != own:
        raise NotFound("no such organization")
    mine = await documents.of_organization(deps.database, own, OWN)
    found = await asyncio.to_thread(_of_words, deps, mine, request.words)
    return tuple(WordsMatch(id=key, match=told(deps, 1, match)) for key, match in found.items())


def _of_words(
    deps: Deps, mine: Sequence[tuple[UUID, str]], words: Sequence[Words]
) -> dict[UUID, Found]:
    best: dict[UUID, Found] = {}
    sides: tuple[tuple[Side, Side], ...] = (("challenge", "offer"), ("offer", "challenge"))
    for side, opposite in sides:
        only = tuple(one for one, of in mine if of == side)
        for each in words if only else ():
            asking = Document(each.id, opposite, each.id, 1, "", each.text)
            for match in deps.engine.best_for(asking, only, today=deps.today())[:1]:
                if each.id not in best or best[each.id].score < match.score:
                    best[each.id] = match
    return {each.id: best[each.id] for each in words if each.id in best}
