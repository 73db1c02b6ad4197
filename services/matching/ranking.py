"""From measures to scores: two sides into one number, then the visible parts.

Source: coverage of both sides as in reciprocal recommendation (Pizzato et al., RecSys
2010), joined by a weighted geometric mean; parts are factors on odds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.matching.collection import Collection
from services.matching.documents import Document, Side
from services.matching.index import Query
from services.matching.index.measures import Measures
from services.matching.recipe import Recipe

DEPTH = (64, 100)
"""Candidates that are scored exactly for a short list, of a search and of a need; for a long one,
twice its length."""
DIGITS = 12
"""Scores are rounded so that two ways of adding agree on which are equal."""
TINY = 1e-12

Factors = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """What the words alone say of some documents, all ``(slots,)``."""

    slots: NDArray[np.int64]
    sized: NDArray[np.bool_]
    """Whether the challenge of the pair is need-sized."""
    scores: NDArray[np.float64]
    """0 to 1"""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document in a list, before it is explained."""

    document: Document
    slot: int
    sized: bool
    """Whether the challenge of the pair is need-sized."""
    text_score: float
    """What the words alone say, 0 to 1."""
    score: float
    parts: Factors
    """What each thing besides words adds; ``text_score`` and all of them sum to ``score``."""


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


def with_odds(score: float, factor: float) -> float:
    """``score`` with its odds times ``factor``: stays between 0 and 1, keeps 0 and 1."""
    return score * factor / ((1.0 - score) + score * factor)


def add_parts(score: float, factors: Iterable[tuple[str, float]]) -> tuple[float, Factors]:
    """The score with all factors, and what each added: they sum to the difference."""
    parts: list[tuple[str, float]] = []
    for name, factor in factors:
        changed = with_odds(score, factor)
        if changed != score:
            parts.append((name, changed - score))
        score = changed
    return score, tuple(parts)


def scored(kept: Collection, side: Side, asked: Query, slots: NDArray[np.int64]) -> Scored:
    """Text scores of ``slots`` for a query of ``side``."""
    index = kept.indexes[other(side)]
    own_size = np.full(len(slots), asked.sized)
    sized = own_size if side == "challenge" else index.rows.sizes[slots] >= kept.recipe.need_sized
    measures = index.measure(asked, slots, sized)
    scores = text_scores(measures, asked, side, sized, kept.recipe)
    return Scored(slots, sized, scores.round(DIGITS))


def rank(
    kept: Collection,
    asking: Document,
    asked: Query,
    slots: NDArray[np.int64],
    factors: Callable[[Document, Document], Factors],
) -> list[Ranked]:
    """The documents of ``slots`` that share a word with ``asking``, best first, equal ones by id.

    ``factors(challenge, offer)`` names what else counts.
    """
    side = asking.side
    texts = scored(kept, side, asked, slots)
    boosts = kept.indexes[other(side)].rows.boosts[slots] * kept.boost(asking)
    found: list[Ranked] = []
    for at in np.flatnonzero(texts.scores > 0.0):
        slot, text = int(slots[at]), float(texts.scores[at])
        document = kept.document(other(side), slot)
        pair = (asking, document) if side == "challenge" else (document, asking)
        named = (("often_shown", float(boosts[at])), *factors(*pair))
        score, parts = add_parts(text, named)
        found.append(Ranked(document, slot, bool(texts.sized[at]), text, score, parts))
    found.sort(key=lambda one: (-round(one.score, DIGITS), one.document.id))
    return found


def halves(side: Side, recipe: Recipe, *, sized: bool) -> tuple[float, float]:
    """How much of a text score comes from the query's coverage and from the document's."""
    need = recipe.need_share[sized]
    return (need, 1.0 - need) if side == "challenge" else (1.0 - need, need)
