"""The questions about what came of events and meetings."""

from __future__ import annotations

import strawberry

from contracts import event_reports, follow_ups, ratings
from gateway.schema.after.nouns import EventReport, FollowUp, IntroducingMeeting, MeetingRatings
from gateway.schema.connections import Info, uuid_of
from gateway.schema.timetables.nouns import shaped


@strawberry.type
class AfterQuestions:
    @strawberry.field(description="One's own meetings that were held, with one's own ratings.")
    async def meeting_ratings(self, info: Info, event_id: strawberry.ID) -> MeetingRatings | None:
        asked = ratings.ListRatings(event_id=uuid_of(event_id, "event"))
        return MeetingRatings.of(await info.context.ask(ratings.LIST_RATINGS, asked))

    @strawberry.field(description="What came of an event, for its organizer.")
    async def event_report(self, info: Info, event_id: strawberry.ID) -> EventReport | None:
        asked = event_reports.GetEventReport(event_id=uuid_of(event_id, "event"))
        return EventReport.of(await info.context.ask(event_reports.GET_EVENT_REPORT, asked))

    @strawberry.field(description="Meetings at events that an introduction came from.")
    async def introducing_meetings(
        self, info: Info, introduction_id: strawberry.ID
    ) -> list[IntroducingMeeting]:
        asked = follow_ups.ListMeetings(introduction_id=uuid_of(introduction_id, "introduction"))
        found = await info.context.ask(follow_ups.LIST_MEETINGS, asked)
        return [shaped(IntroducingMeeting, one) for one in found]

    @strawberry.field(description="What is asked of both sides, with one's own answers.")
    async def follow_ups(self, info: Info, introduction_id: strawberry.ID) -> list[FollowUp]:
        asked = follow_ups.ListFollowUps(introduction_id=uuid_of(introduction_id, "introduction"))
        found = await info.context.ask(follow_ups.LIST_FOLLOW_UPS, asked)
        return [FollowUp.of(one) for one in found]
