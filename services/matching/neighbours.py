"""Offers that say the same: what fits those like it speaks for an offer too, for a short question.

A search has few words, and the right text may have none of them while texts like it do. So a
part of its score is the mean of its neighbours', see ``smoothing`` (cluster smoothing, Liu &
Croft 2004; score regularization, Diaz 2005). A need says enough itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from services.matching.collection import Neighbours
from services.matching.course import Course
from services.matching.index.allpairs import Matrices, like_blocks
from services.matching.potential import Lesson

COUNT = 8
"""Neighbours of an offer."""
POWER = 2.0
"""Of a likeness as the weight of a neighbour: the nearest count most."""
MOST = 6_000
"""Offers up to which all are compared; in a larger collection none has neighbours."""
DIGITS = 6


def neighbours(lesson: Lesson, course: Course | None = None) -> Neighbours:
    """The offers most like each one with their weights, by id; none for challenges."""
    keys, found = lesson.keys, Neighbours()
    if not lesson.offers or not 1 < len(keys) <= MOST:
        return found
    ranks = np.empty(len(keys))
    ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    for block, places, weights in (course or Course()).heeding(_nearest(lesson.mine, ranks)):
        for key, near, each in zip(keys[block], places.tolist(), weights.tolist(), strict=True):
            pairs = zip(near, each, strict=True)
            found[key] = tuple(sorted((keys[at], weight) for at, weight in pairs if weight > 0.0))
    return found


def _nearest(
    documents: Matrices, ranks: NDArray[np.float64]
) -> Iterator[tuple[slice, NDArray[np.int64], NDArray[np.float64]]]:
    """Blocks of documents with the places and weights of the nearest; equal ones by rank."""
    count = min(COUNT, len(ranks) - 1)
    for block, likeness in like_blocks(documents):
        rounded = likeness.astype(np.float64).round(DIGITS)
        order = rounded - ranks * 10.0 ** -(DIGITS + 5)
        places = np.argpartition(-order, count - 1, axis=1)[:, :count]
        yield block, places, (np.take_along_axis(rounded, places, axis=1) ** POWER).round(DIGITS)
