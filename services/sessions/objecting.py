"""What participants say against a provisional timetable (異議), and what the organizer answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from msgspec.structs import replace

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.recording import record
from contracts import timetables as contract
from contracts.faults import Conflict, NotFound
from contracts.matching_events import EventState, MatchingEvent
from services.sessions import rearranging, standing
from services.sessions.agendas import own_of
from services.sessions.ahead import Ahead, once_solved
from services.sessions.deps import Deps
from services.sessions.store import events, objections, participants
from services.sessions.store import timetables as store
from services.sessions.timetable.problem import Meeting, Timetable
from services.sessions.timetables import concluded, kept_as_new, planned, posed, solved


async def make_objection(
    deps: Deps, asked: Asked[contract.ObjectToTimetable]
) -> contract.Objection:
    async def change(transaction: Runner) -> contract.Objection:
        request = asked.request
        who, _ = await standing.acting(transaction, asked.actor)
        event_id = await objections.event_of(transaction, request.participant_id)
        own = await own_of(transaction, event_id, who) if event_id else ()
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
        meeting = _meeting(found, previous.result)
        if request.keep_free and meeting is not None:
            await _keep_free(transaction, asked, event, found, meeting.slot)
        if not request.fill:
            return await _taken_out(transaction, asked, event, previous, meeting)
        problem = await posed(transaction, event)
        return await solved(transaction, asked, event.id, ahead, problem, previous.result)

    return await once_solved(deps, contract.RESOLVE_OBJECTION, asked, change)


def _meeting(found: contract.Objection, result: Timetable) -> Meeting | None:
    pair = {str(found.participant_id), str(found.other_id)}
    return next((one for one in result.meetings if {one.public, one.private} == pair), None)


async def _taken_out(
    transaction: Runner,
    asked: Asked[contract.ResolveObjection],
    event: MatchingEvent,
    stored: store.Stored,
    meeting: Meeting | None,
) -> contract.Outcome:
    """That meeting and nothing else: what contradicts itself elsewhere stays as it is."""
    if meeting is None:
        return await concluded(transaction, asked, event.id, ("objection",))
    pair = (meeting.public, meeting.private)
    made = rearranging.without(stored.problem, stored.result, pair)
    return await kept_as_new(transaction, asked, event.id, made)


async def _keep_free(
    transaction: Runner,
    asked: Asked[contract.ResolveObjection],
    event: MatchingEvent,
    found: contract.Objection,
    slot: str,
) -> None:
    """From now on whoever objected is not available in that time."""
    slots = tuple(one.id for one in event.slots)
    await participants.keep_free(transaction, found.participant_id, slot, slots)
    await objections.keep_free(transaction, found.id, slot)
    await _recorded(transaction, asked, event, found.participant_id)


async def reopen_objection(
    deps: Deps, asked: Asked[contract.ReopenObjection]
) -> contract.Objection:
    """It waits for an answer again, and who was kept free for it is available again."""

    async def change(transaction: Runner) -> contract.Objection:
        found = await objections.by_id(transaction, asked.request.id)
        if found is None:
            raise NotFound("no such objection")
        event = await standing.organized(transaction, asked.actor, found.event_id)
        if event.state is not EventState.PROVISIONAL:
            raise Conflict("answers stand once it is final", reason="answers_stand")
        slot = await objections.reopen(transaction, found.id)
        if slot:
            await participants.free_again(transaction, found.participant_id, slot)
            await _recorded(transaction, asked, event, found.participant_id)
        await record(
            transaction,
            asked,
            object_kind="event",
            object_id=event.id,
            tenant=event.organization_id,
            fields=("objection",),
        )
        return replace(found, accepted=None, answer="")

    return await once(deps.database, contract.REOPEN_OBJECTION, asked, change)


async def _recorded(
    transaction: Runner, asked: Asked[Any], event: MatchingEvent, participant_id: UUID
) -> None:
    await record(
        transaction,
        asked,
        object_kind="participant",
        object_id=participant_id,
        tenant=event.organization_id,
        fields=("available",),
    )
