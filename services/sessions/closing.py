"""What becomes of the events of an organization that is suspended or has closed."""

from __future__ import annotations

from chassis.calls import Asked
from chassis.events import Told
from contracts.matching_events import ADVANCE_EVENT, EventState
from contracts.standing import OrganizationStanding, Standing
from services.sessions import events, rules
from services.sessions.deps import Deps
from services.sessions.store import events as store
from services.sessions.store import standings

COMING = sorted(rules.CALLED_OFF_FROM - {EventState.PLANNING})


async def keep_standing(_: Deps, told: Told[OrganizationStanding]) -> None:
    """Suspended, its events wait unseen; closed, those to come are called off, by nobody's hand."""
    await standings.keep(told.transaction, told.payload)
    if told.payload.standing is not Standing.CLOSED:
        return
    by_nobody = Asked(None, None, ADVANCE_EVENT.subject)
    for event_id in await standings.coming(told.transaction, told.payload.organization_id, COMING):
        found = await store.held(told.transaction, event_id, None)
        if found is not None and found.state in COMING:
            await events.move(told.transaction, by_nobody, event_id, EventState.CALLED_OFF)
