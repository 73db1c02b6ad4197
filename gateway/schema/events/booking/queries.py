"""The questions about meetings that participants arrange themselves."""

from __future__ import annotations

import strawberry

from contracts import bookings as contract
from gateway.schema.connections import Info, uuid_of
from gateway.schema.events.booking.nouns import Bookings, FreeSlots


@strawberry.type
class BookingQuestions:
    @strawberry.field(description="What a participant of one's own has arranged.")
    async def bookings(self, info: Info, participant_id: strawberry.ID) -> Bookings | None:
        whose = uuid_of(participant_id, "participant")
        asked = contract.ListBookings(participant_id=whose)
        return Bookings.of(await info.context.ask(contract.LIST_BOOKINGS, asked))

    @strawberry.field(description="Where a participant of one's own could meet some others.")
    async def free_slots(
        self, info: Info, participant_id: strawberry.ID, other_ids: list[strawberry.ID]
    ) -> list[FreeSlots]:
        whose = uuid_of(participant_id, "participant")
        others = tuple(uuid_of(one, "participant") for one in other_ids)
        asked = contract.ListFreeSlots(participant_id=whose, other_ids=others)
        found = await info.context.ask(contract.LIST_FREE_SLOTS, asked)
        return [FreeSlots.of(one) for one in found]

    @strawberry.field(description="How many meetings participants have booked, for the organizer.")
    async def booked_meetings(self, info: Info, event_id: strawberry.ID) -> int:
        asked = contract.CountBookings(event_id=uuid_of(event_id, "event"))
        return (await info.context.ask(contract.COUNT_BOOKINGS, asked)).meetings
