"""Keeping what became of pairs, with the rank and score they had, and learning from it."""

from __future__ import annotations

import asyncio
from uuid import UUID

from chassis.calls import Asked
from chassis.events import Told
from chassis.recording import record
from contracts.curation import ChangeStrengths, Strengths
from contracts.introductions import Cause, Interest, Introduction
from contracts.learning import FitStrengths, Fitted
from contracts.recording import PLATFORM
from services.matching.deps import Deps
from services.matching.learning.fitting import NEEDED, fit
from services.matching.store import curation, outcomes
from services.matching.store.outcomes import Noted

LENGTH = 100
"""Of the lists in which a pair is looked for: nobody is shown more."""


async def note_interest(deps: Deps, told: Told[Interest]) -> None:
    """Sent, accepted or declined: with the best offer between the two."""
    one = told.payload
    sides = (one.from_organization_id, one.to_organization_id)
    await _note(deps, told, str(one.state), one.cause, one.cause_id, sides)


async def note_introduction(deps: Deps, told: Told[Introduction]) -> None:
    one = told.payload
    sides = (one.ours.organization_id, one.theirs.organization_id)
    await _note(deps, told, str(one.state), one.cause, one.cause_id, sides)


async def _note(
    deps: Deps,
    told: Told[Interest] | Told[Introduction],
    kind: str,
    cause: Cause,
    cause_id: UUID | None,
    sides: tuple[UUID, UUID],
) -> None:
    """Nothing where the pair was on no list: then no list had to do with it."""
    if cause_id is None or cause not in {Cause.CHALLENGE, Cause.OFFER}:
        return
    found = await asyncio.to_thread(deps.engine.best_pair, cause_id, sides, LENGTH)
    if found is not None:
        noted = Noted(found, deps.engine.factors_of(found.challenge_id, found.offer_id))
        await outcomes.add(told.transaction, told.id, kind, noted, deps.engine.version)


async def fit_strengths(deps: Deps, asked: Asked[FitStrengths]) -> Fitted:
    """Figures on what was kept apart; used only if asked for and proved."""
    known = await outcomes.known(deps.database)
    found = await asyncio.to_thread(fit, known)
    if found is None:
        return Fitted(outcomes=len(known), needed=NEEDED)
    use = asked.request.switch_on and found.proved
    if use and asked.actor is not None:
        await _use(deps, asked, found.strengths)
    return Fitted(
        outcomes=len(known),
        needed=NEEDED,
        strengths=found.strengths,
        usual=found.usual,
        learned=found.learned,
        gain_low=found.gain_low,
        proved=found.proved,
        switched_on=use,
    )


async def _use(deps: Deps, asked: Asked[FitStrengths], strengths: Strengths) -> None:
    """As the platform's own: they hold where neither town nor event has set any."""
    if asked.actor is None:
        return
    before = await curation.strengths(deps.database, PLATFORM)
    change = ChangeStrengths(
        id=PLATFORM,
        strengths=strengths,
        reason="learned from outcomes, and proved on those kept apart",
        revision=before.revision if before else None,
    )
    async with deps.database.transaction() as transaction:
        await curation.set_strengths(transaction, change, asked.actor)
        await record(transaction, asked, object_kind="strengths", object_id=PLATFORM)
    found = await curation.strengths(deps.database, PLATFORM)
    if found is not None:
        deps.engine.knowledge.strengths[PLATFORM] = found
