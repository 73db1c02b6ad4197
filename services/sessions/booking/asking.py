"""Meetings that one side asks for and the other accepts; a refusal looks like silence."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from chassis.calls import Asked
from chassis.postgres import Runner
from contracts import bookings as contract
from contracts.event_notices import NoticeKind
from contracts.faults import Conflict, FieldProblem, Invalid, NotFound
from contracts.matching_events import BookingMode, MatchingEvent
from services.sessions.booking import booking, listing, notices, standing
from services.sessions.booking.queue import in_turn
from services.sessions.deps import Deps
from services.sessions.store import timetables as store
from services.sessions.store.booking import bookings, requests
from services.sessions.store.booking.requests import Request


async def ask_for_meeting(deps: Deps, asked: Asked[contract.AskForMeeting]) -> contract.Bookings:
    async def change(transaction: Runner) -> contract.Bookings:
        request = asked.request
        one, other = request.participant_id, request.other_id
        event, own = await standing.own_event(transaction, asked, one)
        standing.check_open(event, BookingMode.HYBRID)
        day = await standing.day_of(transaction, event)
        await standing.check_other(transaction, day, one, other)
        await standing.check_own_no(transaction, one, other)
        if any({one, other} == set(each.pair) for each in day.booked):
            raise Conflict("these two meet already", reason="booked_already")
        await bookings.lift(transaction, one, other)
        await _ask(transaction, event, request)
        await booking.noted(transaction, asked, one, own)
        return await listing.bookings_of(transaction, event, one)

    return await in_turn(deps, contract.ASK_FOR_MEETING, asked, change)


async def _ask(transaction: Runner, event: MatchingEvent, asked: contract.AskForMeeting) -> None:
    if "\n" in asked.line or "\r" in asked.line:
        raise Invalid("one line", fields=(FieldProblem("line", "one_line"),))
    one, other = asked.participant_id, asked.other_id
    now = await store.clock(transaction)
    known = await requests.of(transaction, one)
    open_ = [each for each in known if each.participant_id == one and each.is_open(now)]
    if len(open_) >= contract.OPEN_REQUESTS:
        raise Conflict("as many requests as may be open", reason="requests_many")
    made = Request(
        id=asked.id,
        event_id=event.id,
        participant_id=one,
        other_id=other,
        line=asked.line.strip(),
        asked_at=now,
        expires_at=now,
    )
    if not await requests.ask(transaction, made, contract.REQUEST_HOURS):
        raise Conflict("asked already", reason="asked_already")
    found = await requests.by_id(transaction, asked.id)
    if found is not None and not found.is_hidden:
        cause = uuid5(one, str(other))  # once, however often it is withdrawn and asked again
        await notices.of_pair(transaction, event, NoticeKind.ASKED, cause, other)


async def withdraw_request(deps: Deps, asked: Asked[contract.WithdrawRequest]) -> contract.Bookings:
    async def change(transaction: Runner) -> contract.Bookings:
        found, event, own = await _found(transaction, asked, sent=True)
        await requests.withdraw(transaction, found.id)
        await booking.noted(transaction, asked, found.participant_id, own)
        return await listing.bookings_of(transaction, event, found.participant_id)

    return await in_turn(deps, contract.WITHDRAW_REQUEST, asked, change)


async def answer_request(deps: Deps, asked: Asked[contract.AnswerRequest]) -> contract.Bookings:
    """Accepted, both have a place at once. Declined, nobody is told, and nothing else changes."""

    async def change(transaction: Runner) -> contract.Bookings:
        request = asked.request
        found, event, own = await _found(transaction, asked, sent=False)
        one, other = found.other_id, found.participant_id
        if request.accepted:
            day = await standing.day_of(transaction, event)
            await bookings.lift(transaction, one, other)
            await booking.take(transaction, day, found.id, (one, other), request.slot)
            await requests.accept(transaction, one, other)
            await notices.of_pair(transaction, event, NoticeKind.ACCEPTED, found.id, other)
        else:
            await bookings.refuse(transaction, one, other)
        await booking.noted(transaction, asked, one, own)
        return await listing.bookings_of(transaction, event, one)

    return await in_turn(deps, contract.ANSWER_REQUEST, asked, change)


async def _found(
    transaction: Runner, asked: Asked[Any], *, sent: bool
) -> tuple[Request, MatchingEvent, UUID]:
    """One that is open, of one's own side. Raises ``NotFound`` for any other, and who hides it."""
    known = await requests.by_id(transaction, asked.request.id)
    if known is None:
        raise NotFound("no such request")
    whose = known.participant_id if sent else known.other_id
    event, own = await standing.own_event(transaction, asked, whose)
    standing.check_open(event, BookingMode.HYBRID)
    found = await requests.by_id(transaction, asked.request.id)
    now = await store.clock(transaction)
    if found is None or not found.is_open(now) or (found.is_hidden and not sent):
        raise NotFound("no such request")
    return found, event, own
