"""What a challenge says of itself, without those it leads to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self
from uuid import UUID

import strawberry

from contracts import amendments, attachments, questions
from contracts import challenges as challenge_contract
from contracts.fiscal import fiscal_window
from contracts.profiles import OrganizationKind
from contracts.rights import POSTERS, RELEASERS
from gateway.schema import words
from gateway.schema.challenge_parts import (
    Amendment,
    Attachment,
    ChallengeVersion,
    FiscalWindow,
    Question,
    amendment_of,
)
from gateway.schema.connections import Info
from gateway.schema.plain import Source
from gateway.words import today

PARTS = ("evidence", "affected", "tried_before", "constraints", "data_at_hand", "test_field")
"""Sections of the template that need not be written."""


@strawberry.type
class ChallengeItself:
    id: strawberry.ID
    title: str
    problem: str
    evidence: str
    affected: str = strawberry.field(description="Who suffers from it.")
    tried_before: str
    constraints: str
    budget_stage: words.BudgetStage | None
    data_at_hand: str
    test_field: str = strawberry.field(description="Where it can be tried.")
    answer_by: date | None = strawberry.field(description="Last day for proposals, in Japan.")
    review_by: date | None = strawberry.field(description="The day on which it goes stale.")
    confirmations: int = strawberry.field(description="Since its words were last changed.")
    origin_key: strawberry.Private[UUID | None]
    direction: words.Direction
    state: words.ChallengeState
    tags: list[str]
    revision: int = strawberry.field(description="Grows by one with each change.")
    created_at: datetime
    published_at: datetime | None
    closed_at: datetime | None
    close_reason: words.CloseReason | None
    close_note: str
    return_note: str = strawberry.field(description="Why it was given back, until it is open.")
    submitted_at: datetime | None
    prefecture: str | None
    source: Source | None
    writers: strawberry.Private[frozenset[UUID | None]]
    unit_key: strawberry.Private[UUID | None]
    key: strawberry.Private[UUID]
    poster: strawberry.Private[UUID]
    poster_kind: strawberry.Private[OrganizationKind]

    @strawberry.field(description="Whether whoever asks may publish it as a second person.")
    def may_approve(self, info: Info) -> bool:
        actor = info.context.actor
        return (
            self.state is challenge_contract.ChallengeState.IN_REVIEW
            and actor is not None
            and actor.role in RELEASERS
            and actor.organization == self.poster
            and actor.person not in self.writers
        )

    @strawberry.field(description="What everybody has read, the newest first.")
    async def versions(self, info: Info) -> list[ChallengeVersion] | None:
        asked = amendments.ListVersions(challenge_id=self.key)
        found = await info.context.ask(amendments.LIST_VERSIONS, asked)
        return [ChallengeVersion.of(one) for one in found]

    @strawberry.field(description="New words that wait for a second person; only of one's own.")
    async def amendment(self, info: Info) -> Amendment | None:
        actor = info.context.actor
        if actor is None or actor.organization != self.poster or actor.role not in POSTERS:
            return None
        asked = amendments.GetAmendment(challenge_id=self.key)
        found = await info.context.ask(amendments.GET_AMENDMENT, asked)
        return amendment_of(found[0], self.revision, actor) if found else None

    @strawberry.field(description="Answered to everybody, and those of one's own.")
    async def questions(self, info: Info) -> list[Question] | None:
        asked = questions.ListQuestions(challenge_id=self.key)
        found = await info.context.ask(questions.LIST_QUESTIONS, asked)
        return [Question.of(one) for one in found]

    @strawberry.field(description="Files, each with what is in it.")
    async def attachments(self, info: Info) -> list[Attachment] | None:
        kind = attachments.SubjectKind.CHALLENGE
        asked = attachments.ListAttachments(subject_kind=kind, subject_id=self.key)
        found = await info.context.ask(attachments.LIST_ATTACHMENTS, asked)
        return [Attachment.of(one) for one in found]

    @strawberry.field(description="When there may be money for it; of what a public body needs.")
    def fiscal_window(self) -> FiscalWindow | None:
        is_need = self.direction is challenge_contract.Direction.PUBLIC_NEED
        if self.budget_stage is None or not is_need:
            return None
        return FiscalWindow.of(fiscal_window(self.budget_stage, today(), self.answer_by))

    @strawberry.field(description="Parts that are not written: what they buy is said on the page.")
    def missing_parts(self) -> list[str]:
        return [name for name in PARTS if not getattr(self, name)]

    @classmethod
    def of(cls, record: challenge_contract.Challenge) -> Self:
        return cls(
            id=strawberry.ID(str(record.id)),
            title=record.title,
            problem=record.problem,
            evidence=record.evidence,
            affected=record.affected,
            tried_before=record.tried_before,
            constraints=record.constraints,
            budget_stage=record.budget_stage,
            data_at_hand=record.data_at_hand,
            test_field=record.test_field,
            answer_by=record.answer_by,
            review_by=record.review_by,
            confirmations=record.confirmations,
            origin_key=record.origin_id,
            direction=record.direction,
            state=record.state,
            tags=list(record.tags),
            revision=record.revision,
            created_at=record.created_at,
            published_at=record.published_at,
            closed_at=record.closed_at,
            close_reason=record.close_reason,
            close_note=record.close_note,
            return_note=record.return_note,
            submitted_at=record.submitted_at,
            writers=frozenset({record.author_id, record.submitted_by}),
            unit_key=record.unit_id,
            prefecture=record.prefecture,
            source=Source.of(record.source),
            key=record.id,
            poster=record.organization_id,
            poster_kind=record.organization_kind,
        )
