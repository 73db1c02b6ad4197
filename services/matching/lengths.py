"""How much an offer's length counts, learned from what is open and without labels.

A long text meets more words by chance, and how much that helps it differs between
collections: measures described alike hardly, contracts in a few words beside long ones much.
So the exponent is chosen for which the length of what stands in the needs' lists is that of
all offers: each length is shown its share (Singhal et al. 1996 ask the same of retrieval and
relevance). Bounded, and the usual one as long as few needs are open.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

FEWEST = 50
"""Needs from which lists say something about lengths."""
GREATEST = 0.4
STEPS = 7
DIGITS = 2
"""The exponent is rounded: the order of documents must not show in it."""
SHOWN = 10


def learned_exponent(lists: csr_array, lengths: NDArray[np.float64], usual: float) -> float:
    """The exponent from ``usual`` to ``GREATEST`` for lists that were made with ``usual``.

    ``lists`` is ``(needs, offers)`` with the scores of each need's best, ``lengths`` bounded.
    """
    if lists.shape[0] < FEWEST or lists.nnz == 0:
        return usual
    far = np.log(lengths)
    low, high = usual, GREATEST
    if _excess(lists, far, 0.0) <= 0.0:
        return usual
    for _ in range(STEPS):
        middle = (low + high) / 2.0
        longer = _excess(lists, far, middle - usual) > 0.0
        low, high = (middle, high) if longer else (low, middle)
    return round((low + high) / 2.0, DIGITS)


def _excess(lists: csr_array, far: NDArray[np.float64], more: float) -> float:
    """By how much what is shown is longer than all offers, in logarithms."""
    owner = np.repeat(np.arange(lists.shape[0]), np.diff(lists.indptr))
    order = np.lexsort((-lists.data * np.exp(-more * far[lists.indices]), owner))
    rank = np.arange(lists.nnz) - lists.indptr[owner]
    shown = order[rank < SHOWN]
    seen = 1.0 / np.log2(rank[rank < SHOWN] + 2.0)
    return float(np.average(far[lists.indices[shown]], weights=seen) - far.mean())
