"""A text that asks: its terms with what they weigh, and its counts as the one asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.matching.index.row import Row
from services.matching.index.statistics import Statistics
from services.matching.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Query:
    """All arrays ``(terms of the query,)``, unknown terms left out."""

    terms: NDArray[np.int32]
    asked: NDArray[np.float64]
    """Weight on the asking side."""
    worth: NDArray[np.float64]
    """What each term is worth when asked for once."""
    ratios: NDArray[np.float64]
    """Count for the length of the text, on the asked side."""
    own: NDArray[np.float64]
    """What it scores against itself, unknown terms included: the most it can cover,
    as a search and as a need, ``(2,)``."""
    sized: bool
    """Whether the text is long enough to be a need, not a search."""
    size: float
    """Its length, see ``Row.size``; as precise as one that is kept."""


def divisors(lengths: NDArray[np.float32], recipe: Recipe) -> NDArray[np.float64]:
    """What counts of each kind are divided by in texts of these ``lengths``, of their shape,
    ``(..., kinds)``: ``1 - slope + slope * length / usual``."""
    slope, usual = np.array(recipe.slope), np.array(recipe.length)
    return np.asarray(1.0 - slope + slope * lengths / usual)


def saturated(counts: NDArray[np.uint8], recipe: Recipe) -> NDArray[np.float64]:
    """Counts on the asking side: ``count (k3 + 1) / (count + k3)``."""
    exact = np.arange(256.0)
    return np.asarray((exact * (recipe.k3 + 1.0) / (exact + recipe.k3))[counts])


def query(row: Row, statistics: Statistics) -> Query:
    """The query that ``row`` makes against what is kept now."""
    recipe = statistics.recipe
    known = row.terms >= 0
    worth = np.empty(len(row.terms))
    worth[known] = statistics.worth(row.terms[known])
    worth[~known] = statistics.unseen(row.kinds[~known])
    asked = saturated(row.counts, recipe) * worth
    ratios = row.counts / divisors(row.lengths, recipe)[row.kinds]
    own = np.array([np.sum(asked * (ratios / (ratios + half))) for half in recipe.half])
    size = float(np.float32(row.size))
    sized = row.size >= recipe.need_sized
    return Query(row.terms[known], asked[known], worth[known], ratios[known], own, sized, size)
