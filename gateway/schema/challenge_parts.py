"""What belongs to a challenge: its versions, questions, files, window, and who has it too."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
import strawberry

from contracts import amendments, attachments, fiscal, questions
from contracts.rights import RELEASERS
from contracts.wire import Actor
from gateway.schema import words
from gateway.schema.proposals.words import Disclosure


@strawberry.type(description="When there may be money for it, in a municipality's year.")
class FiscalWindow:
    stage: words.BudgetStage
    shape_by: date | None = strawberry.field(
        description="Until then what is asked for can be shaped by what is proposed."
    )
    begins: date
    ends: date

    @classmethod
    def of(cls, record: fiscal.FiscalWindow) -> FiscalWindow:
        return cls(
            stage=record.stage, shape_by=record.shape_by, begins=record.begins, ends=record.ends
        )


@strawberry.type(description="The words that everybody read from a moment on.")
class ChallengeVersion:
    revision: int
    at: datetime | None = strawberry.field(description="None while it waits for a second person.")
    title: str
    problem: str
    evidence: str
    affected: str
    tried_before: str
    constraints: str
    data_at_hand: str
    test_field: str
    budget_stage: words.BudgetStage | None
    answer_by: date | None
    review_by: date | None
    tags: list[str]

    @classmethod
    def of(cls, record: amendments.ChallengeVersion) -> ChallengeVersion:
        return cls(
            revision=record.revision,
            at=record.at,
            title=record.title,
            problem=record.problem,
            evidence=record.evidence,
            affected=record.affected,
            tried_before=record.tried_before,
            constraints=record.constraints,
            data_at_hand=record.data_at_hand,
            test_field=record.test_field,
            budget_stage=record.budget_stage,
            answer_by=record.answer_by,
            review_by=record.review_by,
            tags=list(record.tags),
        )


@strawberry.type(description="New words for an open challenge that wait for a second person.")
class Amendment:
    written_at: datetime
    return_note: str = strawberry.field(description="Why it was given back; empty while it waits.")
    may_decide: bool = strawberry.field(description="Whether whoever asks may publish it.")
    is_mine: bool = strawberry.field(description="Whether whoever asks wrote it.")
    words: ChallengeVersion


def amendment_of(record: amendments.Amendment, revision: int, actor: Actor) -> Amendment:
    """As its own organization sees it; ``revision``: of the challenge as it stands."""
    names = [field.name for field in msgspec.structs.fields(amendments.ChallengeVersion)]
    names = [name for name in names if name not in {"challenge_id", "revision", "at"}]
    written = {name: getattr(record.written, name) for name in names}
    is_mine = actor.person == record.author_id
    return Amendment(
        written_at=record.written_at,
        return_note=record.return_note,
        may_decide=actor.role in RELEASERS and not is_mine and not record.return_note,
        is_mine=is_mine,
        words=ChallengeVersion(
            revision=revision, at=None, **{**written, "tags": list(record.written.tags)}
        ),
    )


@strawberry.type(description="A question, answered to everybody; nobody is told who asked.")
class Question:
    id: strawberry.ID
    state: words.QuestionState
    text: str
    answer: str
    answered_at: datetime | None
    asked_at: datetime | None = strawberry.field(description="For its two sides alone.")
    is_confidential: bool
    confidential_reason: str
    is_mine: bool = strawberry.field(description="Whether one's own organization asked it.")
    own_text: str = strawberry.field(description="As it was asked; for its two sides alone.")
    revision: int

    @classmethod
    def of(cls, record: questions.Question) -> Question:
        return cls(
            id=strawberry.ID(str(record.id)),
            state=record.state,
            text=record.text,
            answer=record.answer,
            answered_at=record.answered_at,
            asked_at=record.asked_at,
            is_confidential=record.is_confidential,
            confidential_reason=record.confidential_reason,
            is_mine=record.is_mine,
            own_text=record.own_text,
            revision=record.revision,
        )


@strawberry.type(description="A file, to be downloaded from /attachments/{id}.")
class Attachment:
    id: strawberry.ID
    name: str
    description: str
    media_type: str
    size: int = strawberry.field(description="Bytes.")
    sha256: str
    added_at: datetime
    level: Disclosure = strawberry.field(description="From when on it is open.")

    @classmethod
    def of(cls, record: attachments.Attachment) -> Attachment:
        return cls(
            id=strawberry.ID(str(record.id)),
            name=record.name,
            description=record.description,
            media_type=record.media_type,
            size=record.size,
            sha256=record.sha256,
            added_at=record.added_at,
            level=record.level,
        )


@strawberry.type(description="A file with what is in it.")
class AttachmentContent:
    attachment: Attachment
    content: str = strawberry.field(description="In base64.")
