"""What participants see of a timetable."""

from __future__ import annotations

from uuid import UUID

from chassis.calls import Asked
from chassis.postgres import Runner
from contracts import timetables as contract
from contracts.matching_events import EventState, MatchingEvent
from contracts.wire import Actor
from services.sessions import showing, standing
from services.sessions.deps import Deps
from services.sessions.store import events, objections, participants
from services.sessions.store import timetables as store

SHOWN_IN = frozenset({EventState.PROVISIONAL, EventState.LIVE, EventState.REPORTING})


async def get_shown(deps: Deps, asked: Asked[contract.GetShown]) -> tuple[contract.Shown, ...]:
    """To participants and the organizer; to others as if there were none.

    Once it is final also to colleagues of participants, and to who helps the organizer that day.
    """
    event_id = asked.request.event_id
    async with deps.database.transaction() as transaction:
        who, _ = await standing.acting(transaction, asked.actor)
        found = await events.by_ids(transaction, (event_id,), standing.staffs(who))
        if not found or not is_shown(found[0]):
            return ()
        own = await own_of(transaction, event_id, who)
        runs = found[0].organization_id == standing.organizes(who)
        if not own and not runs and not await looks_on(transaction, found[0], who):
            return ()
        return await _shown(transaction, found[0], own, everything=runs)


def is_shown(event: MatchingEvent) -> bool:
    return event.final_version is not None and event.state in SHOWN_IN


async def looks_on(runner: Runner, event: MatchingEvent, who: Actor) -> bool:
    """Who helps the organizer on the day, or whose colleague takes part; once it is final."""
    if who.organization is None or event.state is EventState.PROVISIONAL:
        return False
    if event.organization_id == standing.staffs(who):
        return True
    return bool(await participants.of_organization(runner, event.id, who.organization))


async def _shown(
    transaction: Runner, event: MatchingEvent, own: tuple[UUID, ...], *, everything: bool
) -> tuple[contract.Shown, ...]:
    stored = await store.version(transaction, event.id, event.final_version)
    if stored is None:
        return ()
    people = await store.attendees(transaction, event.id, also_cancelled=True)
    coming = {one.id for one in await store.attendees(transaction, event.id)}
    all_ = everything or stored.state is contract.TimetableState.FINAL
    meetings = tuple(
        one
        for one in showing.meetings(event.id, stored.result)
        if {one.public_id, one.private_id} <= coming and (all_ or _is_of(one, own))
    )
    meetings = tuple(
        linked if _is_of(one, own) else one
        for one, linked in zip(meetings, showing.linked(meetings, people), strict=True)
    )
    met = {name for one in meetings for name in (one.public_id, one.private_id)} | set(own)
    shown = contract.Shown(
        event_id=event.id,
        title=event.title,
        venue=event.venue,
        version=stored.version,
        state=stored.state,
        now=await store.clock(transaction),
        objections_until=event.objections_until,
        revision=event.revision + stored.version,
        slots=showing.slots(event, stored),
        people=showing.seated(one for one in people if one.id in met),
        meetings=meetings,
        own=own,
        objections=await objections.own(transaction, event.id, own) if own else (),
    )
    return (shown,)


def _is_of(one: contract.Meeting, own: tuple[UUID, ...]) -> bool:
    return one.public_id in own or one.private_id in own


async def own_of(transaction: Runner, event_id: UUID, who: Actor) -> tuple[UUID, ...]:
    if who.organization is None:
        return ()
    return await store.own(transaction, event_id, who.organization, who.person)
