"""Proposals and how they are decided on: who sees and changes what."""

from __future__ import annotations

from contracts.rights import DECIDERS, EVERYBODY, LOOKERS, POSTERS, Roles

NOUNS = frozenset(
    {
        *("AnswerReviewPayload", "Assessment", "AssessmentPayload", "Clarification", "Criterion"),
        *("Decision", "NameablePerson", "OutsideReviewer", "Proposal", "ProposalPartner"),
        *("ProposalPayload", "ProposalRead", "ProposalSection", "ProposalsPayload", "Receipt"),
        *("ReleaseDecisionsPayload", "ResponseTime", "ReviewInvitation", "Reviewer", "Score"),
        *("Scores", "ScoresPayload"),
    }
)

FIELDS: dict[str, Roles | None] = {
    "Query.proposal": EVERYBODY,
    "Query.proposals": LOOKERS,
    "Query.assessment": LOOKERS,
    "Query.assessments": LOOKERS,
    "Query.reviewInvitations": LOOKERS,
    "Query.proposalResponseTime": EVERYBODY,
    "Mutation.saveProposalDraft": POSTERS,
    "Mutation.submitProposal": POSTERS,
    "Mutation.reviseProposal": POSTERS,
    "Mutation.withdrawProposal": POSTERS,
    "Mutation.confirmProposal": POSTERS,
    "Mutation.invitePartner": POSTERS,
    "Mutation.answerPartnerInvitation": POSTERS,
    "Mutation.answerClarification": POSTERS,
    "Mutation.takeInProposal": POSTERS,
    "Mutation.askClarification": POSTERS,
    "Mutation.forwardProposal": POSTERS,
    "Mutation.scoreProposal": LOOKERS,
    "Mutation.declareConflict": LOOKERS,
    "Mutation.setRubric": DECIDERS,
    "Mutation.assignReviewers": DECIDERS,
    "Mutation.inviteReviewer": DECIDERS,
    "Mutation.dismissReviewer": DECIDERS,
    "Mutation.answerReview": LOOKERS,
    "Mutation.declareConflicts": LOOKERS,
    "Mutation.revealAuthors": DECIDERS,
    "Mutation.decideProposals": DECIDERS,
    "Mutation.releaseDecisions": DECIDERS,
}
