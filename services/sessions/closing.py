"""What becomes of events, and of places at them, when an organization is suspended or closes."""

from __future__ import annotations

from uuid import UUID

from chassis.calls import Asked
from chassis.events import Told
from chassis.postgres import Runner
from contracts.matching_events import ADVANCE_EVENT, EventState
from contracts.participants import CANCEL_PARTICIPANT
from contracts.standing import OrganizationStanding, Standing
from services.sessions import events, joining, rules, seats
from services.sessions.deps import Deps
from services.sessions.store import events as store
from services.sessions.store import standings

COMING = sorted(rules.CALLED_OFF_FROM - {EventState.PLANNING})


async def keep_standing(_: Deps, told: Told[OrganizationStanding]) -> None:
    """Suspended, its events and participants wait unseen. Closed, by nobody's hand its events to
    come are called off, and its participants leave those of others."""
    await standings.keep(told.transaction, told.payload)
    if told.payload.standing is not Standing.CLOSED:
        return
    await _call_off(told.transaction, told.payload.organization_id)
    await _leave(told.transaction, told.payload.organization_id)


async def _call_off(transaction: Runner, organization_id: UUID) -> None:
    by_nobody = Asked(None, None, ADVANCE_EVENT.subject)
    for event_id in await standings.coming(transaction, organization_id, COMING):
        found = await store.held(transaction, event_id, None)
        if found is not None and found.state in COMING:
            await events.move(transaction, by_nobody, event_id, EventState.CALLED_OFF)


async def _leave(transaction: Runner, organization_id: UUID) -> None:
    """Also events that are seen by their organizer alone yet."""
    by_nobody = Asked(None, None, CANCEL_PARTICIPANT.subject)
    over = sorted(joining.OVER)
    for event_id in await standings.taken_part_in(transaction, organization_id, over):
        await store.held(transaction, event_id, None)
        event = await store.any_by_id(transaction, event_id)
        if event.state in joining.OVER:
            continue
        for participant_id in await standings.coming_for(transaction, event_id, organization_id):
            await seats.leave(transaction, by_nobody, event, participant_id)
