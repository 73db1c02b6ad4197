"""How much each thing counts: the usual factors, and what a town or an event makes of them."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.curation import Strengths

__all__ = ["USUAL", "WEIGHTS", "Strengths", "Weights"]


@dataclass(frozen=True, slots=True)
class Weights:
    """Factors on the odds, at full strength."""

    in_area: float = 1.15
    outside_area: float = 0.4
    same_prefecture: float = 1.1
    shared_tag: float = 1.15
    most_tags: int = 3
    shared_goal: float = 1.1
    most_goals: int = 2
    no_money_yet: float = 0.85
    no_money_wanted: float = 0.6
    some_money: float = 0.9
    free_of_charge: float = 1.05
    same_size: float = 1.2
    next_size: float = 1.08
    preferred_kind: float = 1.25
    small_town: float = 1.25
    new_company: float = 1.25


WEIGHTS = Weights()
USUAL = Strengths()
