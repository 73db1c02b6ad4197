"""A proposal as whoever asks may see it, and what belongs to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from contracts import assessments
from contracts import proposals as contract
from gateway.schema.connections import Info
from gateway.schema.members import unit_of
from gateway.schema.nouns import Challenge, Organization
from gateway.schema.plain import Unit
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


@strawberry.type(description="How an organization would help with a challenge.")
class Proposal:
    id: strawberry.ID
    side: words.Side
    state: words.ProposalState
    title: str
    summary: str
    challenge_title: str
    organization_name: str = strawberry.field(description="Empty while the round is blind.")
    partners: list[ProposalPartner]
    is_blind: bool
    version: int
    revision: int
    created_at: datetime
    submitted_at: datetime | None
    deadline: datetime | None
    answer_due: datetime | None = strawberry.field(description="Until when an answer is promised.")
    is_paused: bool
    confirm_by: datetime | None
    alike: int = strawberry.field(
        description="To how many other challenges its organization sent much the same text."
    )
    decision: Decision | None
    clarifications: list[Clarification]
    record: strawberry.Private[contract.Proposal]
    is_whole: strawberry.Private[bool]

    @strawberry.field(description="What it answers.")
    async def challenge(self, info: Info) -> Challenge | None:
        found = await info.context.loaders.challenge.load(self.record.challenge_id)
        return Challenge.of(found) if found else None

    @strawberry.field(description="Who leads; null while the round is blind.")
    async def organization(self, info: Info) -> Organization | None:
        if self.record.organization_id is None:
            return None
        found = await info.context.loaders.organization.load(self.record.organization_id)
        return Organization.of(found) if found else None

    @strawberry.field(description="People in charge there, to open a section to by name.")
    async def nameable(self, info: Info) -> list[NameablePerson]:
        found = await info.context.loaders.person.load_many(list(self.record.nameable))
        return [
            NameablePerson(id=strawberry.ID(str(one.id)), name=one.name) for one in found if one
        ]

    @strawberry.field(description="The section that answers it, where it was passed on.")
    async def unit(self, info: Info) -> Unit | None:
        return await unit_of(info, self.record.owner_id, self.record.unit_id)

    @strawberry.field(description="Sections that are open to whoever asks; each look is noted.")
    async def sections(self, info: Info) -> list[ProposalSection]:
        whole = await self._whole(info)
        return [ProposalSection.of(one) for one in whole.sections]

    @strawberry.field(description="Sections that are written and not open yet.")
    async def hidden(self, info: Info) -> list[words.SectionKey]:
        return list((await self._whole(info)).hidden)

    @strawberry.field(description="For its proposers, newest first.")
    async def receipts(self, info: Info) -> list[Receipt]:
        asked = contract.ListReceipts(id=self.record.id)
        if info.context.actor is None or self.side not in OWN:
            return []
        found: tuple[contract.Receipt, ...] = await info.context.ask(contract.LIST_RECEIPTS, asked)
        return [
            Receipt(
                version=one.version,
                sha256=one.sha256,
                content=one.content,
                submitted_at=one.submitted_at,
            )
            for one in found
        ]

    @strawberry.field(description="Who of the other side read it; for its proposers.")
    async def reads(self, info: Info) -> list[ProposalRead]:
        asked = contract.ListReads(id=self.record.id)
        if info.context.actor is None or self.side not in OWN:
            return []
        found: tuple[contract.ProposalRead, ...] = await info.context.ask(
            contract.LIST_READS, asked
        )
        return [
            ProposalRead(at=one.at, version=one.version, side=one.side, sections=list(one.sections))
            for one in found
        ]

    @strawberry.field(description="For who decides and who reviews.")
    async def scores(self, info: Info) -> Scores | None:
        if self.side not in {words.Side.OWNER, words.Side.REVIEWER}:
            return None
        asked = assessments.GetScores(ids=(self.record.id,))
        found = await info.context.ask(assessments.GET_SCORES, asked)
        return Scores.of(found[0]) if found else None

    async def _whole(self, info: Info) -> contract.Proposal:
        if self.is_whole:
            return self.record
        asked = contract.GetProposals(ids=(self.record.id,))
        found: tuple[contract.Proposal, ...] = await info.context.ask(contract.GET_PROPOSALS, asked)
        return found[0] if found else self.record

    @classmethod
    def of(cls, record: contract.Proposal, *, is_whole: bool = True) -> Proposal:
        given = record.decision
        return cls(
            id=strawberry.ID(str(record.id)),
            side=record.side,
            state=record.state,
            title=record.title,
            summary=record.summary,
            challenge_title=record.challenge_title,
            organization_name=record.organization_name,
            partners=[
                ProposalPartner(
                    name=one.name,
                    state=one.state,
                    organization_id=strawberry.ID(str(one.organization_id)),
                )
                for one in record.partners
            ],
            is_blind=record.is_blind,
            version=record.version,
            revision=record.revision,
            created_at=record.created_at,
            submitted_at=record.submitted_at,
            deadline=record.deadline,
            answer_due=record.answer_due,
            is_paused=record.is_paused,
            confirm_by=record.confirm_by,
            alike=record.alike,
            decision=decision_of(given) if given else None,
            clarifications=[clarification_of(one) for one in record.clarifications],
            record=record,
            is_whole=is_whole,
        )


OWN = frozenset({words.Side.LEAD, words.Side.PARTNER})


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
