"""Proposals to a challenge (提案): written together, submitted with a receipt, answered in time."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.wire import After, Event, First, Method, SearchText

Title = Annotated[str, Meta(max_length=120)]
Summary = Annotated[str, Meta(max_length=1_000)]
SectionText = Annotated[str, Meta(max_length=4_000)]
Named = Annotated[tuple[UUID, ...], Meta(max_length=20)]
Note = Annotated[str, Meta(max_length=2_000)]
LEAST = {"title": 5, "summary": 10, "approach": 20}
"""Characters that say something, at the least, in what is handed in."""


class ProposalState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    CLARIFICATION = "clarification"
    """The proposers were asked something; the clock of who asked stands still."""
    SHORTLISTED = "shortlisted"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CONFIRMED = "confirmed"
    """Accepted, and the proposers say that they are still there."""
    LAPSED = "lapsed"
    """Accepted, and not confirmed in time."""
    WITHDRAWN = "withdrawn"


UNDECIDED = (
    ProposalState.SUBMITTED,
    ProposalState.UNDER_REVIEW,
    ProposalState.CLARIFICATION,
    ProposalState.SHORTLISTED,
)
"""Somebody still waits for an answer: a call cannot end with one of these."""


class SectionKey(StrEnum):
    APPROACH = "approach"
    EFFECT = "effect"
    PLAN = "plan"
    TEAM = "team"
    """Who we are; nobody reads it in a blind round."""
    COST = "cost"
    ASKS = "asks"
    """What the other side is asked to bring."""


class Disclosure(StrEnum):
    """From when on a section is open to whom; its proposers always read it."""

    PUBLIC = "public"
    """To who posted the challenge at once; to everybody when the proposal was taken up."""
    INTEREST = "interest"
    """To who posted the challenge, when they have taken it in to look at it."""
    INTRODUCTION = "introduction"
    """Likewise, when both have said yes."""
    NAMED = "named"
    """To the people who are named, and nobody else there."""


class ProposalSection(Struct, frozen=True, kw_only=True):
    key: SectionKey
    text: SectionText = ""
    level: Disclosure = Disclosure.INTEREST
    people: Named = ()
    """With ``named``: who reads it."""


class PartnerState(StrEnum):
    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Partner(Struct, frozen=True, kw_only=True):
    """Another organization of the consortium; the one that began it leads."""

    organization_id: UUID
    name: str
    state: PartnerState


class Side(StrEnum):
    """As whom the asker sees a proposal."""

    LEAD = "lead"
    PARTNER = "partner"
    INVITED = "invited"
    """To join; has not answered yet."""
    OWNER = "owner"
    """Of who posted the challenge."""
    REVIEWER = "reviewer"
    PUBLIC = "public"


class DecisionOutcome(StrEnum):
    ACCEPTED = "accepted"
    SHORTLISTED = "shortlisted"
    DECLINED = "declined"


class DecisionReason(StrEnum):
    FITS = "fits"
    NOT_THIS_FISCAL_YEAR = "not_this_fiscal_year"
    SOLVED_OTHERWISE = "solved_otherwise"
    OTHER_FITS_BETTER = "other_fits_better"
    OUT_OF_SCOPE = "out_of_scope"
    COST = "cost"
    NOT_YET_CLEAR = "not_yet_clear"
    CALL_WITHDRAWN = "call_withdrawn"


class Decision(Struct, frozen=True, kw_only=True):
    outcome: DecisionOutcome
    reason: DecisionReason
    note: str = ""
    """What the proposers are told besides."""
    private_note: str = ""
    """Stays with who decided; empty for the proposers."""
    at: datetime
    released_at: datetime | None = None
    """None: it waits, and the proposers know nothing of it."""


class Clarification(Struct, frozen=True, kw_only=True):
    id: UUID
    question: str
    asked_at: datetime
    answer: str = ""
    answered_at: datetime | None = None


class Proposal(Struct, frozen=True, kw_only=True):
    """A proposal as far as the asker may see it."""

    id: UUID
    challenge_id: UUID
    challenge_title: str
    owner_id: UUID
    """The organization that posted the challenge."""
    side: Side
    state: ProposalState
    title: str
    summary: str = ""
    sections: tuple[ProposalSection, ...] = ()
    hidden: tuple[SectionKey, ...] = ()
    """Sections that are written and not open to the asker."""
    organization_id: UUID | None = None
    """Who leads; none while the round is blind."""
    organization_name: str = ""
    partners: tuple[Partner, ...] = ()
    is_blind: bool = False
    version: int = 0
    """How often it was submitted with new words."""
    revision: int = 1
    created_at: datetime
    submitted_at: datetime | None = None
    """The last time."""
    deadline: datetime | None = None
    """Until then it can be submitted and revised, by the database's clock."""
    answer_due: datetime | None = None
    """Until when an answer is promised; moves while the clock stands still."""
    is_paused: bool = False
    confirm_by: datetime | None = None
    unit_id: UUID | None = None
    """The section that answers it, where it was passed on."""
    alike: int = 0
    """To how many other challenges the same organization sent much the same text."""
    nameable: tuple[UUID, ...] = ()
    """For its proposers: people in charge there, whom a section may be opened to by name."""
    decision: Decision | None = None
    clarifications: tuple[Clarification, ...] = ()
    has_left: bool = False
    """Withdrawn by nobody's hand: the organization that led it has closed."""


class ProposalWords(Struct, frozen=True, kw_only=True):
    """What is written in a form: as unfinished as it likes, until it is submitted."""

    title: Title = ""
    summary: Summary = ""
    sections: Annotated[tuple[ProposalSection, ...], Meta(max_length=6)] = ()


class GetProposals(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """With all that the asker may read; what others read of it is noted."""

    ids: Annotated[tuple[UUID, ...], Meta(max_length=20)]
    whole: bool = True
    """False: without sections, as in a list; that is no reading, and not noted."""


class ListProposals(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Newest first, without their sections: one's organization's own, or of a challenge."""

    first: First = 20
    after: After | None = None
    challenge_id: UUID | None = None
    """Of this one, as who posted it or reviews it; none: those of one's own organization."""
    state: ProposalState | None = None
    search: SearchText = ""


class ProposalPage(Struct, frozen=True, kw_only=True):
    proposals: tuple[Proposal, ...]
    more: bool
    total: int


class ProposalTold(Struct, frozen=True, kw_only=True):
    """That something happened to a proposal; never what is in it."""

    id: UUID
    challenge_id: UUID
    challenge_title: str
    owner_id: UUID
    owner_name: str
    organization_id: UUID
    """Who leads. Whoever tells the owner's side leaves it out while ``is_blind``."""
    partner_ids: tuple[UUID, ...] = ()
    """Those who joined, and with ``proposal.invited`` the one that is asked to."""
    state: ProposalState
    version: int
    revision: int
    is_blind: bool = False
    person_id: UUID | None = None
    """Who did it; none where nobody did."""
    reason: DecisionReason | None = None
    answer_due: datetime | None = None
    """Until when an answer is promised; none once there is one."""
    unit_id: UUID | None = None
    """The section that answers it, where it was passed on."""
    at: datetime


GET_PROPOSALS = Method("rpc.challenges.v1.proposal.get", GetProposals, tuple[Proposal, ...])
LIST_PROPOSALS = Method("rpc.challenges.v1.proposal.list", ListProposals, ProposalPage, safe=True)

PROPOSAL_SUBMITTED = Event("event.challenges.v1.proposal.submitted", ProposalTold)
PROPOSAL_REVISED = Event("event.challenges.v1.proposal.revised", ProposalTold)
PROPOSAL_WITHDRAWN = Event("event.challenges.v1.proposal.withdrawn", ProposalTold)
PROPOSAL_INVITED = Event("event.challenges.v1.proposal.invited", ProposalTold)
PROPOSAL_ASKED = Event("event.challenges.v1.proposal.asked", ProposalTold)
PROPOSAL_ANSWERED = Event("event.challenges.v1.proposal.answered", ProposalTold)
PROPOSAL_FORWARDED = Event("event.challenges.v1.proposal.forwarded", ProposalTold)
PROPOSAL_DECIDED = Event("event.challenges.v1.proposal.decided", ProposalTold)
PROPOSAL_CONFIRMED = Event("event.challenges.v1.proposal.confirmed", ProposalTold)
PROPOSAL_LAPSED = Event("event.challenges.v1.proposal.lapsed", ProposalTold)
