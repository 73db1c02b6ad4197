"""What moderators, coordinators and liaisons work on: cases, the desk, the dialogue record."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import strawberry

from contracts import desk, dialogue, threads
from gateway.schema.introductions import words


@strawberry.type(description="A reported message, and what became of it.")
class MessageCase:
    id: strawberry.ID
    reason: words.ReportReason
    note: str
    reported_at: datetime
    body: str = strawberry.field(description="For moderators: what was written.")
    organization_name: str
    organization_id: strawberry.ID | None = strawberry.field(
        description="Whose side wrote it; with personId and personName for moderators."
    )
    person_id: strawberry.ID | None
    person_name: str
    outcome: words.Outcome | None
    outcome_reason: str
    decided_at: datetime | None
    restored_at: datetime | None = strawberry.field(
        description="When what was hidden was shown again."
    )
    restored_reason: str

    @classmethod
    def of(cls, record: threads.MessageCase) -> MessageCase:
        return cls(
            id=strawberry.ID(str(record.id)),
            reason=record.reason,
            note=record.note,
            reported_at=record.reported_at,
            body=record.body,
            organization_name=record.organization_name,
            organization_id=_id(record.organization_id),
            person_id=_id(record.person_id),
            person_name=record.person_name,
            outcome=record.outcome,
            outcome_reason=record.outcome_reason,
            decided_at=record.decided_at,
            restored_at=record.restored_at,
            restored_reason=record.restored_reason,
        )


def _id(found: UUID | None) -> strawberry.ID | None:
    return strawberry.ID(str(found)) if found else None


@strawberry.type(description="A contact between a public body and another side (対話記録).")
class Dialogue:
    id: strawberry.ID
    kind: words.ContactKind
    at: datetime
    company_id: strawberry.ID
    company_name: str
    people: str
    disclosed: str
    offered_to: str = strawberry.field(description='"everybody", or as it was noted.')
    cause_title: str
    by_hand: bool

    @classmethod
    def of(cls, record: dialogue.Dialogue) -> Dialogue:
        return cls(
            id=strawberry.ID(str(record.id)),
            kind=record.kind,
            at=record.at,
            company_id=strawberry.ID(str(record.company_id)),
            company_name=record.company_name,
            people=record.people,
            disclosed=record.disclosed,
            offered_to=record.offered_to,
            cause_title=record.cause_title,
            by_hand=record.by_hand,
        )


@strawberry.type(description="What does not move, and the next best thing to do.")
class Stuck:
    kind: words.StuckKind
    subject_id: strawberry.ID
    title: str
    organization_id: strawberry.ID
    organization_name: str
    unit_id: strawberry.ID | None
    other_organization_name: str
    since: datetime
    action: words.Action
    count: int = strawberry.field(description="How many proposals wait, of a challenge.")
    until: date | None = strawberry.field(description="Day by which a challenge is to be answered.")
    draft_id: strawberry.ID | None

    @classmethod
    def of(cls, record: desk.Stuck) -> Stuck:
        return cls(
            kind=record.kind,
            subject_id=strawberry.ID(str(record.subject_id)),
            title=record.title,
            organization_id=strawberry.ID(str(record.organization_id)),
            organization_name=record.organization_name,
            unit_id=strawberry.ID(str(record.unit_id)) if record.unit_id else None,
            other_organization_name=record.other_organization_name,
            since=record.since,
            action=record.action,
            count=record.count,
            until=record.until,
            draft_id=strawberry.ID(str(record.draft_id)) if record.draft_id else None,
        )


@strawberry.type(description="A letter of the coordinator's; nothing leaves before it is sent.")
class DeskLetter:
    id: strawberry.ID
    to: list[strawberry.ID]
    to_names: list[str]
    subject: str
    text: str
    state: words.LetterState
    written_at: datetime
    sent_at: datetime | None
    revision: int

    @classmethod
    def of(cls, record: desk.DeskLetter) -> DeskLetter:
        return cls(
            id=strawberry.ID(str(record.id)),
            to=[strawberry.ID(str(one)) for one in record.to],
            to_names=list(record.to_names),
            subject=record.subject,
            text=record.text,
            state=record.state,
            written_at=record.written_at,
            sent_at=record.sent_at,
            revision=record.revision,
        )
