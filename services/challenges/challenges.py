"""Challenges: drafting, publishing and closing them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import changed, record
from contracts.amendments import NewsKind
from contracts.challenges import (
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
from contracts.faults import Conflict, FieldProblem, Invalid, Unavailable
from contracts.wire import Event
from services.challenges import rules
from services.challenges.deps import Deps
from services.challenges.news import tell_parties
from services.challenges.proposals.closing import check_closing
from services.challenges.store import challenges, organizations, versions

DRAFT, IN_REVIEW, OPEN = ChallengeState.DRAFT, ChallengeState.IN_REVIEW, ChallengeState.OPEN
TOLD = {IN_REVIEW: CHALLENGE_SUBMITTED, OPEN: CHALLENGE_PUBLISHED}
"""What is told of a challenge that comes to be in that state."""
VERSIONS = (CHALLENGE_PUBLISHED, CHALLENGE_AMENDED)
LIVE = (OPEN, ChallengeState.STALE, ChallengeState.SCREENING, ChallengeState.MATCHED)
"""Everybody has read it, and it is not over."""


async def save_challenge_draft(deps: Deps, asked: Asked[SaveChallengeDraft]) -> Challenge:
    """Keep what is written so far; only the own organization sees it."""

    async def change(transaction: Runner) -> Challenge:
        if asked.request.revision is None:
            return await begin(transaction, asked, DRAFT, await owner_unit(transaction, asked))
        unit = await owner_unit(transaction, asked) if asked.request.unit_id else None
        return await _write(transaction, asked, DRAFT, unit)

    return await once(deps.database, SAVE_CHALLENGE_DRAFT, asked, change)


async def publish_challenge(deps: Deps, asked: Asked[PublishChallenge]) -> Challenge:
    """Open it to proposals and tell it; the same ``id`` again changes nothing.

    Where an organization wants two people for it, it waits to be looked at (``reviews``).
    """

    async def change(transaction: Runner) -> Challenge:
        _, own = rules.poster(asked.actor)
        direction = await _direction(transaction, own, asked.request.direction)
        today = await challenges.today(transaction)
        unit = await _checked(transaction, asked, today, direction)
        state = IN_REVIEW if await organizations.reviews(transaction, own) else OPEN
        if asked.request.revision is None:
            return await begin(transaction, asked, state, unit)
        return await _write(transaction, asked, state, unit)

    return await once(deps.database, PUBLISH_CHALLENGE, asked, change)


async def _checked(
    transaction: Runner, asked: Asked[PublishChallenge], today: date, direction: Direction
) -> UUID | None:
    """The section that owns it. Raises ``Invalid`` with everything that is missing, at once."""
    problems: list[FieldProblem] = []
    unit: UUID | None = None
    try:
        rules.check_publishing(asked.request, today, direction)
    except Invalid as fault:
        problems += fault.fields
    try:
        unit = await owner_unit(transaction, asked, needed=True)
    except Invalid as fault:
        problems += fault.fields
    if problems:
        raise Invalid("the challenge cannot stand as it is", fields=tuple(problems))
    return unit


async def owner_unit(
    transaction: Runner,
    asked: Asked[PublishChallenge] | Asked[SaveChallengeDraft] | Asked[AmendChallenge],
    *,
    needed: bool = False,
) -> UUID | None:
    actor, own = rules.poster(asked.actor)
    units = await organizations.units(transaction, own)
    kept = None
    if needed and asked.request.unit_id is None and asked.request.revision is not None:
        found = await challenges.held(transaction, asked.request.id)
        kept = found.unit_id if found and found.organization_id == own else None
    wanted = asked.request.unit_id or (kept if kept in units else None)
    return rules.owner_unit(wanted, actor, units, needed=needed)


async def close_challenge(deps: Deps, asked: Asked[CloseChallenge]) -> Challenge:
    """End it with a reason that everybody sees. One not yet open just ends, unseen as it was."""
    _, own = rules.poster(asked.actor)

    async def change(transaction: Runner) -> Challenge:
        found = await challenges.held(transaction, asked.request.id)
        found = rules.check_change(found, own, asked.request.revision, DRAFT, IN_REVIEW, *LIVE)
        await check_closing(transaction, found.id)
        await challenges.close(transaction, asked.request)
        event = CHALLENGE_CLOSED if found.state in LIVE else None
        done = await conclude(transaction, asked, event, found)
        if event is not None:
            await tell_parties(transaction, done, NewsKind.CLOSED, str(done.revision))
        return done

    return await once(deps.database, CLOSE_CHALLENGE, asked, change)


async def begin(
    transaction: Runner,
    asked: Asked[PublishChallenge] | Asked[SaveChallengeDraft],
    state: ChallengeState,
    unit: UUID | None,
    origin: UUID | None = None,
) -> Challenge:
    """A new one; the same id again gives the one there is, if it is the same thing."""
    request = asked.request
    owner, own = rules.poster(asked.actor)
    request = msgspec.structs.replace(
        request, direction=await _direction(transaction, own, request.direction)
    )
    owner = msgspec.structs.replace(owner, unit=unit)
    searched = rules.searched(request)
    new = await challenges.insert(transaction, request, state, owner, searched, origin=origin)
    found = await _now(transaction, request.id)
    if found.organization_id != own:
        raise Conflict("this id is already in use")
    if new:
        await _record(transaction, asked, found, ())
    event = TOLD.get(state)
    if new and event is not None:
        await tell_of(transaction, event, found)
    if not new and not (found.state is state and rules.is_same(found, request)):
        rules.check_change(found, own, None, state)
    return found


async def _write(
    transaction: Runner,
    asked: Asked[PublishChallenge] | Asked[SaveChallengeDraft],
    state: ChallengeState,
    unit: UUID | None,
) -> Challenge:
    """New words for a draft, which a ``PublishChallenge`` opens or hands in."""
    request = asked.request
    actor, own = rules.poster(asked.actor)
    found = await challenges.held(transaction, request.id)
    found = rules.check_change(found, own, request.revision, DRAFT)
    searched = rules.searched(request)
    await challenges.write(transaction, request, state, searched, actor.person, unit)
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
        await tell_of(transaction, event, found)
    return found


async def tell_of(transaction: Runner, event: Event[Challenge], found: Challenge) -> None:
    """Tell it, and keep the words that everybody reads from now on."""
    if event in VERSIONS:
        await versions.keep(transaction, found.id)
    await tell(transaction, event, found)


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
