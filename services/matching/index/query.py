"""A text that asks: its terms with what they weigh, and its impacts as the one asked."""

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
    impacts: NDArray[np.float64]
    """Share of its saturated count, 0 to 1, on the asked side."""
    own: float
    """What the text scores against itself, unknown terms included: the most it can cover."""


def impacts_of(
    counts: NDArray[np.float32],
    kinds: NDArray[np.uint8],
    lengths: NDArray[np.float32],
    means: NDArray[np.float64],
    recipe: Recipe,
) -> NDArray[np.float64]:
    """``tf / (tf + k1 (1 - b + b length / mean))``; ``lengths`` is (kinds,) or (n, kinds)."""
    k1, b = np.array(recipe.k1), np.array(recipe.b)
    half = k1 * (1.0 - b + b * lengths / means)
    at = half[kinds] if half.ndim == 1 else half[np.arange(len(kinds)), kinds]
    return counts / (counts + at)


def saturated(counts: NDArray[np.float32], recipe: Recipe) -> NDArray[np.float64]:
    """Counts on the asking side: ``tf (k3 + 1) / (tf + k3)``."""
    exact = counts.astype(np.float64)
    return exact * (recipe.k3 + 1.0) / (exact + recipe.k3)


def query(row: Row, statistics: Statistics, recipe: Recipe) -> Query:
    """The query that ``row`` makes against what is kept now."""
    known = row.terms >= 0
    worth = np.empty(len(row.terms))
    worth[known] = statistics.weights(recipe)[row.terms[known]]
    worth[~known] = statistics.unseen(row.kinds[~known], recipe)
    asked = saturated(row.counts, recipe) * worth
    impacts = impacts_of(row.counts, row.kinds, row.lengths, statistics.means, recipe)
    own = float(np.sum(asked * impacts))
    return Query(row.terms[known], asked[known], impacts[known], own)
