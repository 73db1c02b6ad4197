"""The index in plain numpy and scipy: the reference, and fast enough for a small town."""

from __future__ import annotations

from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from services.matching.index.measures import Measures, products, sums
from services.matching.index.query import Query, ratios_of
from services.matching.index.row import Row
from services.matching.index.rows import Rows
from services.matching.index.statistics import Statistics
from services.matching.recipe import Recipe

TAIL = 256
"""Newest documents that are compared one by one until they join the matrix."""
MOST_DEAD = 1_000
"""Dead rows that are carried along whatever the number of living ones."""


class PlainIndex:
    """Documents of one side. Not safe to call from two threads at once."""

    def __init__(self, statistics: Statistics, recipe: Recipe) -> None:
        self.rows = Rows()
        self.statistics = statistics
        self.recipe = recipe
        self._sealed: csc_array = csc_array((0, 0), dtype=np.float32)

    def add(self, key: UUID, row: Row, group: int) -> None:
        """Take in a document, or its newer self; seen by the next query."""
        self.withdraw(key)
        self.rows.add(key, row, group)
        self.statistics.count(row, 1)

    def withdraw(self, key: UUID) -> bool:
        """Let a document go; ``False`` when it was not there."""
        if key not in self.rows.slots:
            return False
        self.statistics.count(self.rows.drop(key), -1)
        return True

    def candidates(self, query: Query, depth: int, group: int) -> NDArray[np.int64]:
        """Slots of about the ``depth`` best of ``group``, in no order, and all newest ones."""
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
        """Both directions for some documents, exactly; ``sized`` as in ``products``."""
        parts = products(query, slots, sized, self.rows, self.statistics, self.recipe)
        return sums(parts, len(slots))

    def rebuild(self) -> None:
        """Bring all documents into the matrix; the dead leave when they are too many."""
        if len(self.rows) > 2 * len(self.rows.slots) + MOST_DEAD:
            self.rows = self.rows.compacted()
        rows = self.rows
        slots = np.flatnonzero(rows.groups)
        places, owner = rows.flat(slots)
        terms, counts = rows.terms[places], rows.counts[places]
        kinds = self.statistics.vocabulary.kinds[terms]
        ratios = ratios_of(counts, kinds, rows.lengths[slots[owner], kinds], self.recipe)
        shape = (len(rows), len(self.statistics.vocabulary))
        matrix = csr_array((ratios.astype(np.float32), (slots[owner], terms)), shape=shape)
        self._sealed = matrix.tocsc()
