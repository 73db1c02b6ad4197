"""One document as the index sees it: which terms, how often, how long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.matching.analysis import KINDS

MOST = 255
"""A count beyond it is worth no more."""
RUNS = 2.0
"""Runs of one and two characters that a character begins."""


@dataclass(frozen=True, slots=True)
class Row:
    """Terms in the order of the text, so sums do not depend on who came first."""

    terms: NDArray[np.int32]
    """Numbers of a vocabulary, each once, ``(distinct,)``; -1 when not in it."""
    counts: NDArray[np.uint8]
    """How often, title words counted more, ``(distinct,)``."""
    kinds: NDArray[np.uint8]
    """``(distinct,)``"""
    lengths: NDArray[np.float32]
    """Sum of ``counts`` per kind, ``(kinds,)``."""

    @property
    def size(self) -> float:
        """Length in Japanese characters; a Latin word says as much as three of them."""
        runs, latin = self.lengths[KINDS.index("r")], self.lengths[KINDS.index("l")]
        return float(runs) / RUNS + 3.0 * float(latin)


def bag(occurrences: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Weighted counts of terms, in order of first appearance."""
    counts: dict[str, int] = {}
    for term, weight in occurrences:
        counts[term] = counts.get(term, 0) + weight
    return counts


def row(numbers: NDArray[np.int32], counted: dict[str, int]) -> Row:
    """The row of a bag whose terms have ``numbers``."""
    counts = np.minimum(np.fromiter(counted.values(), np.int64, len(counted)), MOST)
    kinds = np.fromiter((KINDS.index(term[0]) for term in counted), np.uint8, len(counted))
    lengths = np.bincount(kinds, counts, len(KINDS)).astype(np.float32)
    return Row(numbers, counts.astype(np.uint8), kinds, lengths)
