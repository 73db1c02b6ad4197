"""Public face of the challenges service: versions of what everybody read, and who is told."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.challenges import AmendChallenge, BudgetStage, Challenge
from contracts.wire import Event, Key, Method, Revision


class ChallengeVersion(Struct, frozen=True, kw_only=True):
    """The words that everybody read from ``at`` on."""

    challenge_id: UUID
    revision: int
    at: datetime
    title: str
    problem: str
    evidence: str = ""
    affected: str = ""
    tried_before: str = ""
    constraints: str = ""
    data_at_hand: str = ""
    test_field: str = ""
    budget_stage: BudgetStage | None = None
    answer_by: date | None = None
    review_by: date | None = None
    tags: tuple[str, ...] = ()


class ListVersions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of a challenge that has been published, the newest first."""

    challenge_id: UUID


class Amendment(Struct, frozen=True, kw_only=True):
    """New words for an open challenge, that wait for a second person."""

    challenge_id: UUID
    written: AmendChallenge
    author_id: UUID
    written_at: datetime
    return_note: str = ""
    """Why it was given back, to be written again; empty while it waits."""


class GetAmendment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of a challenge of one's own organization; an empty list where nothing waits."""

    challenge_id: UUID


class DecideAmendment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Publish what a colleague has written, or give it back with a reason."""

    id: UUID
    """Of the challenge."""
    revision: Revision
    """Of the challenge, which it was read against."""
    publish: bool
    note: Annotated[str, Meta(max_length=1_000)] = ""
    """Why not; seen by the own organization alone."""
    written_at: datetime | None = None
    """Of the words that were read: others, written meanwhile, are not decided on."""
    idempotency_key: Key | None = None


class NewsKind(StrEnum):
    AMENDED = "amended"
    ANSWERED = "answered"
    CLOSED = "closed"


class Party(Struct, frozen=True, kw_only=True):
    organization_id: UUID
    person_id: UUID | None = None
    """None: everybody who works there."""


class ChallengeNews(Struct, frozen=True, kw_only=True):
    """What everybody who takes part in a challenge is told alike, and at once."""

    cause: str
    """The same for the same news: nobody is told it twice."""
    kind: NewsKind
    challenge_id: UUID
    challenge_title: str
    challenge_organization_name: str
    parties: tuple[Party, ...]
    """Who asked, proposed or was introduced. Between services only: nobody is shown them."""


LIST_VERSIONS = Method(
    "rpc.challenges.v1.challenge.list_versions",
    ListVersions,
    tuple[ChallengeVersion, ...],
    safe=True,
)
GET_AMENDMENT = Method(
    "rpc.challenges.v1.amendment.get", GetAmendment, tuple[Amendment, ...], safe=True
)
DECIDE_AMENDMENT = Method("rpc.challenges.v1.amendment.decide", DecideAmendment, Challenge)
AMENDMENT_SUBMITTED = Event("event.challenges.v1.amendment.submitted", Challenge)
AMENDMENT_RETURNED = Event("event.challenges.v1.amendment.returned", Challenge)
"""With the challenge as it stays; the reason is in ``return_note``."""
CHALLENGE_NEWS = Event("event.challenges.v1.challenge.news", ChallengeNews)
