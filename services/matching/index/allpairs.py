"""Everything against everything, in blocks: what the potentials are learned from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from services.matching.index.query import divisors, saturated
from services.matching.index.rows import Rows
from services.matching.index.statistics import Statistics
from services.matching.recipe import Recipe

BLOCK = 256
"""Rows compared at once: a dense block of so many rows times all documents."""
TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Matrices:
    """Some documents of one side, as asking and as asked."""

    slots: NDArray[np.int64]
    """``(n,)``"""
    weights: csr_array
    """``(n, terms)``"""
    impacts: csr_array
    """``(n, terms)``"""
    own: NDArray[np.float64]
    """What each scores against itself, ``(n,)``."""


def matrices(
    rows: Rows,
    slots: NDArray[np.int64],
    statistics: Statistics,
    recipe: Recipe,
    *,
    sized: bool,
) -> Matrices:
    """The documents of ``slots``, for pairs that are matched as needs or as searches."""
    places, owner = rows.flat(slots)
    terms, counts = rows.terms[places], rows.counts[places]
    kinds = statistics.vocabulary.kinds[terms]
    ratios = counts / divisors(rows.lengths[slots], recipe)[owner, kinds]
    impacts = ratios / (ratios + recipe.half[sized])
    weights = saturated(counts, recipe) * statistics.worth(terms)
    own = np.bincount(owner, weights * impacts, len(slots))
    bounds = np.concatenate([[0], np.cumsum(rows.bounds[slots + 1] - rows.bounds[slots])])
    shape = (len(slots), len(statistics.vocabulary))
    return Matrices(
        slots,
        csr_array((weights.astype(np.float32), terms, bounds), shape=shape),
        csr_array((impacts.astype(np.float32), terms, bounds), shape=shape),
        np.maximum(own, TINY),
    )


def asking_blocks(
    asking: Matrices, asked: Matrices
) -> Iterator[tuple[slice, NDArray[np.float32], NDArray[np.float32]]]:
    """Blocks of ``asking`` with what it finds of itself in all of ``asked``, and the reverse.

    Both coverages are ``(block, asked)``, 0 to 1.
    """
    impacts, weights = asked.impacts.T.tocsr(), asked.weights.T.tocsr()
    for start in range(0, len(asking.slots), BLOCK):
        block = slice(start, start + BLOCK)
        mine = _product(asking.weights[block], impacts) / asking.own[block, None]
        theirs = _product(asking.impacts[block], weights) / asked.own
        yield block, np.minimum(mine, 1.0), np.minimum(theirs, 1.0)


def asked_blocks(
    documents: Matrices, asking: NDArray[np.int64]
) -> Iterator[tuple[slice, NDArray[np.float32]]]:
    """Blocks of documents with what some of them find of themselves in each, itself left out.

    ``asking`` are places in ``documents``, ascending.
    """
    weights, own = documents.weights[asking].T.tocsr(), documents.own[asking]
    for start in range(0, len(documents.slots), BLOCK):
        block = slice(start, min(start + BLOCK, len(documents.slots)))
        found = _product(documents.impacts[block], weights) / own
        column = np.flatnonzero((asking >= start) & (asking < block.stop))
        found[asking[column] - start, column] = 0.0
        yield block, np.minimum(found, 1.0)


def like_blocks(documents: Matrices) -> Iterator[tuple[slice, NDArray[np.float32]]]:
    """Blocks of documents with how alike every other is, the same from both sides, 0 to 1."""
    for block, mine, theirs in asking_blocks(documents, documents):
        found = np.sqrt(mine * theirs)
        found[np.arange(len(found)), block.start + np.arange(len(found))] = 0.0
        yield block, found


def _product(left: Any, right: Any) -> NDArray[np.float32]:
    return np.asarray((left @ right).toarray(), np.float32)
