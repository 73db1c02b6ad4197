"""Why two texts match: the words both share, each with what it adds to the score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.matching.analysis import Analysis
from services.matching.index.measures import Products
from services.matching.scoring import TINY


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


@dataclass(frozen=True, slots=True)
class Folds:
    """Which words of a text its runs of characters are part of, and how often.

    Terms are meant by their places among the text's own; ``runs``, ``words`` and ``counts``
    are ``(pairs,)``, by run.
    """

    runs: NDArray[np.int64]
    words: NDArray[np.int64]
    counts: NDArray[np.float64]


def folds(analysis: Analysis, place: dict[str, int]) -> Folds:
    """Of a text whose terms have these places."""
    over = [-1] * max(analysis.ends, default=0)
    runs = []
    for term, start, end in zip(analysis.terms, analysis.starts, analysis.ends, strict=True):
        if term[0] == "r":
            runs.append((place[term], start, end))
        elif term[0] in "wl":
            over[start:end] = [place[term]] * (end - start)
    pairs: dict[tuple[int, int], int] = {}
    for run, start, end in runs:
        for word in {over[start], over[end - 1]} - {-1}:
            pairs[run, word] = pairs.get((run, word), 0) + 1
    ordered = sorted(pairs)
    found = np.array(ordered, np.int64).reshape(-1, 2)
    counts = np.array([pairs[one] for one in ordered], np.float64)
    return Folds(found[:, 0], found[:, 1], counts)


def fold(shares: NDArray[np.float64], of: Folds) -> NDArray[np.float64]:
    """Shares ``(matches, terms)`` with those of runs given to the shared words they are part of.

    A run whose words are not shared keeps its own.
    """
    folded = shares.copy()
    if not len(of.runs):
        return folded
    weights = of.counts * (shares > 0.0)[:, of.words]
    begins = np.flatnonzero(np.diff(of.runs, prepend=-1))
    total = np.add.reduceat(weights, begins, axis=1)
    runs = of.runs[begins]
    each = np.where(total > 0.0, shares[:, runs] / np.maximum(total, 1.0), 0.0)
    folded[:, runs] = np.where(total > 0.0, 0.0, shares[:, runs])
    given = weights * np.repeat(each, np.diff(begins, append=len(of.runs)), axis=1)
    by_word = np.argsort(of.words, kind="stable")
    words = of.words[by_word]
    first = np.flatnonzero(np.diff(words, prepend=-1))
    folded[:, words[first]] += np.add.reduceat(given[:, by_word], first, axis=1)
    return folded
