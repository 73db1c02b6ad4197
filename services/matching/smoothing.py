"""What the texts most like an offer say for it too, when somebody asks with few words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from services.matching.collection import Collection
from services.matching.documents import Document
from services.matching.index import Query
from services.matching.scoring import DIGITS, Scored, scored

MORE, LESS = 0.7, 0.3
"""Of what an offer itself leaves open of a search that the mean of its neighbours' decides, when
they say more and when they say less; a need says enough itself."""
Said = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Weighted sums of the neighbours' scores, and of their weights, ``(slots,)`` each."""


def smoothed(
    kept: Collection, asking: Document, asked: Query, texts: Scored
) -> NDArray[np.float64]:
    """The text scores with what the neighbours of each offer say, ``(slots,)``."""
    searches = np.flatnonzero(~texts.sized & (texts.scores > 0.0))
    if not len(searches) or not kept.neighbours:
        return texts.scores
    slots = texts.slots[searches]
    if asking.side == "challenge":
        said, weights = _of_offers(kept, asked, slots)
    else:
        said, weights = _of_challenges(kept, asking, slots)
    scores, own = texts.scores.copy(), texts.scores[searches]
    mean = np.divide(said, weights, out=own.copy(), where=weights > 0.0)
    scores[searches] = own + np.where(mean > own, MORE, LESS) * (1.0 - own) * (mean - own)
    return scores.round(DIGITS)


def _of_offers(kept: Collection, asked: Query, slots: NDArray[np.int64]) -> Said:
    """For a challenge that asks offers: each has neighbours of its own."""
    rows = kept.indexes["offer"].rows
    near = [
        (at, rows.slots[key], weight)
        for at, slot in enumerate(slots.tolist())
        for key, weight in kept.neighbours.get(rows.keys[slot], ())
        if key in rows.slots
    ]
    if not near:
        return np.zeros(len(slots)), np.zeros(len(slots))
    places, others, weights = (np.array(column) for column in zip(*near, strict=True))
    unique, at = np.unique(others, return_inverse=True)
    said = weights * scored(kept, "challenge", asked, unique).scores[at]
    return _summed(places, said, len(slots)), _summed(places, weights, len(slots))


def _summed(
    places: NDArray[np.int64], values: NDArray[np.float64], count: int
) -> NDArray[np.float64]:
    return np.bincount(places, values, count).astype(np.float64)


def _of_challenges(kept: Collection, asking: Document, slots: NDArray[np.int64]) -> Said:
    """For an offer that asks challenges: its neighbours are asked about each of them."""
    rows, said, weights = kept.indexes["offer"].rows, np.zeros(len(slots)), np.zeros(len(slots))
    for key, weight in kept.neighbours.get(asking.id, ()):
        if key in rows.slots:
            asked = kept.query_of("offer", rows.slots[key])
            said += weight * scored(kept, "offer", asked, slots).scores
            weights += weight
    return said, weights
