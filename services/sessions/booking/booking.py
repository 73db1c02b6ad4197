"""Meetings booked by participants, and given back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chassis.calls import Asked
from chassis.postgres import Runner
from chassis.recording import record
from contracts import bookings as contract
from contracts.event_notices import NoticeKind
from contracts.faults import Conflict, NotFound
from contracts.matching_events import BookingMode
from services.sessions.booking import listing, notices, standing, turning
from services.sessions.booking.places import Day
from services.sessions.booking.queue import in_turn
from services.sessions.deps import Deps
from services.sessions.store.booking import bookings


async def book_meeting(deps: Deps, asked: Asked[contract.BookMeeting]) -> contract.Bookings:
    """Taken at once; full and away are one answer."""

    async def change(transaction: Runner) -> contract.Bookings:
        request = asked.request
        one, other = request.participant_id, request.other_id
        event, own = await standing.own_event(transaction, asked, one)
        standing.check_open(event, BookingMode.SELF)
        day = await standing.day_of(transaction, event)
        await standing.check_other(transaction, day, one, other)
        await bookings.lift(transaction, one, other)
        await take(transaction, day, request.id, (one, other), request.slot)
        await notices.of_pair(transaction, event, NoticeKind.BOOKED, request.id, other)
        await noted(transaction, asked, one, own)
        return await listing.bookings_of(transaction, event, one)

    return await in_turn(deps, contract.BOOK_MEETING, asked, change)


async def take(
    transaction: Runner, day: Day, booking_id: UUID, whose: standing.Pair, slot: str | None
) -> bookings.Booked:
    """A place in that slot, or in the first that both have free. Raises ``Conflict``."""
    one, other = whose
    both = {one, other} <= day.people.keys()
    places = day.free(*standing.ordered(day, one, other)) if both else ()
    found = next((place for place in places if slot in (None, place.slot)), None)
    wanted = await standing.wants(transaction, day.event, one, other)
    if found is None or not wanted:
        raise Conflict("there is no such place", reason="not_free")
    if not await bookings.take(transaction, booking_id, day.event.id, found):
        raise Conflict("there is no such place", reason="not_free")
    return found


async def noted(transaction: Runner, asked: Asked[Any], participant_id: UUID, own: UUID) -> None:
    """For the own side alone: not with whom."""
    kind = "booking"
    await record(transaction, asked, object_kind=kind, object_id=participant_id, tenant=own)


async def give_back(deps: Deps, asked: Asked[contract.GiveBackMeeting]) -> contract.Bookings:
    """The place is free again, for everybody but these two until whoever gave it back asks anew."""

    async def change(transaction: Runner) -> contract.Bookings:
        request = asked.request
        one, other = request.participant_id, request.other_id
        event, own = await standing.own_event(transaction, asked, one)
        if not await standing.may_give_back(transaction, event):
            raise Conflict("the day has begun", reason="too_late_to_give_back")
        was = await bookings.free(transaction, one, other)
        if was is None:
            raise NotFound("these two have booked no meeting")
        await bookings.refuse(transaction, one, other)
        await turning.withdraw(transaction, asked, event, was.pair)
        await notices.of_pair(transaction, event, NoticeKind.GIVEN_BACK, was.id, other)
        await noted(transaction, asked, one, own)
        return await listing.bookings_of(transaction, event, one)

    return await in_turn(deps, contract.GIVE_BACK_MEETING, asked, change)
