"""The index in plain numpy and scipy: the reference, and fast enough for a small town."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from services.matching.index.index import Index
from services.matching.index.measures import Measures, products, sums
from services.matching.index.query import Query, divisors
from services.matching.index.rows import Rows
from services.matching.index.statistics import Statistics
from services.matching.recipe import Recipe

TAIL = 256
"""Newest documents that are compared one by one until they join the matrix."""


class PlainIndex(Index):
    """Counts for length in one sparse matrix by columns; impacts are made per query."""

    def __init__(self, rows: Rows, statistics: Statistics, recipe: Recipe) -> None:
        super().__init__(rows, statistics, recipe)
        self._sealed: csc_array = csc_array((0, 0), dtype=np.float32)

    def candidates(self, query: Query, depth: int, group: int) -> NDArray[np.int64]:
        """The ``depth`` best of the matrix, and everything newer."""
        if len(self.rows) - self._sealed.shape[0] > TAIL:
            self.rebuild()
        sealed = self._sealed.shape[0]
        scores = self._scores(query) * self.rows.boosts[:sealed]
        scores[self.rows.groups[:sealed] != group] = 0.0
        best = np.flatnonzero(scores > 0.0)
        if len(best) > depth:
            best = best[np.argpartition(-scores[best], depth - 1)[:depth]]
        tail = np.arange(sealed, len(self.rows))
        return np.concatenate([best, tail[self.rows.groups[tail] == group]])

    def _scores(self, query: Query) -> NDArray[np.float64]:
        sealed, known = self._sealed.shape
        inside = (query.terms < known) & (query.asked > 0.0)
        if sealed == 0 or not inside.any():
            return np.zeros(sealed)
        columns = self._sealed[:, query.terms[inside]]
        columns.data /= columns.data + np.float32(self.recipe.half[query.sized])
        return np.asarray(columns @ query.asked[inside])

    def measure(self, query: Query, slots: NDArray[np.int64], sized: NDArray[np.bool_]) -> Measures:
        parts = products(query, slots, sized, self.rows, self.statistics, self.recipe)
        return sums(parts, len(slots))

    def rebuild(self) -> None:
        rows = self.rows
        slots = np.flatnonzero(rows.groups)
        places, owner = rows.flat(slots)
        terms, counts = rows.terms[places], rows.counts[places]
        kinds = self.statistics.vocabulary.kinds[terms]
        ratios = counts / divisors(rows.lengths[slots], self.recipe)[owner, kinds]
        shape = (len(rows), len(self.statistics.vocabulary))
        matrix = csr_array((ratios.astype(np.float32), (slots[owner], terms)), shape=shape)
        self._sealed = matrix.tocsc()
