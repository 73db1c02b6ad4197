"""Public face of introductions: interest in each other, and who was brought together.

Only the two organizations see an interest and an introduction, each through its own unit.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.preferences import Contact
from contracts.profiles import Ids
from contracts.wire import After, Event, First, Key, Method, Revision

Line = Annotated[str, Meta(min_length=5, max_length=300)]
"""One line of context with an interest."""
Note = Annotated[str, Meta(max_length=1_000)]

OPEN_INTERESTS = 10
"""How many an organization may have waiting for an answer; each comes back with its end."""
DAYS_TO_ANSWER = 14
REMINDED_AFTER = (3, 10)
"""Days after which a receiver is reminded."""
CASES_TO_SHOW = 5
"""From so many on, how long a municipality takes to answer is public."""


class Cause(StrEnum):
    CHALLENGE = "challenge"
    OFFER = "offer"
    PROPOSAL = "proposal"
    FREE = "free"
    PREFERENCE = "preference"
    """Only of an introduction: both had said yes in private."""
    MEETING = "meeting"
    """Likewise: both wanted to go on after they met at an event."""


class InterestState(StrEnum):
    SENT = "sent"
    SEEN = "seen"
    MUTUAL = "mutual"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class DeclineReason(StrEnum):
    NOT_THIS_FISCAL_YEAR = "not_this_fiscal_year"
    ALREADY_SOLVED = "already_solved"
    NOT_OUR_SECTION = "not_our_section"
    NO_CAPACITY = "no_capacity"
    NO_FIT = "no_fit"
    OTHER = "other"


class StepKind(StrEnum):
    SENT = "sent"
    SEEN = "seen"
    REMINDED = "reminded"
    FORWARDED = "forwarded"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Step(Struct, frozen=True, kw_only=True):
    """What happened to an interest. A person is named to the own side alone."""

    kind: StepKind
    at: datetime
    person_id: UUID | None = None
    unit_id: UUID | None = None
    """With ``FORWARDED``: to whom."""
    note: str = ""


class Interest(Struct, frozen=True, kw_only=True):
    """That one organization would like to talk to another (関心表明)."""

    id: UUID
    from_organization_id: UUID
    from_organization_name: str = ""
    from_unit_id: UUID | None = None
    to_organization_id: UUID
    to_organization_name: str = ""
    to_unit_id: UUID | None = None
    cause: Cause
    cause_id: UUID | None = None
    cause_title: str = ""
    line: str
    state: InterestState
    sent_at: datetime
    due_at: datetime
    """Until when it waits for an answer."""
    decided_at: datetime | None = None
    decline_reason: DeclineReason | None = None
    decline_note: str = ""
    introduction_id: UUID | None = None
    steps: tuple[Step, ...] = ()
    revision: int = 1


class SendInterest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``id`` is chosen by the asker. To whom follows from a challenge or an offer; with another
    cause ``to_organization_id`` says it."""

    id: UUID
    cause: Cause
    cause_id: UUID | None = None
    to_organization_id: UUID | None = None
    to_unit_id: UUID | None = None
    line: Line
    contact: Contact = Contact()
    idempotency_key: Key | None = None


class ChangeInterest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To see it (by the receiver) or to cancel it (by the sender)."""

    id: UUID
    idempotency_key: Key | None = None


class AcceptInterest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    revision: Revision
    contact: Contact = Contact()
    idempotency_key: Key | None = None


class DeclineInterest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    revision: Revision
    reason: DeclineReason | None = None
    note: Note = ""
    """For the sender."""
    idempotency_key: Key | None = None


class ForwardInterest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To another unit of one's own organization, which gets the time to answer anew."""

    id: UUID
    revision: Revision
    unit_id: UUID
    note: Note = ""
    """For the own side."""
    idempotency_key: Key | None = None


class ListInterests(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sent or received, the newest first."""

    received: bool
    only_open: bool = False
    first: First = 20
    after: After | None = None


class GetInterests(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ids: Ids


class InterestPage(Struct, frozen=True, kw_only=True):
    interests: tuple[Interest, ...]
    more: bool
    total: int
    open: int = 0
    """Of one's own sent ones, how many wait; ``OPEN_INTERESTS`` at most."""


class IntroductionState(StrEnum):
    LIVE = "live"
    ENDED = "ended"


class EndReason(StrEnum):
    DONE = "done"
    NO_FIT = "no_fit"
    NO_BUDGET = "no_budget"
    STAFF_MOVED = "staff_moved"
    NO_ANSWER = "no_answer"
    OTHER = "other"


class Side(Struct, frozen=True, kw_only=True):
    organization_id: UUID
    organization_name: str = ""
    unit_id: UUID | None = None
    contact: Contact = Contact()


class Introduction(Struct, frozen=True, kw_only=True):
    """Two who both said yes. Told without contacts; those are for the two sides."""

    id: UUID
    ours: Side
    """To whoever asks; in an event, the side that spoke first."""
    theirs: Side
    cause: Cause
    cause_id: UUID | None = None
    cause_title: str = ""
    interest_id: UUID | None = None
    state: IntroductionState
    made_at: datetime
    ended_at: datetime | None = None
    unread: int = 0
    revision: int = 1
    left_id: UUID | None = None
    """Told where it ended because this organization has closed."""


class EndIntroduction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The reason stays with one's own side."""

    id: UUID
    revision: Revision
    reason: EndReason
    note: Note = ""
    idempotency_key: Key | None = None


class TransferIntroduction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One's own side, to another unit of the organization."""

    id: UUID
    revision: Revision
    unit_id: UUID | None = None
    contact: Contact | None = None
    """None: as it is."""
    idempotency_key: Key | None = None


class GetIntroductions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ids: Ids


class ListIntroductions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of one's own unit, the newest first; of all units for who manages them."""

    state: IntroductionState | None = None
    first: First = 20
    after: After | None = None


class IntroductionPage(Struct, frozen=True, kw_only=True):
    introductions: tuple[Introduction, ...]
    more: bool
    total: int


class GetResponses(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``ids``: of organizations."""

    ids: Ids


class Responses(Struct, frozen=True, kw_only=True):
    """How a public body answers interest; from ``CASES_TO_SHOW`` cases on, and public."""

    id: UUID
    cases: int
    answered: int
    median_hours: int
    """Of all cases; one that was never answered counts as the whole time it had."""


SEND_INTEREST = Method("rpc.introductions.v1.interest.send", SendInterest, Interest)
SEE_INTEREST = Method("rpc.introductions.v1.interest.see", ChangeInterest, Interest)
CANCEL_INTEREST = Method("rpc.introductions.v1.interest.cancel", ChangeInterest, Interest)
ACCEPT_INTEREST = Method("rpc.introductions.v1.interest.accept", AcceptInterest, Interest)
DECLINE_INTEREST = Method("rpc.introductions.v1.interest.decline", DeclineInterest, Interest)
FORWARD_INTEREST = Method("rpc.introductions.v1.interest.forward", ForwardInterest, Interest)
LIST_INTERESTS = Method(
    "rpc.introductions.v1.interest.list", ListInterests, InterestPage, safe=True
)
GET_INTERESTS = Method(
    "rpc.introductions.v1.interest.get", GetInterests, tuple[Interest, ...], safe=True
)
GET_RESPONSES = Method(
    "rpc.introductions.v1.response.get", GetResponses, tuple[Responses, ...], safe=True
)
GET_INTRODUCTIONS = Method(
    "rpc.introductions.v1.introduction.get", GetIntroductions, tuple[Introduction, ...], safe=True
)
LIST_INTRODUCTIONS = Method(
    "rpc.introductions.v1.introduction.list", ListIntroductions, IntroductionPage, safe=True
)
END_INTRODUCTION = Method("rpc.introductions.v1.introduction.end", EndIntroduction, Introduction)
TRANSFER_INTRODUCTION = Method(
    "rpc.introductions.v1.introduction.transfer", TransferIntroduction, Introduction
)

INTEREST_SENT = Event("event.introductions.v1.interest.sent", Interest)
INTEREST_SEEN = Event("event.introductions.v1.interest.seen", Interest)
INTEREST_REMINDED = Event("event.introductions.v1.interest.reminded", Interest)
INTEREST_ACCEPTED = Event("event.introductions.v1.interest.accepted", Interest)
INTEREST_DECLINED = Event("event.introductions.v1.interest.declined", Interest)
INTEREST_FORWARDED = Event("event.introductions.v1.interest.forwarded", Interest)
INTEREST_EXPIRED = Event("event.introductions.v1.interest.expired", Interest)
INTRODUCTION_MADE = Event("event.introductions.v1.introduction.made", Introduction)
INTRODUCTION_ENDED = Event("event.introductions.v1.introduction.ended", Introduction)
