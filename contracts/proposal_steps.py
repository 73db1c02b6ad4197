"""What proposers do with a proposal: write it together, hand it in, revise it, withdraw it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.proposals import Proposal, ProposalWords
from contracts.wire import Key, Method, Revision


class SaveProposalDraft(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No ``revision`` begins it; the organization of who does leads."""

    id: UUID
    challenge_id: UUID
    revision: Revision | None = None
    words: ProposalWords = ProposalWords()
    idempotency_key: Key | None = None


class SubmitProposal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The draft as it was saved under ``revision``; the lead alone."""

    id: UUID
    revision: Revision
    accept_terms: bool
    idempotency_key: Key | None = None


class ReviseProposal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """New words while the call is open: a new version with a receipt of its own."""

    id: UUID
    revision: Revision
    words: ProposalWords
    idempotency_key: Key | None = None


class WithdrawProposal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    revision: Revision
    idempotency_key: Key | None = None


class ConfirmProposal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """We are still there: of one that was accepted."""

    id: UUID
    revision: Revision
    idempotency_key: Key | None = None


class InvitePartner(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    revision: Revision
    organization_id: UUID
    idempotency_key: Key | None = None


class AnswerInvitation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of the organization that the asker acts for."""

    id: UUID
    accept: bool
    idempotency_key: Key | None = None


class AnswerClarification(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    revision: Revision
    answer: Annotated[str, Meta(min_length=1, max_length=2_000)]
    idempotency_key: Key | None = None


SAVE_PROPOSAL_DRAFT = Method("rpc.challenges.v1.proposal.save_draft", SaveProposalDraft, Proposal)
SUBMIT_PROPOSAL = Method("rpc.challenges.v1.proposal.submit", SubmitProposal, Proposal)
REVISE_PROPOSAL = Method("rpc.challenges.v1.proposal.revise", ReviseProposal, Proposal)
WITHDRAW_PROPOSAL = Method("rpc.challenges.v1.proposal.withdraw", WithdrawProposal, Proposal)
CONFIRM_PROPOSAL = Method("rpc.challenges.v1.proposal.confirm", ConfirmProposal, Proposal)
INVITE_PARTNER = Method("rpc.challenges.v1.proposal.invite", InvitePartner, Proposal)
ANSWER_INVITATION = Method(
    "rpc.challenges.v1.proposal.answer_invitation", AnswerInvitation, Proposal
)
ANSWER_CLARIFICATION = Method(
    "rpc.challenges.v1.proposal.answer_clarification", AnswerClarification, Proposal
)
