"""Answering who has the same trouble, and who has solved it."""

from __future__ import annotations

import asyncio

from chassis.calls import Asked
from contracts.matching import SimilarChallenge, SimilarChallenges
from services.matching.deps import Deps


async def similar_challenges(
    deps: Deps, asked: Asked[SimilarChallenges]
) -> tuple[SimilarChallenge, ...]:
    """The most alike first; none for a challenge that is not here."""
    request = asked.request
    found = await asyncio.to_thread(
        deps.engine.similar_challenges,
        request.challenge_id,
        request.first,
        solved=request.solved,
    )
    return tuple(SimilarChallenge(challenge_id=one.challenge_id, score=one.score) for one in found)
