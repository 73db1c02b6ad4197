"""Matching events and participants, as whoever asks may see them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import strawberry

from contracts import matching_events as contract
from contracts import participant_imports as tables
from contracts import participants
from contracts.rights import EVENT_ORGANIZERS
from gateway.schema.connections import Info
from gateway.schema.events import words


@strawberry.type(description="A time in which meetings are held side by side (コマ).")
class EventSlot:
    id: str
    starts_at: datetime
    ends_at: datetime


@strawberry.type(description="卓")
class EventTable:
    id: str
    zone: str


@strawberry.type(description="The day on which both sides meet at tables.")
class MatchingEvent:
    id: strawberry.ID
    organization_id: strawberry.ID
    organization_name: str
    title: str
    description: str
    venue: str
    held_on: date | None
    state: words.EventState
    mode: words.BookingMode
    public_capacity: int
    private_capacity: int
    slots: list[EventSlot]
    tables: list[EventTable]
    online_rooms: int
    floor: int
    walking_minutes: int
    consent: str
    retain_until: date | None
    objection_hours: int
    objections_until: datetime | None
    rehearsal: bool
    registered: int
    waiting: int
    revision: int
    record: strawberry.Private[contract.MatchingEvent]

    @strawberry.field(description="Whether whoever asks runs it.")
    def is_own(self, info: Info) -> bool:
        actor = info.context.actor
        own = actor.organization if actor and actor.role in EVENT_ORGANIZERS else None
        return own == self.record.organization_id

    @classmethod
    def of(cls, record: contract.MatchingEvent) -> MatchingEvent:
        same = {
            name: getattr(record, name)
            for name in (
                *("organization_name", "title", "description", "venue", "held_on", "state"),
                *("mode", "public_capacity", "private_capacity", "online_rooms", "floor"),
                *("walking_minutes", "consent", "retain_until", "objection_hours"),
                *("objections_until", "rehearsal", "registered", "waiting", "revision"),
            )
        }
        return cls(
            id=strawberry.ID(str(record.id)),
            organization_id=strawberry.ID(str(record.organization_id)),
            slots=[
                EventSlot(id=one.id, starts_at=one.starts_at, ends_at=one.ends_at)
                for one in record.slots
            ],
            tables=[EventTable(id=one.id, zone=one.zone) for one in record.tables],
            record=record,
            **same,
        )


@strawberry.type(description="A person, or a desk of several people of one unit (参加者).")
class Participant:
    id: strawberry.ID
    number: int
    side: words.EventSide
    state: words.ParticipantState
    organization_id: strawberry.ID | None
    organization_name: str
    unit_name: str
    name: str
    name_kana: str
    email: str = strawberry.field(description="For the organizer and the participant alone.")
    desks: int
    available: list[str] | None
    least: int | None
    most: int | None
    first_served: bool
    attends: words.Attendance
    zone: str
    online_url: str
    needs: str = strawberry.field(description="For the organizer and the participant alone.")
    looking_for: str
    waiting_place: int | None
    revision: int
    person_id: strawberry.Private[UUID | None]

    @strawberry.field(description="Whether it is whoever asks.")
    def is_own(self, info: Info) -> bool:
        actor = info.context.actor
        return actor is not None and self.person_id == actor.person

    @classmethod
    def of(cls, record: participants.Participant) -> Participant:
        same = {
            name: getattr(record, name)
            for name in (
                *("number", "side", "state", "organization_name", "unit_name", "name"),
                *("name_kana", "email", "desks", "least", "most", "first_served", "attends"),
                *("zone", "online_url", "needs", "looking_for", "waiting_place", "revision"),
                "person_id",
            )
        }
        whose = record.organization_id
        return cls(
            id=strawberry.ID(str(record.id)),
            organization_id=strawberry.ID(str(whose)) if whose else None,
            available=list(record.available) if record.available is not None else None,
            **same,
        )


@strawberry.type(description="One's own wish; nobody else ever sees it.")
class EventPreference:
    other_id: strawberry.ID
    grade: words.Grade

    @classmethod
    def of(cls, record: participants.EventPreference) -> EventPreference:
        return cls(other_id=strawberry.ID(str(record.other_id)), grade=record.grade)


@strawberry.type(description="All that an organizer sees of preferences.")
class PreferenceCounts:
    participants: int
    spoken: int
    mutual: int | None = strawberry.field(
        description="Pairs in which both want to meet; null while preferences are open, "
        "and where there are fewer than five."
    )


@strawberry.type(description="How much a day holds.")
class Places:
    meetings: int
    public_each: float
    private_each: float
    limit: words.PlacesLimit


@strawberry.type(description="What is wrong in which line of a table.")
class RowProblem:
    line: int
    field: str
    problem: str
    limit: int | None
    value: str


@strawberry.type(description="A row whose organization is on the platform.")
class LinkedRow:
    line: int
    organization_id: strawberry.ID
    organization_name: str
    value: str = strawberry.field(description="As it stands in the table.")


@strawberry.type(description="What an import would write, and what it would leave out.")
class ImportCheck:
    good: int
    linked: list[LinkedRow] = strawberry.field(
        description="Rows whose organization is on the platform, by their codes."
    )
    waiting: int
    problems: list[RowProblem]

    @classmethod
    def of(cls, record: tables.ImportCheck) -> ImportCheck:
        problems = [
            RowProblem(
                line=one.line,
                field=one.field,
                problem=one.problem,
                limit=one.limit,
                value=one.value,
            )
            for one in record.problems
        ]
        linked = [
            LinkedRow(
                line=one.line,
                organization_id=strawberry.ID(str(one.organization_id)),
                organization_name=one.organization_name,
                value=one.value,
            )
            for one in record.linked
        ]
        good = len(record.good)
        return cls(good=good, waiting=record.waiting, problems=problems, linked=linked)
