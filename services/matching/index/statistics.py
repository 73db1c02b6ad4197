"""Live counters of everything that is kept, both sides together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from services.matching.analysis import KINDS
from services.matching.index.growing import Growing
from services.matching.index.row import Row
from services.matching.index.vocabulary import Vocabulary
from services.matching.recipe import Recipe


class Statistics:
    """How many documents hold a term: exact after every change, so no refit is needed."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.documents = 0
        self._holding = Growing(np.int64)
        self._total = Growing(np.int64)

    @property
    def holding(self) -> NDArray[np.int64]:
        """Documents with each term, ``(terms,)``."""
        self._holding.pad(len(self.vocabulary))
        return self._holding.values

    @property
    def total(self) -> NDArray[np.int64]:
        """Occurrences of each term, ``(terms,)``."""
        self._total.pad(len(self.vocabulary))
        return self._total.values

    def count(self, row: Row, sign: int) -> None:
        """A document came (``sign`` 1) or went (-1)."""
        self.holding[row.terms] += sign
        self.total[row.terms] += sign * row.counts.astype(np.int64)
        self.documents += sign

    def worth(self, terms: NDArray[np.int32], recipe: Recipe) -> NDArray[np.float64]:
        """What ``terms`` are worth when asked for once, ``(terms,)``; see ``worth_of``."""
        kinds = self.vocabulary.kinds[terms]
        return worth_of(self.holding[terms], self.total[terms], kinds, self.documents, recipe)

    def unseen(self, kinds: NDArray[np.uint8], recipe: Recipe) -> NDArray[np.float64]:
        """The same for terms that no document holds."""
        none = np.zeros(len(kinds), np.int64)
        return worth_of(none, none, kinds, self.documents, recipe)


def worth_of(
    holding: NDArray[np.int64],
    total: NDArray[np.int64],
    kinds: NDArray[np.uint8],
    documents: int,
    recipe: Recipe,
) -> NDArray[np.float64]:
    """``weight * idf ** power * (total / holding) ** bursts``, all arrays ``(terms,)``.

    idf is ``log((n + 1) / (df + 0.5))``: BM25's, with the 1 that keeps it positive.
    """
    idf = np.maximum(np.log((documents + 1.0) / (holding + 0.5)), 0.0)
    burst = np.maximum(total / np.maximum(holding, 1), 1.0)
    worth = np.array(recipe.weight)[kinds] * idf**recipe.power * burst**recipe.bursts
    limit = max(recipe.common_runs * documents, float(recipe.few))
    worth[(kinds == KINDS.index("r")) & (holding > limit)] = 0.0
    return np.asarray(worth)
