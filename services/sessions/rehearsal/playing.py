"""A rehearsal played: from invitations to the morning of the day, in one go."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from msgspec.structs import replace

from chassis.calls import Asked
from chassis.idempotency import once
from chassis.postgres import Runner
from chassis.recording import record
from contracts.checkins import CheckInKind, CheckInMeans
from contracts.faults import Conflict, Forbidden, NotFound
from contracts.matching_events import CloneEvent, EventState, MatchingEvent
from contracts.participants import EventSide
from contracts.rehearsals import (
    REHEARSE_EVENT,
    REMOVE_REHEARSAL,
    Played,
    PlayedStep,
    Rehearsal,
    RehearsalRemoved,
    RehearseEvent,
    RemoveRehearsal,
)
from contracts.timetables import ObjectToTimetable, Outcome, Timetable, TimetableState
from contracts.wire import Actor, Role
from services.sessions import participants, standing, timetables
from services.sessions.deps import Deps
from services.sessions.rehearsal import copying, inventing
from services.sessions.rehearsal.inventing import Invented
from services.sessions.store import events, objections, preferences, rehearsals
from services.sessions.store import participants as people
from services.sessions.store import timetables as store
from services.sessions.store.day import check_ins
from services.sessions.store.day.check_ins import Note

Playing = Asked[RehearseEvent]
DOOR = "予行"


async def rehearse_event(deps: Deps, asked: Playing) -> Rehearsal:
    async def change(transaction: Runner) -> Rehearsal:
        acting = await _in_the_name_of(transaction, asked)
        event, invented = await _begun(transaction, acting)
        first = await _made(transaction, acting, event)
        second, objecting = await _objected(transaction, acting, event, first)
        last = await _changed_late(transaction, acting, event, invented)
        arrived = await _arrived(transaction, acting, event, invented)
        steps = {
            PlayedStep.INVITED: len(invented.people),
            PlayedStep.WISHED: sum(map(len, invented.grades.values())),
            PlayedStep.PLACED: len(first.meetings),
            PlayedStep.LEFT_OUT: len(first.left_out),
            PlayedStep.OBJECTED: objecting,
            PlayedStep.MOVED: second.moved + last.moved,
            PlayedStep.CANCELLED: len(invented.cancelling),
            PlayedStep.WALKED_IN: 1,
            PlayedStep.ARRIVED: arrived,
            PlayedStep.MISSING: len(invented.missing),
        }
        tenant = event.organization_id
        await record(transaction, asked, object_kind="event", object_id=event.id, tenant=tenant)
        found = await standing.organized(transaction, acting.actor, event.id)
        told = tuple(Played(step=step, number=number) for step, number in steps.items())
        return Rehearsal(event=found, steps=told, checked=last.checked)

    return await once(deps.database, REHEARSE_EVENT, asked, change)


async def _in_the_name_of(transaction: Runner, asked: Playing) -> Playing:
    """The operator acts for whoever runs the event; others for themselves."""
    if asked.actor is None or asked.actor.role is not Role.OPERATOR:
        return asked
    whose = await rehearsals.organizer(transaction, asked.request.source_id)
    if whose is None:
        raise NotFound("no such event")
    actor: Actor = replace(asked.actor, role=Role.ORGANIZER, organization=whose)
    return dataclasses.replace(asked, actor=actor)


async def _begun(transaction: Runner, asked: Playing) -> tuple[MatchingEvent, Invented]:
    """The copy with its people and their wishes, ready to be planned."""
    request = asked.request
    source = await standing.organizing(transaction, asked.actor, request.source_id)
    if not source.slots or not source.tables:
        raise Conflict("slots and tables are needed first", reason="event_incomplete")
    counts = [await people.registered(transaction, source.id, side) for side in EventSide]
    public = min(counts[0] or source.public_capacity, inventing.MOST_OF_A_SIDE) or 1
    private = min(counts[1] or source.private_capacity, inventing.MOST_OF_A_SIDE) or 1
    begins = await _soon(transaction, request.minutes)
    clone = CloneEvent(
        id=request.id, source_id=source.id, title=source.title, held_on=begins.date()
    )
    copy = copying.copied(source, clone, begins, public, private)
    if not await events.insert(transaction, source.organization_id, copy, source.id):
        raise Conflict("this id is already in use")
    await rehearsals.mark(transaction, copy.id, source.time_zone)
    event = await standing.organized(transaction, asked.actor, copy.id)
    invented = inventing.invent(event, public, private, request.seed)
    for one in invented.people:
        await participants.enter(transaction, event, one)
    for who, grades in invented.grades.items():
        await preferences.put(transaction, who, grades)
    await events.set_state(transaction, event.id, EventState.SCHEDULING)
    return await standing.organized(transaction, asked.actor, event.id), invented


async def _soon(transaction: Runner, minutes: int) -> datetime:
    """A whole minute, by the clock of the database."""
    now = await store.clock(transaction)
    return now.replace(second=0, microsecond=0) + timedelta(minutes=minutes + 1)


async def _made(transaction: Runner, asked: Playing, event: MatchingEvent) -> Timetable:
    problem = await timetables.posed(transaction, event, asked.request.seed)
    made = _planned(await timetables.solved(transaction, asked, event.id, None, problem))
    await store.show(transaction, event.id, made.version, TimetableState.PROVISIONAL)
    await events.set_state(transaction, event.id, EventState.PROVISIONAL)
    return made


async def _objected(
    transaction: Runner, asked: Playing, event: MatchingEvent, made: Timetable
) -> tuple[Timetable, int]:
    """A few object; all but the last are right, and the rest stays where it is."""
    objecting = made.meetings[: inventing.OBJECTORS]
    for place, one in enumerate(objecting):
        given = ObjectToTimetable(
            id=uuid5(event.id, f"objection {place}"),
            participant_id=one.private_id,
            other_id=one.public_id,
            text="（予行）この時間は都合がつきません。",
        )
        await objections.insert(transaction, event.id, given)
        accepted = place + 1 < len(objecting)
        await objections.resolve(transaction, given.id, accepted=accepted, answer="（予行）")
    after = await _repaired(transaction, asked, event)
    await store.show(transaction, event.id, after.version, TimetableState.FINAL)
    await events.set_state(transaction, event.id, EventState.LIVE)
    return after, len(objecting)


async def _changed_late(
    transaction: Runner, asked: Playing, event: MatchingEvent, invented: Invented
) -> Timetable:
    """Some cancel, one walks in; freed places are filled, and the new version is shown."""
    for who in invented.cancelling:
        await people.cancel(transaction, who)
    await participants.enter(transaction, event, invented.walk_in)
    after = await _repaired(transaction, asked, event)
    await store.show(transaction, event.id, after.version, TimetableState.FINAL)
    return after


async def _repaired(transaction: Runner, asked: Playing, event: MatchingEvent) -> Timetable:
    previous = await store.version(transaction, event.id)
    problem = await timetables.posed(transaction, event, asked.request.seed)
    kept = previous.result if previous else None
    return _planned(await timetables.solved(transaction, asked, event.id, None, problem, kept))


def _planned(outcome: Outcome) -> Timetable:
    if outcome.timetable is None:
        raise Conflict("this event contradicts itself", reason="event_incomplete")
    return outcome.timetable


async def _arrived(
    transaction: Runner, asked: Playing, event: MatchingEvent, invented: Invented
) -> int:
    """Everybody who comes is checked in, but for the last ones: the staff's to practise with."""
    now = await store.clock(transaction)
    notes = tuple(_notes(event.id, invented, now))
    account = asked.actor.account if asked.actor else event.id
    await check_ins.keep(transaction, event.id, notes, DOOR, account)
    return len(notes)


def _notes(event_id: UUID, invented: Invented, now: datetime) -> Iterator[Note]:
    gone = {*invented.cancelling, *invented.missing}
    coming = [one.id for one in invented.people if one.id not in gone]
    for who in coming[: -len(coming) // 10 or None]:
        yield Note(
            id=uuid5(event_id, f"arrival {who}"),
            participant_id=who,
            kind=CheckInKind.ARRIVAL.value,
            means=CheckInMeans.QR.value,
            at=now,
        )


async def remove_rehearsal(deps: Deps, asked: Asked[RemoveRehearsal]) -> RehearsalRemoved:
    async def change(transaction: Runner) -> RehearsalRemoved:
        event = await standing.organized(transaction, asked.actor, asked.request.id)
        if not event.rehearsal:
            raise Forbidden("only a rehearsal is removed")
        gone = await rehearsals.remove(transaction, event.id)
        tenant = event.organization_id
        await record(transaction, asked, object_kind="event", object_id=event.id, tenant=tenant)
        return RehearsalRemoved(id=event.id, participants=gone)

    return await once(deps.database, REMOVE_REHEARSAL, asked, change)
