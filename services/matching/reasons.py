"""Why two texts match: the words both share, each with what it adds to the score."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from services.matching.analysis import Analysis
from services.matching.index.measures import Products
from services.matching.scoring import TINY

Folds = dict[str, dict[str, int]]
"""For a run of characters the words it is part of, and how often."""
ALONE = 2
"""Characters of a run that can be read on its own."""


def term_shares(
    parts: Products, scores: NDArray[np.float64], halves: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What each term of ``parts`` adds to its document's text score, ``(terms,)``.

    ``scores`` is ``(documents,)``, ``halves`` ``(documents, 2)``: how much of the score comes
    from the forward sum and how much from the reverse one. A geometric mean gives each
    term its share of the one and of the other by these weights (Euler's theorem).
    """
    forward = np.bincount(parts.owner, parts.forward, len(scores))
    reverse = np.bincount(parts.owner, parts.reverse, len(scores))
    owner = parts.owner
    of_forward = parts.forward / np.maximum(forward, TINY)[owner] * halves[owner, 0]
    of_reverse = parts.reverse / np.maximum(reverse, TINY)[owner] * halves[owner, 1]
    return np.asarray((of_forward + of_reverse) * scores[owner])


def folds(analysis: Analysis) -> Folds:
    """Which words of this text each of its runs of characters is part of."""
    over: list[str] = [""] * max(analysis.ends, default=0)
    occurrences = list(zip(analysis.terms, analysis.starts, analysis.ends, strict=True))
    for term, start, end in occurrences:
        if term[0] in "wl":
            over[start:end] = [term] * (end - start)
    found: Folds = defaultdict(dict)
    for term, start, end in occurrences:
        if term[0] == "r":
            for word in {over[start], over[end - 1]} - {""}:
                found[term][word] = found[term].get(word, 0) + 1
    return found


def fold(shares: dict[str, float], words_of: Folds) -> dict[str, float]:
    """Shares of character runs given to the shared words they are part of.

    A run whose words are not shared stands for itself if it can be read, else it goes
    to ``""``, with all the rest that nobody can read.
    """
    folded = {term: share for term, share in shares.items() if term[0] != "r"}
    for term in (term for term in shares if term[0] == "r"):
        words = {word: n for word, n in words_of.get(term, {}).items() if word in shares}
        if not words:
            alone = term if len(term) > ALONE else ""
            words = {alone: 1}
        total = sum(words.values())
        for word, count in words.items():
            folded[word] = folded.get(word, 0.0) + shares[term] * count / total
    return folded
