"""How good a run is, by judgements.

Source: nDCG with gains 2^grade - 1 (Burges et al. 2005), as in trec_eval's siblings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Run = Mapping[str, Sequence[str]]
Relevant = Mapping[str, Mapping[str, int]]


def figures(run: Run, relevant: Relevant) -> dict[str, float]:
    """Means over all judged queries that have a relevant document."""
    return {
        "nDCG@10": float(np.mean(ndcg(run, relevant, 10))),
        "Recall@10": float(np.mean(recall(run, relevant, 10))),
        "Recall@100": float(np.mean(recall(run, relevant, 100))),
        "MRR@10": float(np.mean(reciprocal_rank(run, relevant, 10))),
    }


def judged(relevant: Relevant) -> list[str]:
    """Queries with at least one relevant document, in a fixed order."""
    return sorted(query for query, grades in relevant.items() if max(grades.values()) > 0)


def ndcg(run: Run, relevant: Relevant, depth: int) -> NDArray[np.float64]:
    """Per judged query, 0 to 1."""
    found = []
    for query in judged(relevant):
        grades = relevant[query]
        gained = _gain([grades.get(document, 0) for document in run.get(query, ())[:depth]])
        found.append(gained / _gain(sorted(grades.values(), reverse=True)[:depth]))
    return np.array(found)


def _gain(grades: Sequence[int]) -> float:
    discounts = np.log2(np.arange(2, len(grades) + 2))
    return float(np.sum((2.0 ** np.maximum(grades, 0) - 1.0) / discounts))


def recall(run: Run, relevant: Relevant, depth: int) -> NDArray[np.float64]:
    """Per judged query, share of its relevant documents among the first ``depth``."""
    found = []
    for query in judged(relevant):
        wanted = {document for document, grade in relevant[query].items() if grade > 0}
        found.append(len(wanted.intersection(run.get(query, ())[:depth])) / len(wanted))
    return np.array(found)


def reciprocal_rank(run: Run, relevant: Relevant, depth: int) -> NDArray[np.float64]:
    """Per judged query, 1 / rank of the first relevant document, 0 when beyond ``depth``."""
    found = []
    for query in judged(relevant):
        ranks = (
            1.0 / rank
            for rank, document in enumerate(run.get(query, ())[:depth], 1)
            if relevant[query].get(document, 0) > 0
        )
        found.append(next(ranks, 0.0))
    return np.array(found)


def paired_bootstrap(
    ours: NDArray[np.float64], theirs: NDArray[np.float64], *, draws: int = 2_000, seed: int = 1
) -> tuple[float, float, float]:
    """Mean difference and the ends of its 95 % interval, drawing queries with replacement."""
    difference = ours - theirs
    draw = np.random.default_rng(seed).integers(len(difference), size=(draws, len(difference)))
    means = difference[draw].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(difference.mean()), float(low), float(high)
