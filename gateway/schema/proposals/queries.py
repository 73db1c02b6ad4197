"""The questions about proposals."""

from __future__ import annotations

import strawberry

from contracts import assessments, proposal_records
from contracts import proposals as contract
from contracts.wire import After
from gateway.context import must
from gateway.schema.connections import (
    AfterArgument,
    Connection,
    FirstArgument,
    Info,
    connect,
    uuid_of,
)
from gateway.schema.lists import page_of
from gateway.schema.proposals import words
from gateway.schema.proposals.assessing import Assessment, ReviewInvitation
from gateway.schema.proposals.nouns import Proposal


@strawberry.type(description="How long somebody takes to answer; from five cases on.")
class ResponseTime:
    cases: int
    median_days: float


@strawberry.type
class ProposalQuestions:
    @strawberry.field(description="One proposal; that others read its sections is noted.")
    async def proposal(self, info: Info, id: strawberry.ID) -> Proposal | None:  # noqa: A002 -- GraphQL's word
        asked = contract.GetProposals(ids=(uuid_of(id, "proposal"),), whole=False)
        found = await info.context.ask(contract.GET_PROPOSALS, asked)
        return Proposal.of(must(found[0] if found else None, "proposal"), is_whole=False)

    @strawberry.field(description="Of one's organization, or of a challenge that one looks after.")
    async def proposals(
        self,
        info: Info,
        first: FirstArgument = 20,
        after: AfterArgument = None,
        challenge_id: strawberry.ID | None = None,
        state: words.ProposalState | None = None,
        search: str | None = None,
    ) -> Connection[Proposal] | None:
        asked = contract.ListProposals(
            challenge_id=uuid_of(challenge_id, "challenge") if challenge_id else None,
            state=state,
            search=search or "",
        )
        page, seal = await page_of(info, "proposals", contract.LIST_PROPOSALS, asked, first, after)
        found: tuple[contract.Proposal, ...] = page.proposals
        places = [seal(After(id=one.id, at=one.created_at)) for one in found]
        nodes = [Proposal.of(one, is_whole=False) for one in found]
        return connect(nodes, places, more=page.more, after=after, total=page.total)

    @strawberry.field(description="How the proposals to a challenge of one's own are looked at.")
    async def assessment(self, info: Info, challenge_id: strawberry.ID) -> Assessment | None:
        asked = assessments.GetAssessment(challenge_id=uuid_of(challenge_id, "challenge"))
        return Assessment.of(await info.context.ask(assessments.GET_ASSESSMENT, asked))

    @strawberry.field(description="Of the challenges one reviews or answers for.")
    async def assessments(self, info: Info) -> list[Assessment]:
        asked = assessments.ListAssessments()
        found = await info.context.ask(assessments.LIST_ASSESSMENTS, asked)
        return [Assessment.of(one) for one in found]

    @strawberry.field(description="That wait for an answer of one's organization.")
    async def review_invitations(self, info: Info) -> list[ReviewInvitation]:
        asked = assessments.ListReviewInvitations()
        found = await info.context.ask(assessments.LIST_REVIEW_INVITATIONS, asked)
        return [ReviewInvitation.of(one) for one in found]

    @strawberry.field(description="How long an organization takes to answer proposals.")
    async def proposal_response_time(
        self, info: Info, organization_id: strawberry.ID
    ) -> ResponseTime | None:
        asked = proposal_records.GetResponseTimes(ids=(uuid_of(organization_id, "organization"),))
        found: tuple[proposal_records.ResponseTime, ...] = await info.context.ask(
            proposal_records.GET_RESPONSE_TIMES, asked
        )
        if not found:
            return None
        return ResponseTime(cases=found[0].cases, median_days=found[0].median_days)
