"""The day as who staffs it sees it: who has arrived, who is late, where somebody sits alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from chassis.calls import Asked
from chassis.postgres import Runner
from contracts import event_days as contract
from contracts.checkins import short_code
from contracts.event_days import Day, DayMeeting, DayPerson
from contracts.faults import NotFound
from contracts.matching_events import MatchingEvent, Slot
from contracts.participants import ParticipantState
from contracts.timetables import Meeting
from services.sessions import agendas, standing
from services.sessions.day import rules
from services.sessions.day.settling import shown_meetings
from services.sessions.deps import Deps
from services.sessions.store import events, timetables
from services.sessions.store.day import check_ins, outcomes
from services.sessions.store.day.people import Comer, comers


async def get_day(deps: Deps, asked: Asked[contract.GetDay]) -> Day:
    async with deps.database.transaction() as transaction:
        event = await standing.staffing(transaction, asked.actor, asked.request.event_id)
        return await seen(transaction, event)


async def seen(runner: Runner, event: MatchingEvent) -> Day:
    now = await timetables.clock(runner)
    people = await comers(runner, event.id)
    shown = await shown_meetings(runner, event)
    arrived = {one.id: one.arrived_at for one in people if one.arrived_at is not None}
    slots = {slot.id: slot for slot in event.slots}
    known = await outcomes.of_event(runner, event.id)
    runs, comes = rules.running(event.slots, now)
    return Day(
        event_id=event.id,
        title=event.title,
        venue=event.venue,
        state=event.state,
        version=event.final_version,
        revision=await check_ins.revision(runner, event.id),
        now=now,
        slots=tuple(sorted(event.slots, key=lambda slot: slot.starts_at)),
        running=runs.id if runs else None,
        next=comes.id if comes else None,
        people=_people(people, shown, slots, now),
        meetings=(*rules.meetings(shown, slots, arrived, known, now), *_given_away(shown, known)),
    )


def _given_away(
    shown: Iterable[Meeting], known: Mapping[UUID, outcomes.Outcome]
) -> Iterable[DayMeeting]:
    """Meetings that the timetable has no longer, because somebody did not come."""
    there = {one.id for one in shown}
    for one in known.values():
        if one.meeting_id not in there:
            yield DayMeeting(
                id=one.meeting_id,
                public_id=one.public_id,
                private_id=one.private_id,
                slot=one.slot,
                state=contract.MeetingState(one.state),
                missing=one.missing,
            )


def _people(
    people: Iterable[Comer], shown: Iterable[Meeting], slots: Mapping[str, Slot], now: datetime
) -> tuple[DayPerson, ...]:
    own: dict[UUID, list[Meeting]] = {}
    for one in shown:
        if one.slot in slots:
            own.setdefault(one.public_id, []).append(one)
            own.setdefault(one.private_id, []).append(one)
    return tuple(
        _person(one, own.get(one.id, []), slots, now)
        for one in people
        if one.state is not ParticipantState.CANCELLED or one.arrived_at is not None
    )


def _person(
    one: Comer, meetings: Iterable[Meeting], slots: Mapping[str, Slot], now: datetime
) -> DayPerson:
    ordered = sorted(meetings, key=lambda each: slots[each.slot].starts_at)
    coming = next((each for each in ordered if slots[each.slot].ends_at > now), None)
    begun = bool(ordered) and slots[ordered[0].slot].starts_at <= now
    return DayPerson(
        id=one.id,
        number=one.number,
        code=short_code(one.number),
        side=one.side,
        state=one.state,
        name=one.name,
        name_kana=one.name_kana,
        organization_name=one.organization_name,
        unit_name=one.unit_name,
        arrived_at=one.arrived_at,
        slot=coming.slot if coming else None,
        table=coming.table if coming else None,
        is_late=begun and one.arrived_at is None,
    )


async def watch_day(deps: Deps, asked: Asked[contract.WatchDay]) -> contract.Watched:
    """For who staffs the event, and for participants to whom the timetable is shown."""
    who, own = await standing.acting(deps.database, asked.actor)
    event_id = asked.request.event_id
    found = await events.by_ids(deps.database, (event_id,), standing.staffs(who))
    if not found:
        raise NotFound("no such event")
    [event] = found
    if event.organization_id != standing.staffs(who):
        shown = agendas.is_shown(event)
        part = shown and await timetables.own(deps.database, event.id, own, who.person)
        if not part and not (shown and await agendas.looks_on(deps.database, event, who)):
            raise NotFound("no such event")
    return contract.Watched(revision=await check_ins.revision(deps.database, event_id))
