"""Matching events: made, copied, brought from one state to the next."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.outbox import tell
from chassis.postgres import Runner
from chassis.recording import record
from contracts.faults import Conflict, Forbidden, NotFound
from contracts.matching_events import (
    CLONE_EVENT,
    EVENT_ADVANCED,
    EVENT_SAVED,
    SAVE_EVENT,
    CloneEvent,
    EventPage,
    EventState,
    GetEvents,
    ListEvents,
    MatchingEvent,
    SaveEvent,
)
from contracts.wire import Event
from services.sessions import moved, rules, seats, standing
from services.sessions.after import concluding, notices
from services.sessions.deps import Deps
from services.sessions.store import events, standings
from services.sessions.store.booking import bookings


async def save_event(deps: Deps, asked: Asked[SaveEvent]) -> MatchingEvent:
    async def change(transaction: Runner) -> MatchingEvent:
        request = asked.request
        if request.revision is None:
            own = await _own(transaction, asked)
            rules.check_event(request)
            await _insert(transaction, own, request)
        else:
            found = await standing.organized(transaction, asked.actor, request.id)
            rules.check_revision(found, request.revision)
            rules.check_mode(found, request)
            await _check(transaction, request)
            await events.update(transaction, request)
            now = await _seen(transaction, asked)
            await seats.fill(transaction, now)
            await moved.follow(transaction, found, now)
        return await conclude(transaction, asked, request.id, EVENT_SAVED, ("event",))

    return await once(deps.database, SAVE_EVENT, asked, change)


async def clone_event(deps: Deps, asked: Asked[CloneEvent]) -> MatchingEvent:
    async def change(transaction: Runner) -> MatchingEvent:
        request = asked.request
        own = await _own(transaction, asked)
        source = await standing.organized(transaction, asked.actor, request.source_id)
        copy = rules.copy_of(source, request)
        rules.check_event(copy)
        await _insert(transaction, own, copy, source.id)
        return await conclude(transaction, asked, copy.id, EVENT_SAVED, ("event",))

    return await once(deps.database, CLONE_EVENT, asked, change)


async def get_events(deps: Deps, asked: Asked[GetEvents]) -> tuple[MatchingEvent, ...]:
    """Those that the actor may see, in no order."""
    own, ids = standing.organizes(asked.actor), asked.request.ids
    found = await events.by_ids(deps.database, ids, own)
    kept_back = await standings.kept_back(deps.database, ids, asked.actor)
    return tuple(one for one in found if one.id not in kept_back)


async def list_events(deps: Deps, asked: Asked[ListEvents]) -> EventPage:
    own = standing.organizes(asked.actor)
    found, total = await asyncio.gather(
        events.page(deps.database, own, asked.request),
        events.count(deps.database, own, asked.request),
    )
    first = asked.request.first
    return EventPage(events=found[:first], more=len(found) > first, total=total)


async def move(
    transaction: Runner, asked: Asked[Any], event_id: UUID, state: EventState
) -> MatchingEvent:
    """Into that state, recorded and told; whoever calls has checked that it may.

    Raises ``Conflict`` where it would end before its meetings, unless who asks is sure.
    """
    before = await events.any_by_id(transaction, event_id)
    sure = getattr(asked.request, "sure", False)
    await moved.check_over(transaction, before, state, sure=sure)
    await events.set_state(transaction, event_id, state)
    found = await conclude(transaction, asked, event_id, EVENT_ADVANCED, ("state",))
    await notices.state_reached(transaction, found)
    await concluding.state_reached(transaction, found)
    return found


async def conclude(
    transaction: Runner,
    asked: Asked[Any],
    event_id: UUID,
    event: Event[MatchingEvent],
    fields: tuple[str, ...],
) -> MatchingEvent:
    """As it stands now, recorded and told."""
    own = standing.organizes(asked.actor)
    found = await events.held(transaction, event_id, own)
    if found is None:
        raise NotFound("no such event")
    tenant = found.organization_id
    await record(
        transaction, asked, object_kind="event", object_id=event_id, tenant=tenant, fields=fields
    )
    await tell(transaction, event, found)
    return found


async def _check(transaction: Runner, asked: SaveEvent) -> None:
    """Also that what holds meetings stays."""
    busy = await events.busy_slots(transaction, asked.id)
    booked = await bookings.in_use(transaction, asked.id)
    rules.check_event(asked, busy | (booked.slots or frozenset()))
    rules.check_booked(asked, booked.tables or frozenset(), booked.rooms)


async def _seen(transaction: Runner, asked: Asked[SaveEvent]) -> MatchingEvent:
    return await standing.organized(transaction, asked.actor, asked.request.id)


async def _own(transaction: Runner, asked: Asked[Any]) -> UUID:
    """For whom somebody organizes. Raises ``Forbidden`` for others."""
    who, _ = await standing.acting(transaction, asked.actor)
    own = standing.organizes(who)
    if own is None:
        raise Forbidden("organizers run events")
    return own


async def _insert(
    transaction: Runner, own: UUID, asked: SaveEvent, source: UUID | None = None
) -> None:
    if not await events.insert(transaction, own, asked, source):
        raise Conflict("this id is already in use")
