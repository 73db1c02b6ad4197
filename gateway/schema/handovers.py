"""What the successor in a unit has to know (引継ぎ書): partners, promises, decisions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from contracts import handovers as contract
from contracts.challenges import CloseReason
from contracts.handovers import PromiseKind, RelationKind
from gateway.schema.connections import Info, uuid_of
from gateway.schema.introductions.nouns import Contact, organization_of
from gateway.schema.nouns import Organization

strawberry.enum(RelationKind, description="What is going on with a partner.")
strawberry.enum(PromiseKind, description="What somebody waits for.")


@strawberry.type(description="An introduction of a unit, or an interest that waits.")
class UnitRelation:
    kind: RelationKind
    subject_id: strawberry.ID = strawberry.field(description="Of the introduction or interest.")
    partner_name: str
    contact: Contact
    title: str
    since: datetime
    due_at: datetime | None
    last_at: datetime | None = strawberry.field(description="When somebody last wrote.")
    talk_at: datetime | None = strawberry.field(description="When they next talk.")
    partner_id: strawberry.Private[UUID]

    @strawberry.field
    async def partner(self, info: Info) -> Organization | None:
        return await organization_of(info, self.partner_id)

    @classmethod
    def of(cls, record: contract.Relation) -> UnitRelation:
        return cls(
            kind=record.kind,
            subject_id=strawberry.ID(str(record.subject_id)),
            partner_name=record.partner_name,
            contact=Contact.of(record.contact),
            title=record.title,
            since=record.since,
            due_at=record.due_at,
            last_at=record.last_at,
            talk_at=record.talk_at,
            partner_id=record.partner_id,
        )


@strawberry.type(description="An answer that somebody waits for; not who.")
class UnitPromise:
    kind: PromiseKind
    challenge_id: strawberry.ID
    title: str
    text: str
    count: int
    since: datetime
    due_at: datetime | None

    @classmethod
    def of(cls, record: contract.Promise) -> UnitPromise:
        return cls(
            kind=record.kind,
            challenge_id=strawberry.ID(str(record.challenge_id)),
            title=record.title,
            text=record.text,
            count=record.count,
            since=record.since,
            due_at=record.due_at,
        )


@strawberry.type(description="What was answered to proposals, or why a challenge ended.")
class UnitDecided:
    challenge_id: strawberry.ID
    title: str
    accepted: int
    shortlisted: int
    declined: int
    close_reason: CloseReason | None
    at: datetime

    @classmethod
    def of(cls, record: contract.Decided) -> UnitDecided:
        return cls(
            challenge_id=strawberry.ID(str(record.challenge_id)),
            title=record.title,
            accepted=record.accepted,
            shortlisted=record.shortlisted,
            declined=record.declined,
            close_reason=record.close_reason,
            at=record.at,
        )


@strawberry.type(description="Promises that are open, and decisions of the last two years.")
class UnitWork:
    promises: list[UnitPromise]
    decided: list[UnitDecided]


@strawberry.type
class HandoverQuestions:
    @strawberry.field(description="With whom a unit has something going on; none: one's own reach.")
    async def unit_relations(
        self, info: Info, unit_id: strawberry.ID | None = None
    ) -> list[UnitRelation] | None:
        found = await info.context.ask(contract.LIST_RELATIONS, _asked(unit_id))
        return [UnitRelation.of(one) for one in found]

    @strawberry.field(description="What a unit has promised and decided; none: one's own reach.")
    async def unit_work(self, info: Info, unit_id: strawberry.ID | None = None) -> UnitWork | None:
        found = await info.context.ask(contract.GET_UNIT_WORK, _asked(unit_id))
        return UnitWork(
            promises=[UnitPromise.of(one) for one in found.promises],
            decided=[UnitDecided.of(one) for one in found.decided],
        )


def _asked(unit_id: strawberry.ID | None) -> contract.OfUnit:
    return contract.OfUnit(unit_id=uuid_of(unit_id, "unit") if unit_id else None)
