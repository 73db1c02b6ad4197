"""What of the challenges service is about proposals: put beside the rest in its ``app.py``."""

from __future__ import annotations

from typing import Any

from chassis.calls import Endpoint, endpoint
from chassis.events import Reading, reading
from contracts import assessments as assessment
from contracts import profiles, proposal_records, proposal_steps
from contracts import proposals as proposal
from services.challenges.deps import Deps
from services.challenges.proposals import (
    aging,
    assessing,
    deciding,
    handling,
    outside,
    partners,
    scoring,
    writing,
)
from services.challenges.proposals import (
    reading as looking,
)

ENDPOINTS: list[Endpoint[Deps]] = [
    endpoint(proposal_steps.SAVE_PROPOSAL_DRAFT, writing.save_proposal_draft),
    endpoint(proposal_steps.SUBMIT_PROPOSAL, writing.submit_proposal),
    endpoint(proposal_steps.REVISE_PROPOSAL, writing.revise_proposal),
    endpoint(proposal_steps.WITHDRAW_PROPOSAL, writing.withdraw_proposal),
    endpoint(proposal_steps.CONFIRM_PROPOSAL, writing.confirm_proposal),
    endpoint(proposal_steps.INVITE_PARTNER, partners.invite_partner),
    endpoint(proposal_steps.ANSWER_INVITATION, partners.answer_invitation),
    endpoint(proposal_steps.ANSWER_CLARIFICATION, handling.answer_clarification),
    endpoint(proposal.GET_PROPOSALS, looking.get_proposals),
    endpoint(proposal.LIST_PROPOSALS, looking.list_proposals),
    endpoint(proposal_records.LIST_RECEIPTS, looking.list_receipts),
    endpoint(proposal_records.LIST_READS, looking.list_reads),
    endpoint(proposal_records.GET_RESPONSE_TIMES, looking.get_response_times),
    endpoint(assessment.TAKE_IN_PROPOSAL, handling.take_in_proposal),
    endpoint(assessment.ASK_CLARIFICATION, handling.ask_clarification),
    endpoint(assessment.FORWARD_PROPOSAL, handling.forward_proposal),
    endpoint(assessment.GET_ASSESSMENT, assessing.get_assessment),
    endpoint(assessment.LIST_ASSESSMENTS, assessing.list_assessments),
    endpoint(assessment.SET_RUBRIC, assessing.set_rubric),
    endpoint(assessment.ASSIGN_REVIEWERS, assessing.assign_reviewers),
    endpoint(assessment.INVITE_REVIEWER, outside.invite_reviewer),
    endpoint(assessment.DISMISS_REVIEWER, outside.dismiss_reviewer),
    endpoint(assessment.ANSWER_REVIEW, outside.answer_review),
    endpoint(assessment.LIST_REVIEW_INVITATIONS, outside.list_review_invitations),
    endpoint(assessment.DECLARE_CONFLICTS, assessing.declare_conflicts),
    endpoint(assessment.REVEAL_AUTHORS, assessing.reveal_authors),
    endpoint(assessment.GET_SCORES, scoring.get_scores),
    endpoint(assessment.SCORE_PROPOSAL, scoring.score_proposal),
    endpoint(assessment.DECLARE_CONFLICT, scoring.declare_conflict),
    endpoint(assessment.DECIDE_PROPOSALS, deciding.decide_proposals),
    endpoint(assessment.RELEASE_DECISIONS, deciding.release_decisions),
]
READINGS: list[Reading[Any]] = [
    reading(profiles.MEMBERSHIP_KEPT, "challenges-keep-member", assessing.keep_member)
]
JOBS = [aging.age_proposals]
