"""What a participant has arranged, as their own side may see it."""

from __future__ import annotations

from datetime import datetime

import strawberry

from contracts import bookings as contract
from contracts.bookings import RequestState
from gateway.schema.events import words
from gateway.schema.timetables.nouns import shaped

strawberry.enum(RequestState, description="Whether a request can still be answered.")


@strawberry.type(description="In which slots there is a place with somebody; why not is not told.")
class FreeSlots:
    other_id: strawberry.ID
    slots: list[str]

    @classmethod
    def of(cls, record: contract.FreeSlots) -> FreeSlots:
        return shaped(cls, record)


@strawberry.type(description="A meeting that was booked; its place once there is one to be told.")
class BookedMeeting:
    participant_id: strawberry.ID
    other_id: strawberry.ID
    other_name: str
    other_organization_name: str
    slot: str | None
    starts_at: datetime | None
    table: str | None = strawberry.field(description="None with a slot: online.")


@strawberry.type(description="A request for a meeting; declined it looks like one not answered.")
class MeetingRequest:
    id: strawberry.ID
    participant_id: strawberry.ID
    other_id: strawberry.ID
    other_name: str
    other_organization_name: str
    line: str
    state: RequestState
    asked_at: datetime
    expires_at: datetime
    slots: list[str] = strawberry.field(description="In which both could meet; of those received.")


@strawberry.type(description="All that a participant of one's own has arranged.")
class Bookings:
    participant_id: strawberry.ID
    event_id: strawberry.ID
    mode: words.BookingMode
    is_open: bool = strawberry.field(description="Whether meetings can be booked or asked for.")
    may_give_back: bool
    booked: list[BookedMeeting]
    sent: list[MeetingRequest]
    received: list[MeetingRequest]

    @classmethod
    def of(cls, record: contract.Bookings) -> Bookings:
        return shaped(
            cls,
            record,
            booked=[shaped(BookedMeeting, one) for one in record.booked],
            sent=[shaped(MeetingRequest, one) for one in record.sent],
            received=[shaped(MeetingRequest, one) for one in record.received],
        )


@strawberry.type
class BookingsPayload:
    bookings: Bookings

    @classmethod
    def of(cls, record: contract.Bookings) -> BookingsPayload:
        return cls(bookings=Bookings.of(record))
