"""What participants see of a timetable, and what they say against it (異議)."""

from __future__ import annotations

from uuid import UUID

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.recording import record
from contracts import timetables as contract
from contracts.faults import Conflict, NotFound
from contracts.matching_events import EventState, MatchingEvent
from contracts.wire import Actor
from services.sessions import showing, standing
from services.sessions.ahead import Ahead, once_solved
from services.sessions.deps import Deps
from services.sessions.store import events, objections, participants
from services.sessions.store import timetables as store
from services.sessions.timetable.problem import Timetable
from services.sessions.timetables import concluded, planned, posed, solved

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
        own = await _own(transaction, event_id, who)
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
        if {one.public_id, one.private_id} <= coming
        and (all_ or {one.public_id, one.private_id} & set(own))
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


async def _own(transaction: Runner, event_id: UUID, who: Actor) -> tuple[UUID, ...]:
    if who.organization is None:
        return ()
    return await store.own(transaction, event_id, who.organization, who.person)


async def make_objection(
    deps: Deps, asked: Asked[contract.ObjectToTimetable]
) -> contract.Objection:
    async def change(transaction: Runner) -> contract.Objection:
        request = asked.request
        who, _ = await standing.acting(transaction, asked.actor)
        event_id = await objections.event_of(transaction, request.participant_id)
        own = await _own(transaction, event_id, who) if event_id else ()
        if event_id is None or request.participant_id not in own:
            raise NotFound("no such participant")
        event = await events.held(transaction, event_id, standing.organizes(who))
        await _check_time(transaction, event)
        await _check_meeting(transaction, event_id, request)
        await objections.insert(transaction, event_id, request)
        made = await objections.by_id(transaction, request.id)
        if made is None or made.participant_id != request.participant_id:
            raise Conflict("this id is already in use")
        await record(
            transaction, asked, object_kind="event", object_id=event_id, fields=("objection",)
        )
        return made

    return await once(deps.database, contract.OBJECT, asked, change)


async def _check_time(transaction: Runner, event: MatchingEvent | None) -> None:
    """While it is provisional, and until its time is over by the clock of the database."""
    until = event.objections_until if event else None
    if event is None or event.state is not EventState.PROVISIONAL or until is None:
        raise Conflict("nothing is shown provisionally", reason="objections_over")
    if await store.clock(transaction) >= until:
        raise Conflict("the time for objections is over", reason="objections_over")


async def _check_meeting(
    transaction: Runner, event_id: UUID, asked: contract.ObjectToTimetable
) -> None:
    if asked.other_id is None:
        return
    event = await events.by_ids(transaction, (event_id,), None)
    shown = await store.version(transaction, event_id, event[0].final_version) if event else None
    pair = {str(asked.participant_id), str(asked.other_id)}
    meetings = shown.result.meetings if shown else ()
    if not any({one.public, one.private} == pair for one in meetings):
        raise NotFound("no such meeting")


async def list_objections(
    deps: Deps, asked: Asked[contract.ListObjections]
) -> tuple[contract.Objection, ...]:
    async with deps.database.transaction() as transaction:
        event = await standing.organizing(transaction, asked.actor, asked.request.event_id)
        return await objections.of_event(transaction, event.id)


async def resolve_objection(
    deps: Deps, asked: Asked[contract.ResolveObjection]
) -> contract.Outcome:
    """Answered; accepted, the meeting goes and everybody else stays where they are."""

    async def change(transaction: Runner, ahead: Ahead) -> contract.Outcome:
        request = asked.request
        found = await objections.by_id(transaction, request.id)
        if found is None:
            raise NotFound("no such objection")
        event = await planned(transaction, asked, found.event_id, request.base_version)
        if found.accepted is not None:
            raise Conflict("it has been answered", reason="objection_answered")
        await objections.resolve(
            transaction, found.id, accepted=request.accepted, answer=request.answer
        )
        previous = await store.version(transaction, event.id)
        if not request.accepted or previous is None:
            return await concluded(transaction, asked, event.id, ("objection",))
        if request.keep_free:
            await _keep_free(transaction, asked, event, found, previous.result)
        problem = await posed(transaction, event)
        return await solved(transaction, asked, event.id, ahead, problem, previous.result)

    return await once_solved(deps, contract.RESOLVE_OBJECTION, asked, change)


async def _keep_free(
    transaction: Runner,
    asked: Asked[contract.ResolveObjection],
    event: MatchingEvent,
    found: contract.Objection,
    result: Timetable,
) -> None:
    """From now on whoever objected is not available in the time of that meeting."""
    pair = {str(found.participant_id), str(found.other_id)}
    meeting = next((one for one in result.meetings if {one.public, one.private} == pair), None)
    if meeting is None:
        return
    slots = tuple(one.id for one in event.slots)
    await participants.keep_free(transaction, found.participant_id, meeting.slot, slots)
    await record(
        transaction,
        asked,
        object_kind="participant",
        object_id=found.participant_id,
        tenant=event.organization_id,
        fields=("available",),
    )
