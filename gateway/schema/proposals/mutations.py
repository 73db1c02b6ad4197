"""The changes of proposals, by their proposers and by who looks at them."""

from __future__ import annotations

import strawberry

from contracts import assessments
from contracts import proposals as contract
from contracts.assessments import OutsideState
from gateway.schema.connections import Info
from gateway.schema.proposals import inputs
from gateway.schema.proposals.assessing import Assessment
from gateway.schema.proposals.inputs import request
from gateway.schema.proposals.nouns import Proposal
from gateway.schema.proposals.parts import Scores


@strawberry.type
class ProposalPayload:
    proposal: Proposal


@strawberry.type
class ProposalsPayload:
    proposals: list[Proposal]


@strawberry.type
class AssessmentPayload:
    assessment: Assessment


@strawberry.type
class AnswerReviewPayload:
    state: OutsideState


@strawberry.type
class ScoresPayload:
    scores: Scores


@strawberry.type
class ReleaseDecisionsPayload:
    released: int


@strawberry.type
class Proposing:
    @strawberry.mutation(description="Keep what is written so far; only its proposers see it.")
    async def save_proposal_draft(
        self,
        info: Info,
        input: inputs.SaveProposalDraftInput,  # noqa: A002 -- Relay's word
    ) -> ProposalPayload:
        asked = request(contract.SaveProposalDraft, input)
        found = await info.context.ask(contract.SAVE_PROPOSAL_DRAFT, asked)
        return ProposalPayload(proposal=Proposal.of(found))

    @strawberry.mutation(description="Hand it in, for a receipt.")
    async def submit_proposal(
        self,
        info: Info,
        input: inputs.SubmitProposalInput,  # noqa: A002 -- Relay's word
    ) -> ProposalPayload:
        asked = request(contract.SubmitProposal, input)
        found = await info.context.ask(contract.SUBMIT_PROPOSAL, asked)
        return ProposalPayload(proposal=Proposal.of(found))

    @strawberry.mutation(description="New words while the call is open, for a new receipt.")
    async def revise_proposal(
        self,
        info: Info,
        input: inputs.ReviseProposalInput,  # noqa: A002 -- Relay's word
    ) -> ProposalPayload:
        asked = request(contract.ReviseProposal, input)
        found = await info.context.ask(contract.REVISE_PROPOSAL, asked)
        return ProposalPayload(proposal=Proposal.of(found))

    @strawberry.mutation(description="Take it back before there is an answer.")
    async def withdraw_proposal(
        self,
        info: Info,
        input: inputs.OfProposalInput,  # noqa: A002 -- Relay's word
    ) -> ProposalPayload:
        asked = request(contract.WithdrawProposal, input)
        found = await info.context.ask(contract.WITHDRAW_PROPOSAL, asked)
        return ProposalPayload(proposal=Proposal.of(found))

    @strawberry.mutation(description="Say of one that was accepted that one is still there.")
    async def confirm_proposal(
        self,
        info: Info,
        input: inputs.OfProposalInput,  # noqa: A002 -- Relay's word
    ) -> ProposalPayload:
        asked = request(contract.ConfirmProposal, input)
        found = await info.context.ask(contract.CONFIRM_PROPOSAL, asked)
        return ProposalPayload(proposal=Proposal.of(found))

    @strawberry.mutation(description="Ask another organization to propose together.")
    async def invite_partner(
        self,
        info: Info,
        input: inputs.InvitePartnerInput,  # noqa: A002 -- Relay's word
    ) -> ProposalPayload:
        asked = request(contract.InvitePartner, input)
        found = await info.context.ask(contract.INVITE_PARTNER, asked)
        return ProposalPayload(proposal=Proposal.of(found))

    @strawberry.mutation(description="Join, or do not.")
    async def answer_partner_invitation(
        self,
        info: Info,
        input: inputs.AnswerPartnerInvitationInput,  # noqa: A002 -- Relay's word
    ) -> ProposalPayload:
        asked = request(contract.AnswerInvitation, input)
        found = await info.context.ask(contract.ANSWER_INVITATION, asked)
        return ProposalPayload(proposal=Proposal.of(found))

    @strawberry.mutation(description="Answer what was asked.")
    async def answer_clarification(
        self,
        info: Info,
        input: inputs.AnswerClarificationInput,  # noqa: A002 -- Relay's word
    ) -> ProposalPayload:
        asked = request(contract.AnswerClarification, input)
        found = await info.context.ask(contract.ANSWER_CLARIFICATION, asked)
        return ProposalPayload(proposal=Proposal.of(found))


@strawberry.type
class Assessing:
    @strawberry.mutation(description="Begin to look at it; it opens what waits for interest.")
    async def take_in_proposal(
        self,
        info: Info,
        input: inputs.OfProposalInput,  # noqa: A002 -- Relay's word
    ) -> ProposalPayload:
        asked = request(assessments.TakeInProposal, input)
        found = await info.context.ask(assessments.TAKE_IN_PROPOSAL, asked)
        return ProposalPayload(proposal=Proposal.of(found))

    @strawberry.mutation(description="Ask its proposers; the clock stands still meanwhile.")
    async def ask_clarification(
        self,
        info: Info,
        input: inputs.AskClarificationInput,  # noqa: A002 -- Relay's word
    ) -> ProposalPayload:
        asked = request(assessments.AskClarification, input)
        found = await info.context.ask(assessments.ASK_CLARIFICATION, asked)
        return ProposalPayload(proposal=Proposal.of(found))

    @strawberry.mutation(description="Pass it on to another section of one's own.")
    async def forward_proposal(
        self,
        info: Info,
        input: inputs.ForwardProposalInput,  # noqa: A002 -- Relay's word
    ) -> ProposalPayload:
        asked = request(assessments.ForwardProposal, input)
        found = await info.context.ask(assessments.FORWARD_PROPOSAL, asked)
        return ProposalPayload(proposal=Proposal.of(found))

    @strawberry.mutation(description="Say what one thinks of it, by the rubric.")
    async def score_proposal(
        self,
        info: Info,
        input: inputs.ScoreProposalInput,  # noqa: A002 -- Relay's word
    ) -> ScoresPayload:
        asked = request(assessments.ScoreProposal, input)
        found = await info.context.ask(assessments.SCORE_PROPOSAL, asked)
        return ScoresPayload(scores=Scores.of(found))

    @strawberry.mutation(description="Say that one must not read it; it is not there any more.")
    async def declare_conflict(
        self,
        info: Info,
        input: inputs.DeclareConflictInput,  # noqa: A002 -- Relay's word
    ) -> ScoresPayload:
        asked = request(assessments.DeclareConflict, input)
        found = await info.context.ask(assessments.DECLARE_CONFLICT, asked)
        return ScoresPayload(scores=Scores.of(found))

    @strawberry.mutation(description="Say by what proposals are looked at.")
    async def set_rubric(
        self,
        info: Info,
        input: inputs.SetRubricInput,  # noqa: A002 -- Relay's word
    ) -> AssessmentPayload:
        asked = request(assessments.SetRubric, input)
        found = await info.context.ask(assessments.SET_RUBRIC, asked)
        return AssessmentPayload(assessment=Assessment.of(found))

    @strawberry.mutation(description="Say who looks at them.")
    async def assign_reviewers(
        self,
        info: Info,
        input: inputs.AssignReviewersInput,  # noqa: A002 -- Relay's word
    ) -> AssessmentPayload:
        asked = request(assessments.AssignReviewers, input)
        found = await info.context.ask(assessments.ASSIGN_REVIEWERS, asked)
        return AssessmentPayload(assessment=Assessment.of(found))

    @strawberry.mutation(description="Ask another organization to review, until the decision.")
    async def invite_reviewer(
        self,
        info: Info,
        input: inputs.OutsideReviewerInput,  # noqa: A002 -- Relay's word
    ) -> AssessmentPayload:
        asked = request(assessments.InviteReviewer, input)
        found = await info.context.ask(assessments.INVITE_REVIEWER, asked)
        return AssessmentPayload(assessment=Assessment.of(found))

    @strawberry.mutation(description="It looks at nothing any more; its scores stay.")
    async def dismiss_reviewer(
        self,
        info: Info,
        input: inputs.OutsideReviewerInput,  # noqa: A002 -- Relay's word
    ) -> AssessmentPayload:
        asked = request(assessments.DismissReviewer, input)
        found = await info.context.ask(assessments.DISMISS_REVIEWER, asked)
        return AssessmentPayload(assessment=Assessment.of(found))

    @strawberry.mutation(description="For one's organization: who accepts is who reviews.")
    async def answer_review(
        self,
        info: Info,
        input: inputs.AnswerReviewInput,  # noqa: A002 -- Relay's word
    ) -> AnswerReviewPayload:
        asked = request(assessments.AnswerReview, input)
        found = await info.context.ask(assessments.ANSWER_REVIEW, asked)
        return AnswerReviewPayload(state=found.state)

    @strawberry.mutation(description="Say with whom one has a conflict, or with nobody.")
    async def declare_conflicts(
        self,
        info: Info,
        input: inputs.DeclareConflictsInput,  # noqa: A002 -- Relay's word
    ) -> AssessmentPayload:
        asked = request(assessments.DeclareConflicts, input)
        found = await info.context.ask(assessments.DECLARE_CONFLICTS, asked)
        return AssessmentPayload(assessment=Assessment.of(found))

    @strawberry.mutation(description="End the blind round.")
    async def reveal_authors(
        self,
        info: Info,
        input: inputs.RevealAuthorsInput,  # noqa: A002 -- Relay's word
    ) -> AssessmentPayload:
        asked = request(assessments.RevealAuthors, input)
        found = await info.context.ask(assessments.REVEAL_AUTHORS, asked)
        return AssessmentPayload(assessment=Assessment.of(found))

    @strawberry.mutation(description="Say yes or no, with a reason.")
    async def decide_proposals(
        self,
        info: Info,
        input: inputs.DecideProposalsInput,  # noqa: A002 -- Relay's word
    ) -> ProposalsPayload:
        asked = request(assessments.DecideProposals, input)
        found = await info.context.ask(assessments.DECIDE_PROPOSALS, asked)
        return ProposalsPayload(proposals=[Proposal.of(one, is_whole=False) for one in found])

    @strawberry.mutation(description="Tell all decisions that wait, together.")
    async def release_decisions(
        self,
        info: Info,
        input: inputs.ReleaseDecisionsInput,  # noqa: A002 -- Relay's word
    ) -> ReleaseDecisionsPayload:
        asked = request(assessments.ReleaseDecisions, input)
        found = await info.context.ask(assessments.RELEASE_DECISIONS, asked)
        return ReleaseDecisionsPayload(released=found.released)
