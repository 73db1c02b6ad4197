"""What a participant has arranged, and where there is still a place with whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from chassis.calls import Asked
from chassis.postgres import Runner
from contracts import bookings as contract
from contracts.faults import NotFound
from contracts.matching_events import BookingMode, EventState, MatchingEvent
from contracts.participants import Participant
from services.sessions import standing as rights
from services.sessions.booking import standing
from services.sessions.booking.places import Day
from services.sessions.deps import Deps
from services.sessions.store import events, participants
from services.sessions.store import timetables as store
from services.sessions.store.booking import bookings, requests
from services.sessions.store.booking.requests import Request

People = Mapping[UUID, Participant]


async def list_bookings(deps: Deps, asked: Asked[contract.ListBookings]) -> contract.Bookings:
    async with deps.database.transaction() as transaction:
        whose = asked.request.participant_id
        event, _ = await standing.own_event(transaction, asked, whose)
        return await bookings_of(transaction, event, whose)


async def list_free_slots(
    deps: Deps, asked: Asked[contract.ListFreeSlots]
) -> tuple[contract.FreeSlots, ...]:
    """None for anybody while nothing is arranged by participants."""
    async with deps.database.transaction() as transaction:
        whose = asked.request.participant_id
        event, _ = await standing.own_event(transaction, asked, whose)
        others = tuple(dict.fromkeys(asked.request.other_ids))
        if not standing.is_open(event, BookingMode.SELF):
            return tuple(contract.FreeSlots(other_id=other) for other in others)
        day = await standing.day_of(transaction, event)
        willing = await standing.willing(transaction, whose, others)
    return tuple(
        contract.FreeSlots(
            other_id=other, slots=slots(day, whose, other) if other in willing else ()
        )
        for other in others
    )


def slots(day: Day, one: UUID, other: UUID) -> tuple[str, ...]:
    if not {one, other} <= day.people.keys():
        return ()
    return tuple(place.slot for place in day.free(*standing.ordered(day, one, other)))


async def count_bookings(
    deps: Deps, asked: Asked[contract.CountBookings]
) -> contract.BookingCounts:
    own = rights.organizes(asked.actor)
    found = await events.by_ids(deps.database, [asked.request.event_id], own)
    if not found or found[0].organization_id != own:
        raise NotFound("no such event")
    booked = await bookings.of_event(deps.database, found[0].id)
    return contract.BookingCounts(meetings=len(booked))


async def bookings_of(transaction: Runner, event: MatchingEvent, whose: UUID) -> contract.Bookings:
    """Of a participant that is one's own. The event is held."""
    day = await standing.day_of(transaction, event)
    known = await requests.of(transaction, whose)
    booked = [one for one in day.booked if whose in one.pair]
    ids = {name for one in booked for name in one.pair}
    ids |= {name for one in known for name in (one.participant_id, one.other_id)}
    people = {one.id: one for one in await participants.by_ids(transaction, sorted(ids))}
    shown = await _shown(transaction, event)
    now = await store.clock(transaction)
    is_open = standing.is_open(event)
    return contract.Bookings(
        participant_id=whose,
        event_id=event.id,
        mode=event.mode,
        is_open=is_open,
        may_give_back=await standing.may_give_back(transaction, event),
        booked=tuple(_booked(event, booked, whose, people, shown)),
        sent=tuple(
            _request(one, people, whose, contract.RequestState.OPEN)
            if one.is_open(now)
            else _request(one, people, whose, contract.RequestState.EXPIRED)
            for one in known
            if one.participant_id == whose and not one.withdrawn_at and not one.accepted_at
        ),
        received=tuple(
            _request(one, people, whose, contract.RequestState.OPEN, day)
            for one in known
            if one.other_id == whose and one.is_open(now) and not one.is_hidden and is_open
            if one.participant_id in day.people
        ),
    )


Shown = Mapping[tuple[UUID, UUID], tuple[str, str | None]]


async def _shown(transaction: Runner, event: MatchingEvent) -> Shown | None:
    """Where pairs meet in the timetable that is shown; none before there is one."""
    if event.final_version is None:
        return None
    stored = await store.version(transaction, event.id, event.final_version)
    meetings = stored.result.meetings if stored else ()
    return {(UUID(one.public), UUID(one.private)): (one.slot, one.table) for one in meetings}


def _booked(
    event: MatchingEvent,
    booked: list[bookings.Booked],
    whose: UUID,
    people: People,
    shown: Shown | None,
) -> Iterator[contract.BookedMeeting]:
    """With their places while these are theirs to take, and again once they are shown."""
    starts = {slot.id: slot.starts_at for slot in event.slots}
    for one in booked:
        if shown is not None and one.pair not in shown:
            continue  # the organizer has taken it out
        where: tuple[str | None, str | None] = (None, None)
        if shown is not None:
            where = shown[one.pair]
        elif event.state is EventState.PREFERENCES:
            where = (one.slot, one.table_id)
        [other] = {*one.pair} - {whose}
        yield contract.BookedMeeting(
            participant_id=whose,
            other_id=other,
            other_name=people[other].name,
            other_organization_name=people[other].organization_name,
            slot=where[0],
            starts_at=starts.get(where[0] or ""),
            table=where[1],
        )


def _request(
    one: Request,
    people: People,
    whose: UUID,
    state: contract.RequestState,
    day: Day | None = None,
) -> contract.MeetingRequest:
    other = one.other_id if one.participant_id == whose else one.participant_id
    return contract.MeetingRequest(
        id=one.id,
        participant_id=whose,
        other_id=other,
        other_name=people[other].name,
        other_organization_name=people[other].organization_name,
        line=one.line,
        state=state,
        asked_at=one.asked_at,
        expires_at=one.expires_at,
        slots=slots(day, whose, other) if day else (),
    )
