"""Both directions between a query and some documents, exactly, from the forward rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.matching.index.query import Query, impacts_of, saturated
from services.matching.index.rows import Rows
from services.matching.index.statistics import Statistics
from services.matching.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Measures:
    """All ``(slots,)``."""

    slots: NDArray[np.int64]
    forward: NDArray[np.float64]
    """What the query finds of itself in the document."""
    reverse: NDArray[np.float64]
    """What the document finds of itself in the query."""
    own: NDArray[np.float64]
    """What the document finds of itself in itself."""


@dataclass(frozen=True, slots=True)
class Products:
    """Addends of the measures, one per term of each document, all ``(terms,)``."""

    owner: NDArray[np.int64]
    """Which of the asked slots a term belongs to."""
    terms: NDArray[np.int32]
    forward: NDArray[np.float64]
    reverse: NDArray[np.float64]
    own: NDArray[np.float64]

    def shared(self) -> Products:
        """Only the terms that the query has too, and that are worth something."""
        here = self.forward > 0.0
        return Products(
            self.owner[here],
            self.terms[here],
            self.forward[here],
            self.reverse[here],
            self.own[here],
        )


def products(
    query: Query, slots: NDArray[np.int64], rows: Rows, statistics: Statistics, recipe: Recipe
) -> Products:
    """The addends for ``slots``, in the order of the documents' texts."""
    places, owner = rows.flat(slots)
    terms, counts = rows.terms[places], rows.counts[places]
    worth = statistics.weights(recipe)
    kinds = statistics.vocabulary.kinds[terms]
    lengths = rows.lengths[slots][owner]
    impacts = impacts_of(counts, kinds, lengths, statistics.means, recipe)
    weights = saturated(counts, recipe) * worth[terms]
    asked, offered = np.zeros(len(worth)), np.zeros(len(worth))
    asked[query.terms], offered[query.terms] = query.asked, query.impacts
    return Products(
        owner, terms, asked[terms] * impacts, weights * offered[terms], weights * impacts
    )


def measure(
    query: Query, slots: NDArray[np.int64], rows: Rows, statistics: Statistics, recipe: Recipe
) -> Measures:
    """Sums of the addends, each in text order: the same whoever came first."""
    parts = products(query, slots, rows, statistics, recipe)
    n = len(slots)
    return Measures(
        slots,
        np.bincount(parts.owner, parts.forward, n),
        np.bincount(parts.owner, parts.reverse, n),
        np.bincount(parts.owner, parts.own, n),
    )
