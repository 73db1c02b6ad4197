"""One document as the index sees it: which terms, how often, how long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.matching.analysis import KINDS


@dataclass(frozen=True, slots=True)
class Row:
    """Terms in the order of the text, so sums do not depend on who came first."""

    terms: NDArray[np.int32]
    """Numbers of a vocabulary, each once, ``(distinct,)``; -1 when not in it."""
    counts: NDArray[np.float32]
    """How often, title words counted more, ``(distinct,)``."""
    kinds: NDArray[np.uint8]
    lengths: NDArray[np.float32]
    """Sum of ``counts`` per kind, ``(kinds,)``."""


def bag(occurrences: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Weighted counts of terms, in order of first appearance."""
    counts: dict[str, float] = {}
    for term, weight in occurrences:
        counts[term] = counts.get(term, 0.0) + weight
    return counts


def row(numbers: NDArray[np.int32], counted: dict[str, float]) -> Row:
    """The row of a bag whose terms have ``numbers``."""
    counts = np.fromiter(counted.values(), np.float32, len(counted))
    kinds = np.fromiter((KINDS.index(term[0]) for term in counted), np.uint8, len(counted))
    lengths = np.bincount(kinds, counts, len(KINDS)).astype(np.float32)
    return Row(numbers, counts, kinds, lengths)
