"""How rows, postings and queries lie in memory for the compiled loops of ``kernels``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Compiled = TypeVar("Compiled", bound=Callable[..., Any])


def compiled(function: Compiled) -> Compiled:
    """Compile at the first call, keep it on disk, and let other threads run meanwhile."""
    return cast("Compiled", numba.njit(cache=True, nogil=True)(function))


def loosely_compiled(function: Compiled) -> Compiled:
    """The same for what only proposes: sums may be taken in any order."""
    return cast("Compiled", numba.njit(cache=True, nogil=True, fastmath=True)(function))


class Forward(NamedTuple):
    """The forward rows and what a count is divided by; see ``rows`` and ``recipe``."""

    terms: NDArray[np.int32]
    counts: NDArray[np.uint8]
    bounds: NDArray[np.int64]
    lengths: NDArray[np.float32]
    groups: NDArray[np.uint8]
    boosts: NDArray[np.float32]
    kinds: NDArray[np.uint8]
    slope: NDArray[np.float64]
    usual: NDArray[np.float64]


class Block(NamedTuple):
    """Postings of the slots from ``first``, by term."""

    first: int
    last: int
    present: NDArray[np.int32]
    """Terms that the block has, ascending."""
    begins: NDArray[np.int64]
    places: NDArray[np.uint16]
    codes: NDArray[np.uint8]


class Telling(NamedTuple):
    """The terms of a query that candidates are proposed by."""

    terms: NDArray[np.int32]
    asked: NDArray[np.float32]
    impacts: NDArray[np.float32]
    """By code."""


class Eligible(NamedTuple):
    """Who may be proposed, and whose score is changed by more than words."""

    groups: NDArray[np.uint8]
    boosts: NDArray[np.float32]
    group: int


class Best(NamedTuple):
    """A heap of the best so far, the worst of them first; unused places have score 0."""

    scores: NDArray[np.float32]
    slots: NDArray[np.int64]


class Worth(NamedTuple):
    """What terms are worth; see ``statistics``."""

    worths: NDArray[np.float32]
    """``(terms, 2)``"""
    breadth: float
    common: float
    saturated: NDArray[np.float64]
    """Weight of each count on the asking side, ``(256,)``."""
    known: NDArray[np.float64]
    """What each term is worth, ``(terms,)``; not a number where nobody asked since a change."""


class Asked(NamedTuple):
    """A query laid out for looking up: ``place`` of a term is 0 when the query has it not."""

    bits: NDArray[np.uint8]
    """One bit a term, ``(terms of the vocabulary / 8,)``: small enough to stay in the cache."""
    place: NDArray[np.uint16]
    """``(terms of the vocabulary,)``"""
    weights: NDArray[np.float64]
    """By place, ``(terms of the query + 1,)``."""
    worth: NDArray[np.float64]
    """The same for a term asked for once."""
    impacts: NDArray[np.float64]
    """Of the query as the asked side, as a search and as a need, ``(2, terms + 1)``."""
