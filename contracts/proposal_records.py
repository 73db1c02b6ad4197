"""What is kept of proposals: receipts, who read them, how soon they are answered."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from contracts.profiles import Ids
from contracts.proposals import SectionKey, Side
from contracts.wire import Method


class Receipt(Struct, frozen=True, kw_only=True):
    """Proof of what was submitted when: ``sha256`` is of ``content`` in UTF-8, byte for byte."""

    proposal_id: UUID
    version: int
    sha256: str
    content: str
    """The canonical form: docs/proposals.md."""
    submitted_at: datetime


class ListReceipts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID


class ProposalRead(Struct, frozen=True, kw_only=True):
    """That somebody who is no proposer read it."""

    at: datetime
    version: int
    side: Side
    organization_id: UUID | None = None
    sections: tuple[SectionKey, ...] = ()
    attachment: str = ""
    """The name of the file that was read; none: its words."""


class ListReads(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Newest first, the last 200; for its proposers."""

    id: UUID


class ResponseTime(Struct, frozen=True, kw_only=True):
    """How long an organization takes to answer proposals, in the middle of its cases."""

    id: UUID
    """Of the organization."""
    cases: int
    median_days: float


class GetResponseTimes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Only of those with five cases and more."""

    ids: Ids


LIST_RECEIPTS = Method(
    "rpc.challenges.v1.proposal.receipts", ListReceipts, tuple[Receipt, ...], safe=True
)
LIST_READS = Method(
    "rpc.challenges.v1.proposal.reads", ListReads, tuple[ProposalRead, ...], safe=True
)
GET_RESPONSE_TIMES = Method(
    "rpc.challenges.v1.proposal.response_times",
    GetResponseTimes,
    tuple[ResponseTime, ...],
    safe=True,
)
