"""A challenge and an offer with everything that is known of both."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.track_records import TownSize
from services.matching.documents import Document
from services.matching.fit.facts import UNKNOWN, Facts
from services.matching.fit.weights import USUAL, WEIGHTS, Strengths, Weights

EARLY = frozenset({"information", "before_request"})
"""Stages of the budget in which money cannot be promised."""
LARGE_YEN = 10_000_000
"""A cost that no section pays without a budget of its own."""
SMALL_YEN = 1_000_000
"""A cost that a section may find in what it has."""


@dataclass(frozen=True, slots=True)
class Pair:
    challenge: Document
    offer: Document
    town: Facts = UNKNOWN
    """Of who asks."""
    offerer: Facts = UNKNOWN
    strengths: Strengths = USUAL
    weights: Weights = WEIGHTS
    year: int = 0
    """In which the lists are made."""

    @property
    def is_outside(self) -> bool:
        place, reach = self.challenge.prefecture, self.offer.reach
        return bool(place and reach and place not in reach)

    @property
    def is_early(self) -> bool:
        return self.challenge.budget_stage in EARLY

    @property
    def wants_no_money(self) -> bool:
        return self.challenge.budget_stage == "not_needed"

    @property
    def is_too_dear(self) -> bool:
        """More than the stage of the budget can bear."""
        cost = self.offer.cost_yen or 0
        return cost >= (SMALL_YEN if self.wants_no_money else LARGE_YEN) and (
            self.is_early or self.wants_no_money
        )

    @property
    def size(self) -> TownSize | None:
        """The class of the town, as a track record names it."""
        return self.town.size

    @property
    def has_done_it_here(self) -> bool:
        return self.size is not None and self.size in self.offer.track_record
