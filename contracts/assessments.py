"""Looking at proposals (審査) and deciding on them: rubric, reviewers, conflicts, scores."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.proposals import DecisionOutcome, DecisionReason, Note, Proposal
from contracts.wire import Event, Key, Method, Revision

Points = Annotated[int, Meta(ge=1, le=5)]


class Criterion(Struct, frozen=True, kw_only=True):
    name: Annotated[str, Meta(min_length=1, max_length=80)]
    weight: Annotated[int, Meta(ge=1, le=100)]
    """In proportion to those of the others."""


Criteria = Annotated[tuple[Criterion, ...], Meta(min_length=1, max_length=10)]


class Reviewer(Struct, frozen=True, kw_only=True):
    person_id: UUID
    has_declared: bool
    scored: int
    """In how many proposals of this round."""


class OutsideState(StrEnum):
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class OutsideReviewer(Struct, frozen=True, kw_only=True):
    """Another organization that was asked to review; one of its people does, once it agreed."""

    organization_id: UUID
    organization_name: str
    state: OutsideState
    person_id: UUID | None = None


class Assessment(Struct, frozen=True, kw_only=True):
    """How the proposals to a challenge are looked at, as the asker may see it."""

    challenge_id: UUID
    challenge_title: str
    criteria: tuple[Criterion, ...] = ()
    is_blind: bool = False
    """Whether the first round is blind, also when it is over."""
    round: int = 1
    revealed_at: datetime | None = None
    revision: int = 0
    """0: nothing is set yet."""
    has_declared: bool = False
    """Whether the asker has said with whom they have a conflict of interest, or with nobody."""
    is_reviewer: bool = False
    may_decide: bool = False
    reviewers: tuple[Reviewer, ...] = ()
    undecided: int = 0
    pending: int = 0
    """Decisions that wait to be released."""
    proposals: int = 0
    is_outside: bool = False
    """Whether the asker reviews for another organization, which ends with the decision."""
    outside: tuple[OutsideReviewer, ...] = ()
    """Only for who decides."""


class Score(Struct, frozen=True, kw_only=True):
    """What one reviewer thinks of a proposal, in a round."""

    person_id: UUID
    round: int
    points: tuple[int, ...]
    """1 to 5, in the order of the criteria."""
    comment: str = ""
    total: float
    """1 to 5, by the weights."""


class Scores(Struct, frozen=True, kw_only=True):
    id: UUID
    """Of the proposal."""
    own: Score | None = None
    others: tuple[Score, ...] = ()
    """Only for who decides; of a proposal that one has to score oneself, only after that."""
    mean: float | None = None


class GetAssessment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    challenge_id: UUID


class ListAssessments(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of challenges that have proposals: those one reviews, and one's organization's own."""


class SetRubric(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Before anybody has scored. Blind it can be made only before anybody looked."""

    challenge_id: UUID
    revision: Annotated[int, Meta(ge=0, le=2_147_483_647)]
    """0: for the first time."""
    criteria: Criteria
    is_blind: bool = False
    idempotency_key: Key | None = None


class AssignReviewers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """These people of one's organization, and no others."""

    challenge_id: UUID
    person_ids: Annotated[tuple[UUID, ...], Meta(max_length=20)]
    idempotency_key: Key | None = None


class InviteReviewer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ask another organization to look at the proposals to this challenge, until the decision."""

    challenge_id: UUID
    organization_id: UUID
    idempotency_key: Key | None = None


class DismissReviewer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """It looks at nothing any more, from this moment on; scores that were given stay."""

    challenge_id: UUID
    organization_id: UUID
    idempotency_key: Key | None = None


class AnswerReview(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For one's organization; who accepts is who reviews."""

    challenge_id: UUID
    accept: bool
    idempotency_key: Key | None = None


class ListReviewInvitations(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That wait for an answer of the actor's organization, the newest first."""


class ReviewInvitation(Struct, frozen=True, kw_only=True):
    challenge_id: UUID
    challenge_title: str
    organization_id: UUID
    organization_name: str
    """Who asks."""
    invited_at: datetime


class ReviewAnswered(Struct, frozen=True, kw_only=True):
    challenge_id: UUID
    state: OutsideState


class DeclareConflicts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Once for a challenge, before anything is read: organizations, or none."""

    challenge_id: UUID
    organization_ids: Annotated[tuple[UUID, ...], Meta(max_length=50)] = ()
    idempotency_key: Key | None = None


class DeclareConflict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """With one proposal, when it is only seen in reading it."""

    id: UUID
    note: Note = ""
    idempotency_key: Key | None = None


class ScoreProposal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Again: the later one takes the place of the earlier, while the round lasts."""

    id: UUID
    points: Annotated[tuple[Points, ...], Meta(min_length=1, max_length=10)]
    comment: Note = ""
    idempotency_key: Key | None = None


class RevealAuthors(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """End the blind round, when everybody has scored what they could."""

    challenge_id: UUID
    revision: Revision
    idempotency_key: Key | None = None


class TakeInProposal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Begin to look at it: it can no longer be revised, and opens what waits for interest."""

    id: UUID
    revision: Revision
    idempotency_key: Key | None = None


class AskClarification(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    revision: Revision
    question: Annotated[str, Meta(min_length=1, max_length=2_000)]
    idempotency_key: Key | None = None


class ForwardProposal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To another section of the own organization, which answers it; the clock goes on."""

    id: UUID
    revision: Revision
    unit_id: UUID
    idempotency_key: Key | None = None


class DecideProposals(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same for all of them. It waits until it is released, or with ``at_once`` it does not."""

    challenge_id: UUID
    ids: Annotated[tuple[UUID, ...], Meta(min_length=1, max_length=100)]
    outcome: DecisionOutcome
    reason: DecisionReason
    note: Note = ""
    private_note: Note = ""
    at_once: bool = False
    idempotency_key: Key | None = None


class ReleaseDecisions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that wait, together."""

    challenge_id: UUID
    idempotency_key: Key | None = None


class Released(Struct, frozen=True, kw_only=True):
    released: int


class GetScores(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ids: Annotated[tuple[UUID, ...], Meta(max_length=100)]


class ReviewerAssigned(Struct, frozen=True, kw_only=True):
    challenge_id: UUID
    challenge_title: str
    organization_id: UUID
    organization_name: str
    person_id: UUID
    at: datetime


class ReviewInvited(Struct, frozen=True, kw_only=True):
    """Another organization was asked to review."""

    challenge_id: UUID
    challenge_title: str
    owner_name: str
    organization_id: UUID
    at: datetime


GET_ASSESSMENT = Method("rpc.challenges.v1.assessment.get", GetAssessment, Assessment, safe=True)
LIST_ASSESSMENTS = Method(
    "rpc.challenges.v1.assessment.list", ListAssessments, tuple[Assessment, ...], safe=True
)
SET_RUBRIC = Method("rpc.challenges.v1.assessment.set_rubric", SetRubric, Assessment)
ASSIGN_REVIEWERS = Method("rpc.challenges.v1.assessment.assign", AssignReviewers, Assessment)
INVITE_REVIEWER = Method("rpc.challenges.v1.assessment.invite", InviteReviewer, Assessment)
DISMISS_REVIEWER = Method("rpc.challenges.v1.assessment.dismiss", DismissReviewer, Assessment)
ANSWER_REVIEW = Method("rpc.challenges.v1.assessment.answer_review", AnswerReview, ReviewAnswered)
LIST_REVIEW_INVITATIONS = Method(
    "rpc.challenges.v1.assessment.invitations",
    ListReviewInvitations,
    tuple[ReviewInvitation, ...],
    safe=True,
)
DECLARE_CONFLICTS = Method("rpc.challenges.v1.assessment.declare", DeclareConflicts, Assessment)
REVEAL_AUTHORS = Method("rpc.challenges.v1.assessment.reveal", RevealAuthors, Assessment)
RELEASE_DECISIONS = Method("rpc.challenges.v1.assessment.release", ReleaseDecisions, Released)
DECIDE_PROPOSALS = Method(
    "rpc.challenges.v1.assessment.decide", DecideProposals, tuple[Proposal, ...]
)
GET_SCORES = Method("rpc.challenges.v1.score.get", GetScores, tuple[Scores, ...], safe=True)
SCORE_PROPOSAL = Method("rpc.challenges.v1.score.give", ScoreProposal, Scores)
DECLARE_CONFLICT = Method("rpc.challenges.v1.proposal.declare_conflict", DeclareConflict, Scores)
TAKE_IN_PROPOSAL = Method("rpc.challenges.v1.proposal.take_in", TakeInProposal, Proposal)
ASK_CLARIFICATION = Method("rpc.challenges.v1.proposal.ask", AskClarification, Proposal)
FORWARD_PROPOSAL = Method("rpc.challenges.v1.proposal.forward", ForwardProposal, Proposal)

REVIEWER_ASSIGNED = Event("event.challenges.v1.reviewer.assigned", ReviewerAssigned)
REVIEW_INVITED = Event("event.challenges.v1.reviewer.invited", ReviewInvited)
