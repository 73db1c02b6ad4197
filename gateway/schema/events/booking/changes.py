"""The changes of meetings that participants arrange themselves."""

from __future__ import annotations

from typing import Any

import strawberry

from contracts import bookings as contract
from contracts.wire import Method
from gateway.schema.connections import Info
from gateway.schema.events.booking.nouns import Bookings, BookingsPayload
from gateway.schema.events.inputs import asked
from gateway.schema.inputs import ID, KEY


@strawberry.input
class BookMeetingInput:
    id: strawberry.ID = strawberry.field(description=ID)
    participant_id: strawberry.ID
    other_id: strawberry.ID
    slot: str
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class GiveBackMeetingInput:
    participant_id: strawberry.ID
    other_id: strawberry.ID
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class AskForMeetingInput:
    id: strawberry.ID = strawberry.field(description=ID)
    participant_id: strawberry.ID
    other_id: strawberry.ID
    line: str = strawberry.field(default="", description="What it is about, for the other side.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class WithdrawMeetingRequestInput:
    id: strawberry.ID
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


@strawberry.input
class AnswerMeetingRequestInput:
    id: strawberry.ID
    accepted: bool
    slot: str | None = strawberry.field(default=None, description="None: the first possible.")
    idempotency_key: str | None = strawberry.field(default=None, description=KEY)


async def _done(
    info: Info, method: Method[Any, contract.Bookings], kind: type[Any], given: Any
) -> BookingsPayload:
    found = await info.context.ask(method, asked(kind, given))
    return BookingsPayload(bookings=Bookings.of(found))


@strawberry.type
class Booking:
    @strawberry.mutation(description="Take a place with somebody, at once.")
    async def book_meeting(
        self,
        info: Info,
        input: BookMeetingInput,  # noqa: A002 -- Relay's word
    ) -> BookingsPayload:
        return await _done(info, contract.BOOK_MEETING, contract.BookMeeting, input)

    @strawberry.mutation(description="Give a booked meeting back, until the day begins.")
    async def give_back_meeting(
        self,
        info: Info,
        input: GiveBackMeetingInput,  # noqa: A002 -- Relay's word
    ) -> BookingsPayload:
        return await _done(info, contract.GIVE_BACK_MEETING, contract.GiveBackMeeting, input)

    @strawberry.mutation(description="Ask somebody for a meeting; they accept it, or it expires.")
    async def ask_for_meeting(
        self,
        info: Info,
        input: AskForMeetingInput,  # noqa: A002 -- Relay's word
    ) -> BookingsPayload:
        return await _done(info, contract.ASK_FOR_MEETING, contract.AskForMeeting, input)

    @strawberry.mutation(description="Take back a request of one's own that is open.")
    async def withdraw_meeting_request(
        self,
        info: Info,
        input: WithdrawMeetingRequestInput,  # noqa: A002 -- Relay's word
    ) -> BookingsPayload:
        return await _done(info, contract.WITHDRAW_REQUEST, contract.WithdrawRequest, input)

    @strawberry.mutation(description="Accept a request, or decline it without a word.")
    async def answer_meeting_request(
        self,
        info: Info,
        input: AnswerMeetingRequestInput,  # noqa: A002 -- Relay's word
    ) -> BookingsPayload:
        return await _done(info, contract.ANSWER_REQUEST, contract.AnswerRequest, input)
