"""Public face of the challenges service: what is asked (課題掲載) and what is called for."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.profiles import Ids, Kept, OrganizationKind, Prefecture, Tags
from contracts.wire import (
    After,
    Event,
    First,
    Key,
    Method,
    Revision,
    SearchText,
    Source,
)

Title = Annotated[str, Meta(min_length=5, max_length=120)]
Problem = Annotated[str, Meta(min_length=20, max_length=8_000)]
Section = Annotated[str, Meta(max_length=4_000)]
"""One of the template's further sections; empty when not yet written."""
Tag = Annotated[str, Meta(min_length=1, max_length=40)]


class Direction(StrEnum):
    PUBLIC_NEED = "public_need"
    """A public body asks the private side (課題掲載・公募型)."""
    PRIVATE_CALL = "private_call"
    """A private body calls for municipalities (逆公募)."""


class ChallengeState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    """Written and not yet published: another person of the organization looks at it."""
    OPEN = "open"
    STALE = "stale"
    """``review_by`` has come and nobody has said yet whether it still stands: not matched."""
    SCREENING = "screening"
    """The call is over; what was proposed is being looked at."""
    MATCHED = "matched"
    """Somebody was chosen."""
    CLOSED = "closed"


class BudgetStage(StrEnum):
    INFORMATION = "information"
    """情報収集"""
    BEFORE_REQUEST = "before_request"
    """予算要求前"""
    REQUESTED = "requested"
    """要求中"""
    APPROVED = "approved"
    """議決後"""
    TENDERING = "tendering"
    """公募中"""
    NOT_NEEDED = "not_needed"
    """予算不要"""


class CloseReason(StrEnum):
    MATCHED = "matched"
    NO_FIT = "no_fit"
    SOLVED_OTHERWISE = "solved_otherwise"
    NOT_THIS_FISCAL_YEAR = "not_this_fiscal_year"
    WITHDRAWN = "withdrawn"


class Challenge(Struct, frozen=True, kw_only=True):
    """A challenge as it stands. Before it is open its own organization alone sees it."""

    id: UUID
    organization_id: UUID
    unit_id: UUID | None = None
    direction: Direction
    state: ChallengeState
    title: str
    problem: str
    evidence: str = ""
    affected: str = ""
    tried_before: str = ""
    constraints: str = ""
    budget_stage: BudgetStage | None = None
    data_at_hand: str = ""
    """What there is to work with: surveys, counts, maps."""
    test_field: str = ""
    """Where it can be tried (実証の場)."""
    answer_by: date | None = None
    """Last day for proposals, in the poster's time zone; none when open-ended."""
    review_by: date | None = None
    """On this day it goes stale, unless somebody says that it still stands."""
    confirmations: int = 0
    """How often that was said since its words were last changed."""
    origin_id: UUID | None = None
    """The challenge of another town that it was taken over from."""
    tags: tuple[str, ...] = ()
    source: Source | None = None
    revision: int = 1
    """Starts at 1 and grows by one with each change; the newer one wins."""
    created_at: datetime
    published_at: datetime | None = None
    closed_at: datetime | None = None
    close_reason: CloseReason | None = None
    close_note: str = ""
    author_id: UUID | None = None
    """The person who began it."""
    submitted_by: UUID | None = None
    """The person who asked for it to be published."""
    submitted_at: datetime | None = None
    return_note: str = ""
    """Why it was given back; until it is published."""
    organization_kind: OrganizationKind
    organization_name: str
    prefecture: str | None = None


class SaveChallengeDraft(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A draft may be as unfinished as it likes. No ``revision`` creates it."""

    id: UUID
    revision: Revision | None = None
    direction: Direction | None = None
    """None: the one that the kind of the organization posts."""
    title: Annotated[str, Meta(max_length=120)] = ""
    problem: Annotated[str, Meta(max_length=8_000)] = ""
    evidence: Section = ""
    affected: Section = ""
    tried_before: Section = ""
    constraints: Section = ""
    budget_stage: BudgetStage | None = None
    answer_by: date | None = None
    tags: Tags = ()
    data_at_hand: Section = ""
    test_field: Section = ""
    review_by: date | None = None
    unit_id: UUID | None = None
    """The section that owns it; none: the one that the actor acts for."""
    idempotency_key: Key | None = None


class PublishChallenge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Open a challenge to proposals: a saved draft as it stands, or all at once.

    With ``revision`` the draft of that id is published with these fields; without
    one the challenge is made new (the same ``id`` sent twice publishes once).
    """

    id: UUID
    revision: Revision | None = None
    direction: Direction | None = None
    """None: the one that the kind of the organization posts."""
    title: Title
    problem: Problem
    evidence: Section = ""
    affected: Section = ""
    tried_before: Section = ""
    constraints: Section = ""
    budget_stage: BudgetStage
    answer_by: date | None = None
    tags: Tags = ()
    data_at_hand: Section = ""
    test_field: Section = ""
    review_by: date | None = None
    unit_id: UUID | None = None
    """The section that owns it; none: the one that the actor acts for."""
    idempotency_key: Key | None = None


class AmendChallenge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    revision: Revision
    title: Title
    problem: Problem
    evidence: Section = ""
    affected: Section = ""
    tried_before: Section = ""
    constraints: Section = ""
    budget_stage: BudgetStage
    answer_by: date | None = None
    tags: Tags = ()
    data_at_hand: Section = ""
    test_field: Section = ""
    review_by: date | None = None
    unit_id: UUID | None = None
    """The section that owns it; none: the one that the actor acts for."""
    idempotency_key: Key | None = None


class ConfirmChallenge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """It still stands as it is. At most twice; then its words have to be looked at."""

    id: UUID
    revision: Revision
    review_by: date
    """The next day to ask again."""
    idempotency_key: Key | None = None


class CloseCall(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No more proposals from now on: before the last day of the call, or where it has none."""

    id: UUID
    revision: Revision
    idempotency_key: Key | None = None


class CloseChallenge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    revision: Revision
    reason: CloseReason
    note: Annotated[str, Meta(max_length=1_000)] = ""
    """Shown to everybody."""
    idempotency_key: Key | None = None


class ApproveChallenge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Publish what a colleague has written, as it was read."""

    id: UUID
    revision: Revision
    idempotency_key: Key | None = None


class ReturnChallenge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Give it back to be written again."""

    id: UUID
    revision: Revision
    note: Annotated[str, Meta(min_length=1, max_length=1_000)]
    """Why; seen by the own organization alone."""
    idempotency_key: Key | None = None


class GetChallenges(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ids: Ids


class ListChallenges(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Newest first. What is not yet open is listed only with its state, and only one's own."""

    first: First = 20
    after: After | None = None
    search: SearchText = ""
    prefecture: Prefecture | None = None
    state: ChallengeState | None = None
    direction: Direction | None = None
    organization_id: UUID | None = None
    unit_id: UUID | None = None
    budget_stage: BudgetStage | None = None
    tag: Tag | None = None
    open_on: date | None = None
    """Can still be answered on this day, in the poster's time zone."""


class ChallengePage(Struct, frozen=True, kw_only=True):
    challenges: tuple[Challenge, ...]
    more: bool
    total: int


class PrefectureCount(Struct, frozen=True, kw_only=True):
    prefecture: str
    open: int


class CountChallenges(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many open challenges there are, by prefecture."""


class ImportChallenge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A need somebody else published elsewhere; ``id`` is made from its source and row."""

    id: UUID
    organization_id: UUID
    title: Annotated[str, Meta(min_length=1, max_length=200)]
    problem: Annotated[str, Meta(min_length=1, max_length=20_000)]
    evidence: Section = ""
    affected: Section = ""
    tried_before: Section = ""
    constraints: Section = ""
    direction: Direction = Direction.PUBLIC_NEED
    budget_stage: BudgetStage | None = None
    answer_by: date | None = None
    tags: Tags = ()
    data_at_hand: Section = ""
    test_field: Section = ""
    review_by: date | None = None
    source: Source


class ImportChallenges(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rows: Annotated[tuple[ImportChallenge, ...], Meta(max_length=50)]


SAVE_CHALLENGE_DRAFT = Method(
    "rpc.challenges.v1.challenge.save_draft", SaveChallengeDraft, Challenge
)
PUBLISH_CHALLENGE = Method("rpc.challenges.v1.challenge.publish", PublishChallenge, Challenge)
AMEND_CHALLENGE = Method("rpc.challenges.v1.challenge.amend", AmendChallenge, Challenge)
CLOSE_CHALLENGE = Method("rpc.challenges.v1.challenge.close", CloseChallenge, Challenge)
CLOSE_CALL = Method("rpc.challenges.v1.challenge.close_call", CloseCall, Challenge)
CONFIRM_CHALLENGE = Method("rpc.challenges.v1.challenge.confirm", ConfirmChallenge, Challenge)
APPROVE_CHALLENGE = Method("rpc.challenges.v1.challenge.approve", ApproveChallenge, Challenge)
RETURN_CHALLENGE = Method("rpc.challenges.v1.challenge.return", ReturnChallenge, Challenge)
GET_CHALLENGES = Method(
    "rpc.challenges.v1.challenge.get", GetChallenges, tuple[Challenge, ...], safe=True
)
LIST_CHALLENGES = Method(
    "rpc.challenges.v1.challenge.list", ListChallenges, ChallengePage, safe=True
)
COUNT_CHALLENGES = Method(
    "rpc.challenges.v1.challenge.count", CountChallenges, tuple[PrefectureCount, ...], safe=True
)
IMPORT_CHALLENGES = Method(
    "rpc.challenges.v1.challenge.import", ImportChallenges, Kept, deadline=10.0
)

CHALLENGE_SUBMITTED = Event("event.challenges.v1.challenge.submitted", Challenge)
CHALLENGE_RETURNED = Event("event.challenges.v1.challenge.returned", Challenge)
CHALLENGE_PUBLISHED = Event("event.challenges.v1.challenge.published", Challenge)
CHALLENGE_AMENDED = Event("event.challenges.v1.challenge.amended", Challenge)
CHALLENGE_CLOSED = Event("event.challenges.v1.challenge.closed", Challenge)
CHALLENGE_STALE = Event("event.challenges.v1.challenge.stale", Challenge)
CHALLENGE_CONFIRMED = Event("event.challenges.v1.challenge.confirmed", Challenge)
CHALLENGE_CALL_CLOSED = Event("event.challenges.v1.challenge.call_closed", Challenge)
"""Its last day is over, or it was ended before: it is ``SCREENING`` now."""
