"""Live counters of everything that is kept, both sides together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from services.matching.analysis import KINDS
from services.matching.index.growing import Growing
from services.matching.index.row import Row
from services.matching.index.vocabulary import Vocabulary
from services.matching.recipe import Recipe

RUN = KINDS.index("r")


class Statistics:
    """How many documents hold a term: exact after every change, so no refit is needed."""

    def __init__(self, vocabulary: Vocabulary, recipe: Recipe) -> None:
        self.vocabulary = vocabulary
        self.recipe = recipe
        self.documents = 0
        self.changes = 0
        """Grows with each change of any counter."""
        self._holding = Growing(np.int64)
        self._total = Growing(np.int64)
        self._worths = Growing(np.float32, 2)
        self._room = Growing(np.int32)
        self._known, self._known_at = Growing(np.float64), -1

    @property
    def holding(self) -> NDArray[np.int64]:
        """Documents with each term, ``(terms,)``."""
        self._grow()
        return self._holding.values

    @property
    def worths(self) -> NDArray[np.float32]:
        """What ``worth`` is made of, side by side for the processor's cache, ``(terms, 2)``.

        First the weight times bursts, negative for a run of characters; then
        ``log(holding + 0.5)``.
        """
        self._grow()
        return self._worths.values

    @property
    def room(self) -> NDArray[np.int32]:
        """Zeros to write on, ``(terms,)``; whoever does leaves zeros behind."""
        self._room.pad(len(self.vocabulary))
        return self._room.values

    @property
    def breadth(self) -> float:
        """``log(documents + 1)``: idf is this less the rarity."""
        return float(np.log(self.documents + 1.0))

    @property
    def common(self) -> float:
        """A run whose ``log(holding + 0.5)`` is above this is worth nothing."""
        most = max(self.recipe.common_runs * self.documents, float(self.recipe.few))
        return float(np.float32(np.log(most + 0.5)))  # as precise as what it is compared with

    def count(self, row: Row, sign: int) -> None:
        """A document came (``sign`` 1) or went (-1)."""
        self._grow()
        terms = row.terms
        self._holding.values[terms] += sign
        self._total.values[terms] += sign * row.counts.astype(np.int64)
        self.documents += sign
        self.changes += 1
        self._derive(terms)

    @property
    def known(self) -> NDArray[np.float64]:
        """What each term is worth, ``(terms,)``; not a number where nobody asked since a change."""
        if self._known_at != self.changes or len(self._known) < len(self.vocabulary):
            self._known.pad(len(self.vocabulary))
            self._known.values[:] = np.nan
            self._known_at = self.changes
        return self._known.values

    def worth(self, terms: NDArray[np.int32]) -> NDArray[np.float64]:
        """What ``terms`` are worth when asked for once, ``(terms,)``.

        ``weight * idf ** 1.25 * (total / holding) ** bursts``, idf being
        ``log((n + 1) / (df + 0.5))``: BM25's, with the 1 that keeps it positive.
        """
        known = self.known
        unknown = terms[np.isnan(known[terms])]
        if len(unknown):
            known[unknown] = self._reckoned(unknown)
        return known[terms]

    def _reckoned(self, terms: NDArray[np.int32]) -> NDArray[np.float64]:
        scale, rarity = self.worths[terms].astype(np.float64).T
        worth = np.abs(scale) * powered(self.breadth - rarity)
        worth[(scale < 0.0) & (rarity > self.common)] = 0.0
        return np.asarray(worth)

    def unseen(self, kinds: NDArray[np.uint8]) -> NDArray[np.float64]:
        """The same for terms that no document holds."""
        return np.asarray(np.array(self.recipe.weight)[kinds] * powered(self.breadth - np.log(0.5)))

    def _grow(self) -> None:
        known, now = len(self._holding), len(self.vocabulary)
        if known < now:
            for grown in (self._holding, self._total, self._worths):
                grown.pad(now)
            self._derive(np.arange(known, now, dtype=np.int32))

    def _derive(self, terms: NDArray[np.int32]) -> None:
        holding, total = self._holding.values[terms], self._total.values[terms]
        burst = np.maximum(total / np.maximum(holding, 1), 1.0)
        kinds = self.vocabulary.kinds[terms]
        weight = np.array(self.recipe.weight)[kinds] * np.where(kinds == RUN, -1.0, 1.0)
        self._worths.values[terms, 0] = weight * burst**self.recipe.bursts
        self._worths.values[terms, 1] = np.log(holding + 0.5)


def powered(idf: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """``idf ** 1.25`` by two square roots, which are the same to the bit everywhere."""
    positive = np.maximum(idf, 0.0)
    return np.asarray(positive * np.sqrt(np.sqrt(positive)))
