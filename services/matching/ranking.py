"""From measures to scores: two sides into one number, then the visible parts.

Source: coverage of both sides as in reciprocal recommendation (Pizzato et al., RecSys
2010), joined by the geometric mean; parts as factors on odds.
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

DEPTH = 200
"""Candidates that are scored exactly for one list."""
DIGITS = 12
"""Scores are rounded so that two ways of adding agree on which are equal."""
TINY = 1e-12

Factors = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document in a list, before it is explained."""

    document: Document
    slot: int
    text_score: float
    """What the words alone say, 0 to 1."""
    score: float
    parts: Factors
    """What each thing besides words adds; ``text_score`` and all of them sum to ``score``."""


def other(side: Side) -> Side:
    return "offer" if side == "challenge" else "challenge"


def is_need_sized(challenge: Document, shortest: int) -> bool:
    """Whether a challenge is told at length, so that an offer can be asked to fit it back."""
    return challenge.body_end >= shortest


def coverages(
    measures: Measures, own: float, side: Side
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Share of the challenge found in the offer and of the offer in the challenge, ``(slots,)``.

    ``own`` is what the query, which is of ``side``, scores against itself.
    """
    asking = share(measures.forward, own)
    asked = share(measures.reverse, measures.own)
    return (asking, asked) if side == "challenge" else (asked, asking)


def share(part: NDArray[np.float64], whole: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """``part / whole`` between 0 and 1; 0 where there is nothing to have a share of."""
    return np.asarray(np.clip(part / np.maximum(whole, TINY), 0.0, 1.0))


def with_odds(score: float, factor: float) -> float:
    """``score`` with its odds times ``factor``: stays between 0 and 1, keeps 0 and 1."""
    return score * factor / (1.0 + score * (factor - 1.0))


def add_parts(score: float, factors: Iterable[tuple[str, float]]) -> tuple[float, Factors]:
    """The score with all factors, and what each added: they sum to the difference."""
    parts: list[tuple[str, float]] = []
    for name, factor in factors:
        changed = with_odds(score, factor)
        if changed != score:
            parts.append((name, changed - score))
        score = changed
    return score, tuple(parts)


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
    measures = kept.indexes[other(side)].measure(asked, slots)
    need, back = coverages(measures, asked.own, side)
    both = np.sqrt(need * back)
    found: list[Ranked] = []
    documents = kept.documents(other(side), slots)
    for at, document in enumerate(documents):
        pair = (asking, document) if side == "challenge" else (document, asking)
        two_sided = is_need_sized(pair[0], kept.recipe.need_sized)
        text = round(float(both[at] if two_sided else need[at]), DIGITS)
        if text > 0.0:
            score, parts = add_parts(text, factors(*pair))
            found.append(Ranked(document, int(slots[at]), text, score, parts))
    found.sort(key=lambda one: (-round(one.score, DIGITS), one.document.id))
    return found
