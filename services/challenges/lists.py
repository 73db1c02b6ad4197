"""Finding challenges: by id, in lists, and how many there are where."""

from __future__ import annotations

import asyncio

from chassis.calls import Asked
from chassis.texts import patterns
from contracts.challenges import (
    Challenge,
    ChallengePage,
    CountChallenges,
    GetChallenges,
    ListChallenges,
    PrefectureCount,
)
from contracts.facets import CountChallengeFacets, FacetCount
from services.challenges.deps import Deps
from services.challenges.store import challenges, facets


async def get_challenges(deps: Deps, asked: Asked[GetChallenges]) -> tuple[Challenge, ...]:
    """Those among the asked ids that the actor may see, in no particular order."""
    own = asked.actor.organization if asked.actor else None
    return await challenges.by_ids(deps.database, asked.request.ids, own)


async def list_challenges(deps: Deps, asked: Asked[ListChallenges]) -> ChallengePage:
    """Newest first; drafts only one's own, and only when they are asked for."""
    own = asked.actor.organization if asked.actor else None
    words, first = patterns(asked.request.search), asked.request.first
    found, total = await asyncio.gather(
        challenges.page(deps.database, asked.request, words, own),
        challenges.count(deps.database, asked.request, words, own),
    )
    return ChallengePage(challenges=found[:first], more=len(found) > first, total=total)


async def count_facets(deps: Deps, asked: Asked[CountChallengeFacets]) -> tuple[FacetCount, ...]:
    """Of what is published alone, also for who wrote the rest."""
    return await facets.facets(deps.database, asked.request, patterns(asked.request.search))


async def count_challenges(deps: Deps, _: Asked[CountChallenges]) -> tuple[PrefectureCount, ...]:
    return await challenges.by_prefecture(deps.database)
