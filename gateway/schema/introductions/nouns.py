"""Wishes, interests and introductions as their own side sees them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from contracts import introductions as contract
from contracts import preferences
from gateway.schema.connections import Info
from gateway.schema.introductions import words
from gateway.schema.nouns import Challenge, Organization
from gateway.schema.plain import Unit


async def organization_of(info: Info, known: UUID) -> Organization | None:
    found = await info.context.loaders.organization.load(known)
    return Organization.of(found) if found else None


async def unit_of(info: Info, organization: UUID, unit: UUID | None) -> Unit | None:
    found = await info.context.loaders.organization.load(organization) if unit else None
    units = found.units if found else ()
    return next((Unit.of(one) for one in units if one.id == unit), None)


async def name_of(info: Info, person: UUID | None) -> str:
    found = await info.context.loaders.person.load(person) if person else None
    return found.name if found else ""


@strawberry.type(description="What the other side may have, once there is an introduction.")
class Contact:
    name: str
    email: str | None

    @classmethod
    def of(cls, record: preferences.Contact) -> Contact:
        return cls(name=record.name, email=record.email)


@strawberry.type(description="A private wish of one's own organization.")
class Preference:
    id: strawberry.ID
    grade: words.Grade
    set_at: datetime
    contact: Contact
    introduction_id: strawberry.ID | None
    other_id: strawberry.Private[UUID]

    @strawberry.field(description="Whom one wishes to meet, or not.")
    async def other(self, info: Info) -> Organization | None:
        return await organization_of(info, self.other_id)

    @classmethod
    def of(cls, record: preferences.Preference) -> Preference:
        made = record.introduction_id
        return cls(
            id=strawberry.ID(str(record.id)),
            grade=record.grade,
            set_at=record.set_at,
            contact=Contact.of(record.contact),
            introduction_id=strawberry.ID(str(made)) if made else None,
            other_id=record.other_id,
        )


@strawberry.type(description="What happened to an interest; people and notes of the own side.")
class InterestStep:
    kind: words.StepKind
    at: datetime
    note: str
    record: strawberry.Private[contract.Step]
    organization_id: strawberry.Private[UUID]

    @strawberry.field(description="Who did it, of the own side.")
    async def person(self, info: Info) -> str:
        return await name_of(info, self.record.person_id)

    @strawberry.field(description="To whom it was forwarded.")
    async def unit(self, info: Info) -> Unit | None:
        return await unit_of(info, self.organization_id, self.record.unit_id)


@strawberry.type(description="That one organization would like to talk to another (関心表明).")
class Interest:
    id: strawberry.ID
    state: words.InterestState
    cause: words.Cause
    cause_id: strawberry.ID | None
    cause_title: str
    line: str
    sent_at: datetime
    due_at: datetime
    decided_at: datetime | None
    decline_reason: words.DeclineReason | None
    decline_note: str
    introduction_id: strawberry.ID | None
    revision: int
    is_received: bool = strawberry.field(description="Whether the own side is asked.")
    is_open: bool = strawberry.field(description="Whether it waits for an answer.")
    record: strawberry.Private[contract.Interest]

    @strawberry.field(description="Who asks.")
    async def sender(self, info: Info) -> Organization | None:
        return await organization_of(info, self.record.from_organization_id)

    @strawberry.field(description="Who is asked.")
    async def receiver(self, info: Info) -> Organization | None:
        return await organization_of(info, self.record.to_organization_id)

    @strawberry.field(description="The section that is asked.")
    async def receiver_unit(self, info: Info) -> Unit | None:
        return await unit_of(info, self.record.to_organization_id, self.record.to_unit_id)

    @strawberry.field(description="The challenge it is about.")
    async def challenge(self, info: Info) -> Challenge | None:
        if self.record.cause is not contract.Cause.CHALLENGE or self.record.cause_id is None:
            return None
        found = await info.context.loaders.challenge.load(self.record.cause_id)
        return Challenge.of(found) if found else None

    @strawberry.field(description="What happened, the oldest first.")
    def steps(self) -> list[InterestStep]:
        whose = self.record.to_organization_id
        return [
            InterestStep(kind=one.kind, at=one.at, note=one.note, record=one, organization_id=whose)
            for one in self.record.steps
        ]

    @classmethod
    def of(cls, record: contract.Interest, own: UUID | None) -> Interest:
        return cls(
            id=strawberry.ID(str(record.id)),
            state=record.state,
            cause=record.cause,
            cause_id=strawberry.ID(str(record.cause_id)) if record.cause_id else None,
            cause_title=record.cause_title,
            line=record.line,
            sent_at=record.sent_at,
            due_at=record.due_at,
            decided_at=record.decided_at,
            decline_reason=record.decline_reason,
            decline_note=record.decline_note,
            introduction_id=strawberry.ID(str(record.introduction_id))
            if record.introduction_id
            else None,
            revision=record.revision,
            is_received=record.to_organization_id == own,
            is_open=record.state in {contract.InterestState.SENT, contract.InterestState.SEEN},
            record=record,
        )


@strawberry.type(description="One of the two of an introduction.")
class Side:
    contact: Contact
    record: strawberry.Private[contract.Side]

    @strawberry.field(description="Who.")
    async def organization(self, info: Info) -> Organization | None:
        return await organization_of(info, self.record.organization_id)

    @strawberry.field(description="The section that it belongs to.")
    async def unit(self, info: Info) -> Unit | None:
        return await unit_of(info, self.record.organization_id, self.record.unit_id)

    @classmethod
    def of(cls, record: contract.Side) -> Side:
        return cls(contact=Contact.of(record.contact), record=record)


@strawberry.type(description="How a public body answers interest: from five cases on, public.")
class Responses:
    cases: int
    answered: int
    median_hours: int

    @classmethod
    def of(cls, record: contract.Responses) -> Responses:
        return cls(cases=record.cases, answered=record.answered, median_hours=record.median_hours)
