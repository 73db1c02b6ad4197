"""What a proposal is made of, and what belongs to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from contracts import assessments
from contracts import proposals as contract
from gateway.schema.connections import Info
from gateway.schema.proposals import words


@strawberry.type(description="A section of a proposal that is open to whoever asks.")
class ProposalSection:
    key: words.SectionKey
    text: str
    level: words.Disclosure
    people: list[strawberry.ID] = strawberry.field(description="For its proposers alone.")

    @classmethod
    def of(cls, record: contract.ProposalSection) -> ProposalSection:
        people = [strawberry.ID(str(one)) for one in record.people]
        return cls(key=record.key, text=record.text, level=record.level, people=people)


@strawberry.type(description="Another organization of a joint proposal.")
class ProposalPartner:
    name: str
    state: words.PartnerState
    organization_id: strawberry.ID


@strawberry.type(description="The answer to a proposal.")
class Decision:
    outcome: words.DecisionOutcome
    reason: words.DecisionReason
    note: str
    private_note: str = strawberry.field(description="Empty for the proposers.")
    at: datetime
    released_at: datetime | None = strawberry.field(description="Null while it waits.")


@strawberry.type(description="Something the proposers were asked.")
class Clarification:
    id: strawberry.ID
    question: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


@strawberry.type(description="Somebody in charge of a challenge.")
class NameablePerson:
    id: strawberry.ID
    name: str


@strawberry.type(description="Proof of what was submitted when.")
class Receipt:
    version: int
    sha256: str = strawberry.field(description="Of content in UTF-8, byte for byte.")
    content: str
    submitted_at: datetime


@strawberry.type(description="That somebody who is no proposer read it.")
class ProposalRead:
    at: datetime
    version: int
    side: words.Side
    sections: list[words.SectionKey]
    attachment: str = strawberry.field(description="The name of the file that was read.")


@strawberry.type(description="What one reviewer thinks.")
class Score:
    round: int
    points: list[int]
    comment: str
    total: float
    person_id: strawberry.Private[UUID]

    @strawberry.field(description="Of the reviewer.")
    async def name(self, info: Info) -> str:
        found = await info.context.loaders.person.load(self.person_id)
        return found.name if found else ""

    @classmethod
    def of(cls, record: assessments.Score) -> Score:
        return cls(
            round=record.round,
            points=list(record.points),
            comment=record.comment,
            total=record.total,
            person_id=record.person_id,
        )


@strawberry.type(description="What reviewers think, as far as one may know.")
class Scores:
    own: Score | None
    others: list[Score]
    mean: float | None

    @classmethod
    def of(cls, record: assessments.Scores) -> Scores:
        own = Score.of(record.own) if record.own else None
        others = [Score.of(one) for one in record.others]
        return cls(own=own, others=others, mean=record.mean)


def decision_of(record: contract.Decision) -> Decision:
    return Decision(
        outcome=record.outcome,
        reason=record.reason,
        note=record.note,
        private_note=record.private_note,
        at=record.at,
        released_at=record.released_at,
    )


def clarification_of(record: contract.Clarification) -> Clarification:
    return Clarification(
        id=strawberry.ID(str(record.id)),
        question=record.question,
        asked_at=record.asked_at,
        answer=record.answer,
        answered_at=record.answered_at,
    )
