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
        self.changes = 0
        """Grows with each change; what is derived from the counters is kept by it."""
        self._holding = Growing(np.int64)
        self._lengths = np.zeros(len(KINDS))
        self._derived: tuple[int, int, Recipe] | None = None
        self._weights: NDArray[np.float64] = np.zeros(0)

    @property
    def holding(self) -> NDArray[np.int64]:
        """Documents with each term, ``(terms,)``."""
        self._holding.pad(len(self.vocabulary))
        return self._holding.values

    @property
    def means(self) -> NDArray[np.float64]:
        """Mean length of a document per kind of term, ``(kinds,)``; never zero."""
        return np.maximum(self._lengths / max(self.documents, 1), 1.0)

    def count(self, row: Row, sign: int) -> None:
        """A document came (``sign`` 1) or went (-1)."""
        self.holding[row.terms] += sign
        self._lengths += sign * row.lengths.astype(np.float64)  # whole numbers: no drift
        self.documents += sign
        self.changes += 1

    def weights(self, recipe: Recipe) -> NDArray[np.float64]:
        """What each term is worth when asked for once: ``weight * idf ** power``, ``(terms,)``.

        idf is ``log((n + 1) / (df + 0.5))``, which is BM25's with the 1 that keeps it positive.
        """
        state = (self.changes, len(self.vocabulary), recipe)
        if self._derived != state:
            self._weights = self._worth(self.holding, self.vocabulary.kinds, recipe)
            self._derived = state
        return self._weights

    def unseen(self, kinds: NDArray[np.uint8], recipe: Recipe) -> NDArray[np.float64]:
        """The same for terms that no document holds."""
        return self._worth(np.zeros(len(kinds), np.int64), kinds, recipe)

    def _worth(
        self, holding: NDArray[np.int64], kinds: NDArray[np.uint8], recipe: Recipe
    ) -> NDArray[np.float64]:
        idf = np.log((self.documents + 1.0) / (holding + 0.5))
        worth = np.zeros(len(holding))
        for kind in range(len(KINDS)):
            mine = kinds == kind
            worth[mine] = recipe.weight[kind] * np.maximum(idf[mine], 0.0) ** recipe.power[kind]
        limit = max(recipe.common_runs * self.documents, float(recipe.few))
        worth[(kinds == KINDS.index("r")) & (holding > limit)] = 0.0
        return worth
