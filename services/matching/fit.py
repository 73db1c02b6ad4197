"""What fits or not besides words: area, policy field, budget. Each a visible part of the score.

A part is a factor on the odds of the score: 1 says nothing, so what is unknown never
counts against anybody, and a score stays between 0 and 1 whatever the parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.matching.documents import Document


@dataclass(frozen=True, slots=True)
class Weights:
    """Factors on the odds; an event or a town may have its own."""

    in_area: float = 1.15
    outside_area: float = 0.4
    same_prefecture: float = 1.1
    shared_tag: float = 1.15
    most_tags: int = 3
    no_money_yet: float = 0.85
    free_of_charge: float = 1.05


WEIGHTS = Weights()
EARLY = frozenset({"information", "before_request", "not_needed"})
"""Stages of the budget in which money cannot be promised."""
LARGE_YEN = 10_000_000
"""A cost that no section pays without a budget of its own."""


def parts(challenge: Document, offer: Document, weights: Weights) -> tuple[tuple[str, float], ...]:
    """Named factors, in the order in which they are applied."""
    return (
        ("area", _area(challenge, offer, weights)),
        ("tags", _tags(challenge, offer, weights)),
        ("budget", _budget(challenge, offer, weights)),
    )


def notes(challenge: Document, offer: Document, today: date | None) -> tuple[str, ...]:
    """Keys of what stands in the way, or is missing to judge."""
    found = {
        "deadline_past": bool(
            today and challenge.answer_by and challenge.answer_by < today.isoformat()
        ),
        "outside_area": _is_outside(challenge, offer),
        "budget_not_ready": _is_early_and_large(challenge, offer),
        "cost_missing": offer.cost_yen is None,
        "tags_missing": not challenge.tags or not offer.tags,
        "budget_stage_missing": challenge.budget_stage is None,
    }
    return tuple(note for note, holds in found.items() if holds)


def _is_outside(challenge: Document, offer: Document) -> bool:
    return bool(challenge.prefecture and offer.reach and challenge.prefecture not in offer.reach)


def _is_early_and_large(challenge: Document, offer: Document) -> bool:
    return challenge.budget_stage in EARLY and (offer.cost_yen or 0) >= LARGE_YEN


def _area(challenge: Document, offer: Document, weights: Weights) -> float:
    if _is_outside(challenge, offer):
        return weights.outside_area
    factor = weights.in_area if challenge.prefecture and offer.reach else 1.0
    if challenge.prefecture and challenge.prefecture == offer.prefecture:
        factor *= weights.same_prefecture
    return factor


def _tags(challenge: Document, offer: Document, weights: Weights) -> float:
    shared = len(set(challenge.tags) & set(offer.tags))
    return float(weights.shared_tag ** min(shared, weights.most_tags))


def _budget(challenge: Document, offer: Document, weights: Weights) -> float:
    if _is_early_and_large(challenge, offer):
        return weights.no_money_yet
    if challenge.budget_stage in EARLY and offer.cost_yen == 0:
        return weights.free_of_charge
    return 1.0
