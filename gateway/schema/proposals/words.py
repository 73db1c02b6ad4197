"""The closed lists of words about proposals: the contracts' own, made known to Strawberry."""

from __future__ import annotations

import strawberry

from contracts.proposals import (
    DecisionOutcome,
    DecisionReason,
    Disclosure,
    PartnerState,
    ProposalState,
    SectionKey,
    Side,
)

__all__ = [
    "DecisionOutcome",
    "DecisionReason",
    "Disclosure",
    "PartnerState",
    "ProposalState",
    "SectionKey",
    "Side",
]

strawberry.enum(DecisionOutcome, description="What is answered to a proposal.")
strawberry.enum(DecisionReason, description="Why; every proposer is told.")
strawberry.enum(Disclosure, description="From when on a section is open to whom.")
strawberry.enum(PartnerState, description="Whether an organization has joined a proposal.")
strawberry.enum(ProposalState, description="Where a proposal stands.")
strawberry.enum(SectionKey, description="A section of a proposal.")
strawberry.enum(Side, name="ProposalSide", description="As whom one sees a proposal.")
