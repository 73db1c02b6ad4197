"""The index in plain numpy and scipy: the reference, and fast enough for a small town."""

from __future__ import annotations

from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from services.matching.index.measures import Measures, measure
from services.matching.index.query import Query, impacts_of
from services.matching.index.row import Row
from services.matching.index.rows import Rows
from services.matching.index.statistics import Statistics
from services.matching.recipe import Recipe

TAIL = 256
"""Newest documents that are compared one by one until they join the matrix."""


class PlainIndex:
    """Documents of one side. Not safe to call from two threads at once."""

    def __init__(self, statistics: Statistics, recipe: Recipe) -> None:
        self.rows = Rows()
        self._statistics = statistics
        self._recipe = recipe
        self._sealed: csc_array = csc_array((0, 0))

    def add(self, key: UUID, row: Row, group: int) -> None:
        """Take in a document, or its newer self; seen by the next query."""
        self.withdraw(key)
        self.rows.add(key, row, group)
        self._statistics.count(row, 1)

    def withdraw(self, key: UUID) -> bool:
        """Let a document go; ``False`` when it was not there."""
        if key not in self.rows.slots:
            return False
        self._statistics.count(self.rows.drop(key), -1)
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
        inside = query.terms < known
        terms, asked = query.terms[inside], query.asked[inside]
        worth = asked > 0.0
        if sealed == 0 or not worth.any():
            return np.zeros(sealed)
        return np.asarray(self._sealed[:, terms[worth]] @ asked[worth])

    def measure(self, query: Query, slots: NDArray[np.int64]) -> Measures:
        """Both directions for some documents, exactly."""
        return measure(query, slots, self.rows, self._statistics, self._recipe)

    def rebuild(self) -> None:
        """Bring all documents into the matrix, with the lengths' means of now."""
        rows = self.rows
        slots = np.flatnonzero(rows.groups)
        places, owner = rows.flat(slots)
        terms, counts = rows.terms[places], rows.counts[places]
        kinds = self._statistics.vocabulary.kinds[terms]
        lengths = rows.lengths[slots][owner]
        means = self._statistics.means
        impacts = impacts_of(counts, kinds, lengths, means, self._recipe)
        shape = (len(rows), len(self._statistics.vocabulary))
        matrix = csr_array((impacts.astype(np.float32), (slots[owner], terms)), shape=shape)
        self._sealed = matrix.tocsc()
