"""Challenges: drafting, publishing, amending and closing them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import changed, record
from contracts.challenges import (
    AMEND_CHALLENGE,
    CHALLENGE_AMENDED,
    CHALLENGE_CLOSED,
    CHALLENGE_PUBLISHED,
    CHALLENGE_SUBMITTED,
    CLOSE_CHALLENGE,
    PUBLISH_CHALLENGE,
    SAVE_CHALLENGE_DRAFT,
    AmendChallenge,
    Challenge,
    ChallengeState,
    CloseChallenge,
    Direction,
    PublishChallenge,
    SaveChallengeDraft,
)
from contracts.faults import Conflict, Unavailable
from contracts.wire import Event
from services.challenges import rules
from services.challenges.deps import Deps
from services.challenges.store import challenges, organizations

DRAFT, IN_REVIEW, OPEN = ChallengeState.DRAFT, ChallengeState.IN_REVIEW, ChallengeState.OPEN
TOLD = {IN_REVIEW: CHALLENGE_SUBMITTED, OPEN: CHALLENGE_PUBLISHED}
"""What is told of a challenge that comes to be in that state."""


async def save_challenge_draft(deps: Deps, asked: Asked[SaveChallengeDraft]) -> Challenge:
    """Keep what is written so far; only the own organization sees it."""

    async def change(transaction: Runner) -> Challenge:
        if asked.request.revision is None:
            return await _begin(transaction, asked, DRAFT)
        return await _write(transaction, asked, DRAFT)

    return await once(deps.database, SAVE_CHALLENGE_DRAFT, asked, change)


async def publish_challenge(deps: Deps, asked: Asked[PublishChallenge]) -> Challenge:
    """Open it to proposals and tell it; the same ``id`` again changes nothing.

    Where an organization wants two people for it, it waits to be looked at (``reviews``).
    """

    async def change(transaction: Runner) -> Challenge:
        rules.check_publishing(asked.request, await challenges.today(transaction))
        _, own = rules.poster(asked.actor)
        state = IN_REVIEW if await organizations.reviews(transaction, own) else OPEN
        if asked.request.revision is None:
            return await _begin(transaction, asked, state)
        return await _write(transaction, asked, state)

    return await once(deps.database, PUBLISH_CHALLENGE, asked, change)


async def amend_challenge(deps: Deps, asked: Asked[AmendChallenge]) -> Challenge:
    """New words for an open challenge; everybody gets the same new version."""
    _, own = rules.poster(asked.actor)
    request = asked.request

    async def change(transaction: Runner) -> Challenge:
        found = await challenges.held(transaction, request.id)
        found = rules.check_change(found, own, request.revision, OPEN)
        rules.check_publishing(request, await challenges.today(transaction), found.answer_by)
        await challenges.write(transaction, request, OPEN, rules.searched(request))
        return await conclude(transaction, asked, CHALLENGE_AMENDED, found)

    return await once(deps.database, AMEND_CHALLENGE, asked, change)


async def close_challenge(deps: Deps, asked: Asked[CloseChallenge]) -> Challenge:
    """End it with a reason that everybody sees. One not yet open just ends, unseen as it was."""
    _, own = rules.poster(asked.actor)

    async def change(transaction: Runner) -> Challenge:
        found = await challenges.held(transaction, asked.request.id)
        found = rules.check_change(found, own, asked.request.revision, DRAFT, IN_REVIEW, OPEN)
        await challenges.close(transaction, asked.request)
        event = CHALLENGE_CLOSED if found.state is OPEN else None
        return await conclude(transaction, asked, event, found)

    return await once(deps.database, CLOSE_CHALLENGE, asked, change)


async def _begin(
    transaction: Runner,
    asked: Asked[PublishChallenge] | Asked[SaveChallengeDraft],
    state: ChallengeState,
) -> Challenge:
    """A new one; the same id again gives the one there is, if it is the same thing."""
    request = asked.request
    owner, own = rules.poster(asked.actor)
    request = msgspec.structs.replace(
        request, direction=await _direction(transaction, own, request.direction)
    )
    new = await challenges.insert(transaction, request, state, owner, rules.searched(request))
    found = await _now(transaction, request.id)
    if found.organization_id != own:
        raise Conflict("this id is already in use")
    if new:
        await _record(transaction, asked, found, ())
    event = TOLD.get(state)
    if new and event is not None:
        await tell(transaction, event, found)
    if not new and not (found.state is state and rules.is_same(found, request)):
        rules.check_change(found, own, None, state)
    return found


async def _write(
    transaction: Runner,
    asked: Asked[PublishChallenge] | Asked[SaveChallengeDraft],
    state: ChallengeState,
) -> Challenge:
    """New words for a draft, which a ``PublishChallenge`` opens or hands in."""
    request = asked.request
    actor, own = rules.poster(asked.actor)
    found = await challenges.held(transaction, request.id)
    found = rules.check_change(found, own, request.revision, DRAFT)
    await challenges.write(transaction, request, state, rules.searched(request), actor.person)
    return await conclude(transaction, asked, TOLD.get(state), found)


async def _direction(transaction: Runner, own: UUID, asked: Direction | None) -> Direction:
    """The way an organization posts. Raises ``Invalid`` when the other one is asked for."""
    kinds = await organizations.kinds(transaction, [own])
    if own not in kinds:
        raise Unavailable("the organization has not arrived here yet", retry_after=1)
    return rules.direction_of(kinds[own], asked)


async def conclude(
    transaction: Runner, asked: Asked[Any], event: Event[Challenge] | None, before: Challenge
) -> Challenge:
    """What was just written, recorded, and told where there is something to tell."""
    found = await _now(transaction, before.id)
    await _record(transaction, asked, found, changed(before, found))
    if event is not None:
        await tell(transaction, event, found)
    return found


async def _record(
    transaction: Runner, asked: Asked[Any], found: Challenge, fields: tuple[str, ...]
) -> None:
    await record(
        transaction,
        asked,
        object_kind="challenge",
        object_id=found.id,
        tenant=found.organization_id,
        fields=fields,
    )


async def _now(transaction: Runner, challenge_id: UUID) -> Challenge:
    """As it stands in this transaction, which has just written it."""
    found = await challenges.held(transaction, challenge_id)
    if found is None:
        raise Conflict("this id is already in use")
    return found
