"""From what the words say to a list: everything else are factors on odds, as visible parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.matching.collection import Collection
from services.matching.documents import Document
from services.matching.index import Query
from services.matching.passages import lifted
from services.matching.scoring import DIGITS, for_length, other, scored
from services.matching.smoothing import smoothed

TINY = 1e-12

Factors = tuple[tuple[str, float], ...]


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
    learned: Factors
    """Factors that only the collection knows, which come before all others."""


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
    own = odds(texts.scores)
    alike = odds(smoothed(kept, asking, asked, texts)) / own
    passages = odds(lifted(kept, asking, asked, texts)) / own
    rows = kept.indexes[other(side)].rows
    boosts = rows.boosts[slots] * kept.boost(asking)
    sizes = rows.sizes[slots] if side == "challenge" else np.full(len(slots), asked.size)
    lengths = for_length(sizes, texts.sized, kept.recipe, kept.short(asking.audience))
    found: list[Ranked] = []
    for at in np.flatnonzero(texts.scores > 0.0):
        slot, text = int(slots[at]), float(texts.scores[at])
        document = kept.document(other(side), slot)
        pair = (asking, document) if side == "challenge" else (document, asking)
        learned = (
            ("others_like_it", float(alike[at])),
            ("best_passage", float(passages[at])),
            ("length", float(lengths[at])),
            ("often_shown", float(boosts[at])),
        )
        score, parts = add_parts(text, (*learned, *factors(*pair)))
        found.append(Ranked(document, slot, bool(texts.sized[at]), text, score, parts, learned))
    found.sort(key=lambda one: (-round(one.score, DIGITS), one.document.id))
    return found


def odds(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of scores; those next to 0 and 1 are taken to be the same."""
    inside = np.clip(scores, TINY, 1.0 - TINY)
    return np.asarray(inside / (1.0 - inside))
