"""A proposal as whoever asks may see it, and what belongs to it."""

from __future__ import annotations

import asyncio
from datetime import datetime

import strawberry

from contracts import assessments, attachments, proposal_records
from contracts import proposals as contract
from gateway.schema.challenge_parts import Attachment
from gateway.schema.connections import Info
from gateway.schema.members import unit_of
from gateway.schema.nouns import Challenge, Organization
from gateway.schema.plain import Unit
from gateway.schema.proposals import words
from gateway.schema.proposals.parts import (
    Clarification,
    Decision,
    NameablePerson,
    ProposalPartner,
    ProposalRead,
    ProposalSection,
    Receipt,
    Scores,
    clarification_of,
    decision_of,
)


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
    has_left: bool = strawberry.field(
        description="Withdrawn by nobody's hand: the organization that led it has closed."
    )
    record: strawberry.Private[contract.Proposal]
    is_whole: strawberry.Private[bool]
    reading: strawberry.Private[asyncio.Task[contract.Proposal] | None] = None
    """One look, however many of its fields need it."""

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

    @strawberry.field(description="Files that are open to whoever asks; none in a blind round.")
    async def attachments(self, info: Info) -> list[Attachment] | None:
        kind = attachments.SubjectKind.PROPOSAL
        asked = attachments.ListAttachments(subject_kind=kind, subject_id=self.record.id)
        found = await info.context.ask(attachments.LIST_ATTACHMENTS, asked)
        return [Attachment.of(one) for one in found]

    @strawberry.field(description="For its proposers, newest first.")
    async def receipts(self, info: Info) -> list[Receipt]:
        asked = proposal_records.ListReceipts(id=self.record.id)
        if info.context.actor is None or self.side not in OWN:
            return []
        found: tuple[proposal_records.Receipt, ...] = await info.context.ask(
            proposal_records.LIST_RECEIPTS, asked
        )
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
        asked = proposal_records.ListReads(id=self.record.id)
        if info.context.actor is None or self.side not in OWN:
            return []
        found: tuple[proposal_records.ProposalRead, ...] = await info.context.ask(
            proposal_records.LIST_READS, asked
        )
        return [
            ProposalRead(
                at=one.at,
                version=one.version,
                side=one.side,
                sections=list(one.sections),
                attachment=one.attachment,
            )
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
        if self.reading is None:
            self.reading = asyncio.ensure_future(self._read(info))
        return await self.reading

    async def _read(self, info: Info) -> contract.Proposal:
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
            has_left=record.has_left,
            record=record,
            is_whole=is_whole,
        )


OWN = frozenset({words.Side.LEAD, words.Side.PARTNER})
