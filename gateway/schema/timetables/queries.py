"""The questions about timetables: the organizer's, and the one of participants."""

from __future__ import annotations

import strawberry

from contracts import timetables as contract
from contracts import timetabling
from gateway.schema.connections import Info, uuid_of
from gateway.schema.timetables.nouns import (
    MeetingPlace,
    MovesGain,
    Objection,
    ShownTimetable,
    Timetable,
    TimetableChange,
    TimetableVersion,
    reasons,
    shaped,
)


@strawberry.type
class TimetableQuestions:
    @strawberry.field(description="A version of the timetable, the newest unless one is named.")
    async def timetable(
        self, info: Info, event_id: strawberry.ID, version: int | None = None
    ) -> Timetable | None:
        asked = contract.GetTimetable(event_id=uuid_of(event_id, "event"), version=version)
        found = await info.context.ask(contract.GET_TIMETABLE, asked)
        return Timetable.of(found[0]) if found else None

    @strawberry.field(description="All versions, the newest first.")
    async def timetable_versions(
        self, info: Info, event_id: strawberry.ID
    ) -> list[TimetableVersion]:
        asked = contract.ListVersions(event_id=uuid_of(event_id, "event"))
        found = await info.context.ask(contract.LIST_VERSIONS, asked)
        return [shaped(TimetableVersion, one) for one in found]

    @strawberry.field(description="What is added, moved and cancelled from one version to another.")
    async def timetable_changes(
        self, info: Info, event_id: strawberry.ID, since: int, until: int
    ) -> list[TimetableChange]:
        asked = contract.ListChanges(event_id=uuid_of(event_id, "event"), since=since, until=until)
        found = await info.context.ask(contract.LIST_CHANGES, asked)
        return [shaped(TimetableChange, one) for one in found]

    @strawberry.field(description="What a repair would win if so many meetings might move.")
    async def timetable_moves(self, info: Info, event_id: strawberry.ID) -> list[MovesGain]:
        asked = timetabling.WeighMoves(event_id=uuid_of(event_id, "event"))
        found = await info.context.ask(timetabling.WEIGH_MOVES, asked)
        return [shaped(MovesGain, one) for one in found]

    @strawberry.field(description="Every place a meeting could have, with what is in the way.")
    async def meeting_places(
        self,
        info: Info,
        event_id: strawberry.ID,
        public_id: strawberry.ID,
        private_id: strawberry.ID,
    ) -> list[MeetingPlace]:
        asked = timetabling.ListPlaces(
            event_id=uuid_of(event_id, "event"),
            public_id=uuid_of(public_id, "participant"),
            private_id=uuid_of(private_id, "participant"),
        )
        found = await info.context.ask(timetabling.LIST_PLACES, asked)
        return [shaped(MeetingPlace, one, reasons=reasons(one.reasons)) for one in found]

    @strawberry.field(description="What is shown of the timetable to whoever takes part.")
    async def shown_timetable(self, info: Info, event_id: strawberry.ID) -> ShownTimetable | None:
        asked = contract.GetShown(event_id=uuid_of(event_id, "event"))
        found = await info.context.ask(contract.GET_SHOWN, asked)
        return ShownTimetable.of(found[0]) if found else None

    @strawberry.field(description="Objections, those that wait for an answer first.")
    async def objections(self, info: Info, event_id: strawberry.ID) -> list[Objection]:
        asked = contract.ListObjections(event_id=uuid_of(event_id, "event"))
        found = await info.context.ask(contract.LIST_OBJECTIONS, asked)
        return [shaped(Objection, one) for one in found]
