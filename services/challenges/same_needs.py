"""The same need in another town: joined, or taken over into a draft of one's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from contracts.challenges import Challenge, ChallengeState, Direction, SaveChallengeDraft
from contracts.faults import Conflict, Forbidden, NotFound
from contracts.profiles import PUBLIC_KINDS
from contracts.same_needs import (
    CLONE_CHALLENGE,
    JOIN_CHALLENGE,
    CloneChallenge,
    JoinChallenge,
    Joined,
    ListJoined,
)
from services.challenges import rules
from services.challenges.challenges import begin, conclude, owner_unit
from services.challenges.deps import Deps
from services.challenges.store import challenges, needs, organizations, standings


async def clone_challenge(deps: Deps, asked: Asked[CloneChallenge]) -> Challenge:
    """A draft with what may be the same here, and where it comes from."""
    request = asked.request

    async def change(transaction: Runner) -> Challenge:
        origin = await _seen(transaction, asked, request.origin_id)
        draft = SaveChallengeDraft(
            id=request.id,
            title=origin.title[:120],
            problem=origin.problem[:8_000],
            affected=origin.affected,
            constraints=origin.constraints,
            tags=origin.tags,
        )
        kept = Asked(draft, asked.actor, asked.operation, asked.origin)
        unit = await owner_unit(transaction, kept)
        return await begin(transaction, kept, ChallengeState.DRAFT, unit, origin.id)

    return await once(deps.database, CLONE_CHALLENGE, asked, change)


async def join_challenge(deps: Deps, asked: Asked[JoinChallenge]) -> Challenge:
    """Say that one's own town has it too, or no longer. The challenge itself stays as it is."""
    actor, own = rules.poster(asked.actor)
    request = asked.request

    async def change(transaction: Runner) -> Challenge:
        found = await _seen(transaction, asked, request.id)
        kinds = await organizations.kinds(transaction, [own])
        if kinds.get(own) not in PUBLIC_KINDS or found.direction is not Direction.PUBLIC_NEED:
            raise Forbidden("only public bodies have the same need")
        if found.organization_id == own:
            raise Conflict("it is one's own")
        if request.leave:
            await needs.leave(transaction, found.id, own)
        elif found.state is ChallengeState.CLOSED:
            raise Conflict("the challenge is closed")
        else:
            await needs.join(transaction, found.id, own, actor.person)
        return await conclude(transaction, asked, None, found)

    return await once(deps.database, JOIN_CHALLENGE, asked, change)


async def _seen(transaction: Runner, asked: Asked[Any], challenge_id: UUID) -> Challenge:
    """One that everybody reads. Raises ``NotFound``."""
    own = asked.actor.organization if asked.actor else None
    found = await challenges.held(transaction, challenge_id)
    is_kept_back = await standings.is_kept_back(transaction, challenge_id, own)
    if found is None or found.published_at is None or is_kept_back:
        raise NotFound("no such challenge")
    return found


async def list_joined(deps: Deps, asked: Asked[ListJoined]) -> tuple[Joined, ...]:
    own = asked.actor.organization if asked.actor else None
    return await needs.joined(deps.database, asked.request, own)
