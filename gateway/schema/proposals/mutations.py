"""The changes of proposals, by their proposers and by who looks at them."""

from __future__ import annotations

import strawberry

from contracts import assessments, proposal_steps
from contracts import proposals as contract
from contracts.assessments import OutsideState
from gateway.schema.connections import Info
from gateway.schema.passing import passing
from gateway.schema.proposals import inputs
from gateway.schema.proposals.assessing import Assessment
from gateway.schema.proposals.inputs import request
from gateway.schema.proposals.nouns import Proposal
from gateway.schema.proposals.parts import Scores


@strawberry.type
class ProposalPayload:
    proposal: Proposal

    @classmethod
    def of(cls, record: contract.Proposal) -> ProposalPayload:
        return cls(proposal=Proposal.of(record))


@strawberry.type
class ProposalsPayload:
    proposals: list[Proposal]


@strawberry.type
class AssessmentPayload:
    assessment: Assessment

    @classmethod
    def of(cls, record: assessments.Assessment) -> AssessmentPayload:
        return cls(assessment=Assessment.of(record))


@strawberry.type
class AnswerReviewPayload:
    state: OutsideState


@strawberry.type
class ScoresPayload:
    scores: Scores

    @classmethod
    def of(cls, record: assessments.Scores) -> ScoresPayload:
        return cls(scores=Scores.of(record))


@strawberry.type
class ReleaseDecisionsPayload:
    released: int


_proposal = passing(ProposalPayload, request)
_scores = passing(ScoresPayload, request)
_assessment = passing(AssessmentPayload, request)


@strawberry.type
class Proposing:
    save_proposal_draft = _proposal(
        proposal_steps.SAVE_PROPOSAL_DRAFT,
        inputs.SaveProposalDraftInput,
        "Keep what is written so far; only its proposers see it.",
    )
    submit_proposal = _proposal(
        proposal_steps.SUBMIT_PROPOSAL, inputs.SubmitProposalInput, "Hand it in, for a receipt."
    )
    revise_proposal = _proposal(
        proposal_steps.REVISE_PROPOSAL,
        inputs.ReviseProposalInput,
        "New words while the call is open, for a new receipt.",
    )
    withdraw_proposal = _proposal(
        proposal_steps.WITHDRAW_PROPOSAL,
        inputs.OfProposalInput,
        "Take it back before there is an answer.",
    )
    confirm_proposal = _proposal(
        proposal_steps.CONFIRM_PROPOSAL,
        inputs.OfProposalInput,
        "Say of one that was accepted that one is still there.",
    )
    invite_partner = _proposal(
        proposal_steps.INVITE_PARTNER,
        inputs.InvitePartnerInput,
        "Ask another organization to propose together.",
    )
    answer_partner_invitation = _proposal(
        proposal_steps.ANSWER_INVITATION, inputs.AnswerPartnerInvitationInput, "Join, or do not."
    )
    answer_clarification = _proposal(
        proposal_steps.ANSWER_CLARIFICATION,
        inputs.AnswerClarificationInput,
        "Answer what was asked.",
    )


@strawberry.type
class Assessing:
    take_in_proposal = _proposal(
        assessments.TAKE_IN_PROPOSAL,
        inputs.OfProposalInput,
        "Begin to look at it; it opens what waits for interest.",
    )
    ask_clarification = _proposal(
        assessments.ASK_CLARIFICATION,
        inputs.AskClarificationInput,
        "Ask its proposers; the clock stands still meanwhile.",
    )
    forward_proposal = _proposal(
        assessments.FORWARD_PROPOSAL,
        inputs.ForwardProposalInput,
        "Pass it on to another section of one's own.",
    )
    score_proposal = _scores(
        assessments.SCORE_PROPOSAL,
        inputs.ScoreProposalInput,
        "Say what one thinks of it, by the rubric.",
    )
    declare_conflict = _scores(
        assessments.DECLARE_CONFLICT,
        inputs.DeclareConflictInput,
        "Say that one must not read it; it is not there any more.",
    )
    set_rubric = _assessment(
        assessments.SET_RUBRIC, inputs.SetRubricInput, "Say by what proposals are looked at."
    )
    assign_reviewers = _assessment(
        assessments.ASSIGN_REVIEWERS, inputs.AssignReviewersInput, "Say who looks at them."
    )
    invite_reviewer = _assessment(
        assessments.INVITE_REVIEWER,
        inputs.OutsideReviewerInput,
        "Ask another organization to review, until the decision.",
    )
    dismiss_reviewer = _assessment(
        assessments.DISMISS_REVIEWER,
        inputs.OutsideReviewerInput,
        "It looks at nothing any more; its scores stay.",
    )

    @strawberry.mutation(description="For one's organization: who accepts is who reviews.")
    async def answer_review(
        self,
        info: Info,
        input: inputs.AnswerReviewInput,  # noqa: A002 -- Relay's word
    ) -> AnswerReviewPayload:
        asked = request(assessments.AnswerReview, input)
        found = await info.context.ask(assessments.ANSWER_REVIEW, asked)
        return AnswerReviewPayload(state=found.state)

    declare_conflicts = _assessment(
        assessments.DECLARE_CONFLICTS,
        inputs.DeclareConflictsInput,
        "Say with whom one has a conflict, or with nobody.",
    )
    reveal_authors = _assessment(
        assessments.REVEAL_AUTHORS, inputs.RevealAuthorsInput, "End the blind round."
    )

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
