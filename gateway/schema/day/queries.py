"""The questions about the day of a matching event."""

from __future__ import annotations

import strawberry

from contracts import event_days as contract
from gateway.schema.connections import Info, uuid_of
from gateway.schema.day.nouns import EventDay, StandIn
from gateway.schema.timetables.nouns import shaped


@strawberry.type
class DayQuestions:
    @strawberry.field(description="The day, for who staffs the event.")
    async def event_day(self, info: Info, event_id: strawberry.ID) -> EventDay | None:
        asked = contract.GetDay(event_id=uuid_of(event_id, "event"))
        return EventDay.of(await info.context.ask(contract.GET_DAY, asked))

    @strawberry.field(description="Whether anything is new, for screens that stay open.")
    async def event_day_revision(self, info: Info, event_id: strawberry.ID) -> str | None:
        asked = contract.WatchDay(event_id=uuid_of(event_id, "event"))
        return (await info.context.ask(contract.WATCH_DAY, asked)).revision

    @strawberry.field(description="Who could take the place of who is missing, the best first.")
    async def stand_ins(
        self,
        info: Info,
        event_id: strawberry.ID,
        public_id: strawberry.ID,
        private_id: strawberry.ID,
    ) -> list[StandIn]:
        asked = contract.ListStandIns(
            event_id=uuid_of(event_id, "event"),
            public_id=uuid_of(public_id, "participant"),
            private_id=uuid_of(private_id, "participant"),
        )
        found = await info.context.ask(contract.LIST_STAND_INS, asked)
        return [shaped(StandIn, one) for one in found]
