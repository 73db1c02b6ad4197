"""How proposals to a challenge are looked at, as whoever asks may see it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from contracts import assessments as contract
from contracts.assessments import OutsideState
from gateway.schema.connections import Info

strawberry.enum(OutsideState, description="What an organization said to being asked to review.")


@strawberry.type
class Criterion:
    name: str
    weight: int


@strawberry.type(description="Somebody who was asked to look at proposals.")
class Reviewer:
    has_declared: bool
    scored: int = strawberry.field(description="How many proposals, in this round.")
    person_id: strawberry.ID

    @strawberry.field(description="The person's name.")
    async def name(self, info: Info) -> str:
        found = await info.context.loaders.person.load(UUID(str(self.person_id)))
        return found.name if found else ""


@strawberry.type(description="Another organization that was asked to review, for one call.")
class OutsideReviewer:
    organization_id: strawberry.ID
    organization_name: str
    state: OutsideState
    person_id: strawberry.ID | None

    @strawberry.field(description="The name of who reviews for it; empty until it agreed.")
    async def name(self, info: Info) -> str:
        if self.person_id is None:
            return ""
        found = await info.context.loaders.person.load(UUID(str(self.person_id)))
        return found.name if found else ""

    @classmethod
    def of(cls, record: contract.OutsideReviewer) -> OutsideReviewer:
        return cls(
            organization_id=strawberry.ID(str(record.organization_id)),
            organization_name=record.organization_name,
            state=record.state,
            person_id=strawberry.ID(str(record.person_id)) if record.person_id else None,
        )


@strawberry.type(description="Another organization asks one's own to review.")
class ReviewInvitation:
    challenge_id: strawberry.ID
    challenge_title: str
    organization_id: strawberry.ID
    organization_name: str
    invited_at: datetime

    @classmethod
    def of(cls, record: contract.ReviewInvitation) -> ReviewInvitation:
        return cls(
            challenge_id=strawberry.ID(str(record.challenge_id)),
            challenge_title=record.challenge_title,
            organization_id=strawberry.ID(str(record.organization_id)),
            organization_name=record.organization_name,
            invited_at=record.invited_at,
        )


@strawberry.type(description="How the proposals to a challenge are looked at.")
class Assessment:
    challenge_id: strawberry.ID
    challenge_title: str
    criteria: list[Criterion]
    is_blind: bool = strawberry.field(description="Whether the first round is blind.")
    round: int
    revealed_at: datetime | None
    revision: int
    has_declared: bool = strawberry.field(
        description="Whether one has said with whom one has a conflict of interest."
    )
    is_reviewer: bool
    may_decide: bool
    reviewers: list[Reviewer]
    undecided: int
    pending: int
    proposals: int
    is_outside: bool = strawberry.field(
        description="Whether one reviews for another organization than the one that asks."
    )
    outside: list[OutsideReviewer] = strawberry.field(
        description="Other organizations that were asked; for who decides."
    )

    @classmethod
    def of(cls, record: contract.Assessment) -> Assessment:
        return cls(
            challenge_id=strawberry.ID(str(record.challenge_id)),
            challenge_title=record.challenge_title,
            criteria=[Criterion(name=one.name, weight=one.weight) for one in record.criteria],
            is_blind=record.is_blind,
            round=record.round,
            revealed_at=record.revealed_at,
            revision=record.revision,
            has_declared=record.has_declared,
            is_reviewer=record.is_reviewer,
            may_decide=record.may_decide,
            reviewers=[
                Reviewer(
                    has_declared=one.has_declared,
                    scored=one.scored,
                    person_id=strawberry.ID(str(one.person_id)),
                )
                for one in record.reviewers
            ],
            undecided=record.undecided,
            pending=record.pending,
            proposals=record.proposals,
            is_outside=record.is_outside,
            outside=[OutsideReviewer.of(one) for one in record.outside],
        )
