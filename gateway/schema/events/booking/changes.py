"""The changes of meetings that participants arrange themselves."""

from __future__ import annotations

import strawberry

from contracts import bookings as contract
from gateway.schema.events.booking.nouns import BookingsPayload
from gateway.schema.events.inputs import asked
from gateway.schema.inputs import ID, KEY
from gateway.schema.passing import passing


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


_bookings = passing(BookingsPayload, asked)


@strawberry.type
class Booking:
    book_meeting = _bookings(
        contract.BOOK_MEETING, BookMeetingInput, "Take a place with somebody, at once."
    )
    give_back_meeting = _bookings(
        contract.GIVE_BACK_MEETING,
        GiveBackMeetingInput,
        "Give a booked meeting back, until the day begins.",
    )
    ask_for_meeting = _bookings(
        contract.ASK_FOR_MEETING,
        AskForMeetingInput,
        "Ask somebody for a meeting; they accept it, or it expires.",
    )
    withdraw_meeting_request = _bookings(
        contract.WITHDRAW_REQUEST,
        WithdrawMeetingRequestInput,
        "Take back a request of one's own that is open.",
    )
    answer_meeting_request = _bookings(
        contract.ANSWER_REQUEST,
        AnswerMeetingRequestInput,
        "Accept a request, or decline it without a word.",
    )
