"""What the words of two texts say of each other: two sides into one number.

Source: coverage of both sides as in reciprocal recommendation (Pizzato et al., RecSys
2010), joined by a weighted geometric mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.matching.analysis import KINDS
from services.matching.collection import Collection
from services.matching.documents import Side
from services.matching.index import Query
from services.matching.index.measures import Measures
from services.matching.index.row import RUNS
from services.matching.recipe import Recipe

DEPTH = (64, 100)
"""Candidates that are scored exactly for a short list, of a search and of a need; for a long one,
twice its length."""
DIGITS = 12
"""Scores are rounded so that two ways of adding agree on which are equal."""
TINY = 1e-12
MOST_LENGTH = 5.0
"""Times the usual length, or part of it, beyond which length counts no more."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What the words alone say of some documents, all ``(slots,)``."""

    slots: NDArray[np.int64]
    sized: NDArray[np.bool_]
    """Whether the challenge of the pair is need-sized."""
    scores: NDArray[np.float64]
    """0 to 1"""


def other(side: Side) -> Side:
    return "offer" if side == "challenge" else "challenge"


def text_scores(
    measures: Measures, asked: Query, side: Side, sized: NDArray[np.bool_], recipe: Recipe
) -> NDArray[np.float64]:
    """How far challenge and offer cover each other, 0 to 1, ``(slots,)``.

    ``asked`` is of ``side``; ``sized`` says which pairs are matched as needs.
    """
    mine = share(measures.forward, asked.own[sized.astype(np.int64)])
    theirs = share(measures.reverse, measures.own)
    need, offer = (mine, theirs) if side == "challenge" else (theirs, mine)
    part = np.array(recipe.need_share)[sized.astype(np.int64)]
    return blend(need, offer, part).astype(np.float64)


def blend(
    need: NDArray[np.floating], offer: NDArray[np.floating], part: NDArray[np.floating] | float
) -> NDArray[np.floating]:
    """Both coverages as one: a geometric mean with ``part`` for the need's.

    Neither side can make up for nothing on the other.
    """
    return np.asarray(need**part * offer ** (1.0 - part))


def share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """``part / whole`` between 0 and 1; 0 where there is nothing to have a share of."""
    return np.asarray(np.clip(part / np.maximum(whole, TINY), 0.0, 1.0))


def scored(kept: Collection, side: Side, asked: Query, slots: NDArray[np.int64]) -> Scored:
    """Text scores of ``slots`` for a query of ``side``."""
    index = kept.indexes[other(side)]
    own_size = np.full(len(slots), asked.sized)
    sized = own_size if side == "challenge" else index.rows.sizes[slots] >= kept.recipe.need_sized
    measures = index.measure(asked, slots, sized)
    scores = text_scores(measures, asked, side, sized, kept.recipe)
    return Scored(slots, sized, scores.round(DIGITS))


def halves(side: Side, recipe: Recipe, *, sized: bool) -> tuple[float, float]:
    """How much of a text score comes from the query's coverage and from the document's."""
    need = recipe.need_share[sized]
    return (need, 1.0 - need) if side == "challenge" else (1.0 - need, need)


def bounded(sizes: NDArray[np.floating], recipe: Recipe) -> NDArray[np.float64]:
    """Lengths, see ``Row.size``, against the usual one, as far as length counts."""
    usual = recipe.length[KINDS.index("r")] / RUNS
    return np.clip(np.asarray(sizes, np.float64) / usual, 1.0 / MOST_LENGTH, MOST_LENGTH)


def for_length(
    sizes: NDArray[np.floating], sized: NDArray[np.bool_] | bool, recipe: Recipe, short: float
) -> NDArray[np.float64]:
    """A factor per pair for the length of its offer, see ``Recipe.short``; 1 for a search."""
    return np.where(sized, bounded(sizes, recipe) ** -short, 1.0)
