"""Whom a participant wants to meet: kept for the own side, and counted for the organizer."""

from __future__ import annotations

from uuid import UUID

from msgspec.structs import replace

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import FieldProblem, Invalid, NotFound
from contracts.participants import (
    SET_EVENT_PREFERENCES,
    CountPreferences,
    EventPreference,
    ListEventPreferences,
    Participant,
    ParticipantState,
    PreferenceCounts,
    SetEventPreferences,
)
from contracts.preferences import Grade
from services.sessions import joining, readying, standing
from services.sessions.after import counting
from services.sessions.deps import Deps
from services.sessions.store import events, participants, preferences
from services.sessions.store.booking import bookings


async def set_preferences(
    deps: Deps, asked: Asked[SetEventPreferences]
) -> tuple[EventPreference, ...]:
    """Answers with those that were set, as they stand."""

    async def change(transaction: Runner) -> tuple[EventPreference, ...]:
        _, own = await standing.acting(transaction, asked.actor)
        who = await _own(transaction, asked.request.participant_id, own)
        event = await events.held(transaction, who.event_id, own)
        if event is None:
            raise NotFound("no such event")
        joining.check_speaking(event)
        others = [one.other_id for one in asked.request.grades]
        await _check_others(transaction, who.id, others)
        await _check_booked(transaction, event.id, who.id, asked.request)
        await preferences.put(transaction, who.id, asked.request.grades)
        kind = "preference"
        await record(transaction, asked, object_kind=kind, object_id=who.id, tenant=own)
        return await preferences.of(transaction, who.id, others)

    return await once(deps.database, SET_EVENT_PREFERENCES, asked, change)


async def _check_others(transaction: Runner, participant: UUID, others: list[UUID]) -> None:
    """Raises ``Invalid`` for somebody who cannot be met, or who is named twice."""
    if len(set(others)) != len(others):
        raise Invalid("somebody is named twice", fields=(FieldProblem("grades", "twice"),))
    if await preferences.can_meet(transaction, participant, others) != set(others):
        problem = FieldProblem("grades", "unknown_value")
        raise Invalid("somebody cannot be met here", fields=(problem,))


async def _check_booked(
    transaction: Runner, event_id: UUID, whose: UUID, asked: SetEventPreferences
) -> None:
    """Raises ``Invalid`` for a no to somebody with whom a meeting is booked: give it back first."""
    no = {one.other_id for one in asked.grades if one.grade is Grade.NO}
    booked = await bookings.of_event(transaction, event_id) if no else ()
    if any(whose in one.pair and no & set(one.pair) for one in booked):
        problem = FieldProblem("grades", "booked")
        raise Invalid("a meeting with them is booked", fields=(problem,))


async def list_preferences(
    deps: Deps, asked: Asked[ListEventPreferences]
) -> tuple[EventPreference, ...]:
    _, own = await standing.acting(deps.database, asked.actor)
    who = await _own(deps.database, asked.request.participant_id, own)
    return await preferences.of(deps.database, who.id)


async def count_preferences(deps: Deps, asked: Asked[CountPreferences]) -> PreferenceCounts:
    own = standing.organizes(asked.actor)
    found = await events.by_ids(deps.database, [asked.request.event_id], own)
    if not found or found[0].organization_id != own:
        raise NotFound("no such event")
    readying.foresee(found[0])
    counts = await preferences.counts(deps.database, found[0].id)
    return replace(counts, mutual=counting.both_want(found[0].state, counts))


async def _own(runner: Runner, participant_id: UUID, own: UUID) -> Participant:
    """Raises ``NotFound`` for one of others, as for one that is not there."""
    found = await participants.one(runner, participant_id)
    if found is None or found.organization_id != own:
        raise NotFound("no such participant")
    if found.state is ParticipantState.CANCELLED:
        raise NotFound("no such participant")
    return found
