"""The day and its parts, as the contracts tell them."""

from __future__ import annotations

from datetime import datetime

import strawberry

from contracts import event_days as contract
from gateway.schema.day import words
from gateway.schema.events.nouns import EventSlot
from gateway.schema.timetables.nouns import shaped


@strawberry.type(description="A participant as who staffs the event sees them on the day.")
class DayPerson:
    id: strawberry.ID
    number: int
    code: str = strawberry.field(description="On the badge.")
    side: words.EventSide
    state: words.ParticipantState
    name: str
    name_kana: str
    organization_name: str
    unit_name: str
    arrived_at: datetime | None
    slot: str | None = strawberry.field(description="Of the meeting that runs or comes next.")
    table: str | None
    is_late: bool = strawberry.field(description="Not here, though a meeting has begun.")


@strawberry.type(description="A meeting as it stands on the day.")
class DayMeeting:
    id: strawberry.ID
    public_id: strawberry.ID
    private_id: strawberry.ID
    slot: str
    table: str | None
    state: words.MeetingState
    missing: list[strawberry.ID]
    may_refill: bool = strawberry.field(description="Somebody has sat alone for five minutes.")


@strawberry.type(description="The day, for who staffs the event.")
class EventDay:
    event_id: strawberry.ID
    title: str
    venue: str
    state: words.EventState
    version: int | None
    revision: str = strawberry.field(description="Changes whenever anything here does.")
    now: datetime = strawberry.field(description="By the clock of the database.")
    slots: list[EventSlot]
    running: str | None
    next: str | None
    people: list[DayPerson] = strawberry.field(description="In the order of kana.")
    meetings: list[DayMeeting]

    @classmethod
    def of(cls, record: contract.Day) -> EventDay:
        return shaped(
            cls,
            record,
            slots=[shaped(EventSlot, one) for one in record.slots],
            people=[shaped(DayPerson, one) for one in record.people],
            meetings=[shaped(DayMeeting, one) for one in record.meetings],
        )


@strawberry.type(description="Somebody who could take the place of who is missing.")
class StandIn:
    participant_id: strawberry.ID
    number: int
    name: str
    organization_name: str
    is_wanted: bool = strawberry.field(description="Both had said that they want to meet.")
    meetings: int
    stands_by: bool = strawberry.field(description="From the waiting list.")


@strawberry.type(description="What a note of a tablet came to.")
class CheckInOutcome:
    id: strawberry.ID
    result: words.CheckInResult
    code: str
    participant_id: strawberry.ID | None
    number: int | None
    name: str
    organization_name: str
    side: words.EventSide | None
    arrived_at: datetime | None


@strawberry.type(description="A place for which nobody was found.")
class EmptyPlace:
    public_id: strawberry.ID
    private_id: strawberry.ID
