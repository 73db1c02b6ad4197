"""What a list shows: matches with their reasons and parts."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct

Span = tuple[int, int]


class Reason(Struct, frozen=True):
    """A word both texts share."""

    term: str
    contribution: float
    """What it adds to the score."""
    challenge_text: str
    """The words around its best place in the challenge; empty when it stands in a tag only."""
    offer_text: str
    challenge_at: int = 0
    """Where ``challenge_text`` begins in ``title + newline + text`` of the challenge."""
    offer_at: int = 0
    challenge_spans: tuple[Span, ...] = ()
    """All places of the word in ``title + newline + text`` of the challenge, half open."""
    offer_spans: tuple[Span, ...] = ()


class Part(Struct, frozen=True):
    """What a thing other than a shown word adds to the score; may be negative."""

    name: str
    """A key for translation: ``other_words``, ``area``, ``tags``, ``budget``, ``often_shown``."""
    contribution: float


class Found(Struct, frozen=True):
    """One match. ``score`` is the sum of the contributions of all reasons and parts."""

    rank: int
    score: float
    """0 to 1"""
    challenge_id: UUID
    offer_id: UUID
    reasons: tuple[Reason, ...] = ()
    """Strongest first."""
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    """Keys of what stands in the way or is missing."""
