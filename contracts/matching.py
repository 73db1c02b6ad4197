"""Public face of the matching service: who fits whom, and why."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from contracts.curation import Choosing
from contracts.wire import Event, First, Method


class Reason(Struct, frozen=True, kw_only=True):
    """A term both texts share, and what it is worth."""

    term: str
    contribution: float
    """Share of the score, 0 to 1."""
    challenge_text: str
    """The words around it in the challenge."""
    offer_text: str
    """The words around it in the offer."""


class Part(Struct, frozen=True, kw_only=True):
    """A part of the score that is not words: ``name`` is a key for translation."""

    name: str
    contribution: float
    """Share of the score; may be negative."""


class Change(Struct, frozen=True, kw_only=True):
    """What could be otherwise, and the rank that the offer would then have: counted anew."""

    key: str
    """For translation: ``track_record``, ``reach``, ``cost_below``, ``cost_free``, ``budget``."""
    value: str
    """Of which size of town, prefecture, sum or stage."""
    side: str
    """Who could change it: ``challenge`` or ``offer``."""
    rank: int
    """In the list of the challenge."""


class Match(Struct, frozen=True, kw_only=True):
    rank: int
    """1 is the best."""
    score: float
    """0 to 1."""
    challenge_id: UUID
    offer_id: UUID
    reasons: tuple[Reason, ...]
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    """Keys of what stands in the way or is missing, as ``deadline_past``."""
    standing: int | None = None
    """Rank of the offer in the list of the challenge; when changes were asked for."""
    changes: tuple[Change, ...] = ()
    """What would move the offer up in that list, best first; likewise."""
    pin: Choosing | None = None
    """Who put it at the head of the challenge's list, and why."""
    is_weak: bool = False
    """Little speaks for it: it is only there because nothing better is."""


class MatchPage(Struct, frozen=True, kw_only=True):
    matches: tuple[Match, ...]
    more: bool
    total: int


class MatchesOfChallenge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    challenge_id: UUID
    first: First = 20
    after_rank: Annotated[int, Meta(ge=0, le=1_000)] = 0
    with_changes: bool = False
    event_id: UUID | None = None
    """Whose strengths hold, if any were set."""


class MatchesOfOffer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    offer_id: UUID
    first: First = 20
    after_rank: Annotated[int, Meta(ge=0, le=1_000)] = 0
    with_changes: bool = False
    event_id: UUID | None = None
    """Whose strengths hold, if any were set."""


class MatchesForOrganization(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Across everything the organization has open: its offers, and its challenges."""

    organization_id: UUID
    first: First = 20
    after_rank: Annotated[int, Meta(ge=0, le=1_000)] = 0
    with_changes: bool = False


class BestPartners(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of these organizations, each by the best that it and the own one have open for another."""

    organization_id: UUID
    """One's own."""
    others: Annotated[tuple[UUID, ...], Meta(max_length=500)]


class Partner(Struct, frozen=True, kw_only=True):
    organization_id: UUID
    match: Match


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody says of themselves who has nothing open here, or not for all to see."""

    id: UUID
    text: Annotated[str, Meta(max_length=1_000)]


class MatchesOfWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Each by the best that the own organization has open for it; nothing of it is kept."""

    organization_id: UUID
    """One's own."""
    words: Annotated[tuple[Words, ...], Meta(max_length=100)]


class WordsMatch(Struct, frozen=True, kw_only=True):
    id: UUID
    """Of the words; in ``match`` it stands for the side that is not one's own."""
    match: Match


class SimilarChallenge(Struct, frozen=True, kw_only=True):
    challenge_id: UUID
    score: float
    """0 to 1; 1 for the same text."""


class SimilarChallenges(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Open challenges of other organizations that say the same, the most alike first."""

    challenge_id: UUID
    """One that is open, or was closed with an answer; nothing is like any other."""
    first: First = 5
    solved: bool = False
    """Instead those of anybody that were closed as matched or solved otherwise."""


class MatchFound(Struct, frozen=True, kw_only=True):
    """A new challenge fits the offers of an organization well enough to tell it."""

    challenge_id: UUID
    challenge_title: str
    challenge_organization_name: str
    organization_id: UUID
    offer_id: UUID
    score: float


MATCHES_OF_CHALLENGE = Method(
    "rpc.matching.v1.match.of_challenge", MatchesOfChallenge, MatchPage, safe=True
)
MATCHES_OF_OFFER = Method("rpc.matching.v1.match.of_offer", MatchesOfOffer, MatchPage, safe=True)
MATCHES_FOR_ORGANIZATION = Method(
    "rpc.matching.v1.match.for_organization", MatchesForOrganization, MatchPage, safe=True
)
BEST_PARTNERS = Method(
    "rpc.matching.v1.match.best_partners", BestPartners, tuple[Partner, ...], safe=True
)
MATCHES_OF_WORDS = Method(
    "rpc.matching.v1.match.of_words", MatchesOfWords, tuple[WordsMatch, ...], safe=True
)
SIMILAR_CHALLENGES = Method(
    "rpc.matching.v1.challenge.similar",
    SimilarChallenges,
    tuple[SimilarChallenge, ...],
    safe=True,
)

MATCH_FOUND = Event("event.matching.v1.match.found", MatchFound)
