"""Ratings, reports and follow-up questions, as whoever asks may see them."""

from __future__ import annotations

from datetime import datetime

import strawberry

from contracts import event_reports, follow_ups, ratings
from gateway.schema.after import words
from gateway.schema.introductions.nouns import Contact
from gateway.schema.timetables.nouns import shaped


@strawberry.type(description="A meeting of one's own that was held, and what the own side says.")
class RatedMeeting:
    participant_id: strawberry.ID
    participant_name: str
    other_id: strawberry.ID
    other_name: str
    other_organization_name: str
    starts_at: datetime
    table: str | None
    go_on: words.GoOn | None
    line: str
    contact: Contact
    both: bool = strawberry.field(
        description="Both want to go on: all that is ever told of the other side."
    )

    @classmethod
    def of(cls, record: ratings.RatedMeeting) -> RatedMeeting:
        return shaped(cls, record, contact=Contact.of(record.contact))


@strawberry.type(description="One's own meetings at an event that were held.")
class MeetingRatings:
    title: str
    is_open: bool = strawberry.field(description="Whether they can still be changed.")
    is_own: bool = strawberry.field(description="Else a colleague takes part, who rates.")
    meetings: list[RatedMeeting]

    @classmethod
    def of(cls, record: ratings.Ratings) -> MeetingRatings:
        meetings = [RatedMeeting.of(one) for one in record.meetings]
        return shaped(cls, record, meetings=meetings)


@strawberry.type(description="Figures of participants of a kind; none where they are few.")
class ReportGroup:
    by: words.ReportGrouping
    value: str
    participants: int | None
    planned: int | None
    held: int | None
    without: int | None = strawberry.field(description="Of them, those without any meeting.")


@strawberry.type(description="What came of an event; what few people did is left out.")
class EventReport:
    made_at: datetime
    is_kept: bool
    invited: int
    registered: int
    waiting: int
    cancelled: int
    moved_up: int
    arrived: int | None
    spoken: int | None
    wanted: int | None
    planned: int
    held: int
    no_shows: int | None
    rated: int | None
    yes: int | None
    agreed: int | None
    introductions: int | None
    idle_median_minutes: int | None
    idle_most_minutes: int | None
    wait_median_hours: int | None
    groups: list[ReportGroup]

    @classmethod
    def of(cls, record: event_reports.EventReport) -> EventReport:
        return shaped(cls, record, groups=[shaped(ReportGroup, one) for one in record.groups])


@strawberry.type(description="A meeting at an event, after which both wanted to go on.")
class IntroducingMeeting:
    id: strawberry.ID
    event_id: strawberry.ID
    event_title: str
    met_at: datetime


@strawberry.type(description="What is asked some time after two were introduced.")
class FollowUp:
    step: words.FollowUpStep
    due_at: datetime
    asked_at: datetime | None
    answer: words.FollowUpAnswer | None
    note: str
    theirs: words.FollowUpAnswer | None = strawberry.field(
        description="Of the other side, once both have answered."
    )
    differs: bool

    @classmethod
    def of(cls, record: follow_ups.FollowUp) -> FollowUp:
        return shaped(cls, record)
