"""Which documents match everything: one factor per document, learned without labels.

Two effects, both seen in nearest-neighbour lists of any kind ("hubs"). A document that
all others of its side resemble is worth a little less (as CSLS, Conneau et al. 2018);
and when every open need is given its best documents at once, nobody can be the best of
more needs than its equal share or one, whichever is more (Sinkhorn scaling with a
capacity: Pan et al. 2025, Cuturi 2013). Both are bounded, so no document disappears.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from services.matching.collection import AUDIENCES, Collection
from services.matching.course import Course
from services.matching.documents import Side
from services.matching.index.allpairs import Matrices, asked_blocks, asking_blocks, matrices
from services.matching.lengths import learned_exponent
from services.matching.scoring import blend, bounded, other

DIGITS = 4
"""Factors are rounded: the order of documents must not show in a last bit."""


@dataclass(frozen=True, slots=True)
class Learning:
    """Parameters of what is learned."""

    neighbours: int = 10
    """Others by which a hub is known."""
    hub_power: float = 0.2
    hub_bounds: tuple[float, float] = (0.3, 3.0)
    """How far below or above the mean a hub is seen."""
    longest: int = 50
    """Best documents of each need that compete."""
    temperature: float = 0.1
    """In units of the logarithm of the score."""
    rounds: int = 10
    """Few: the last ones only sharpen a world of one need for one offer."""
    most: float = 0.5
    """Greatest penalty, in the same units: a factor of 0.6."""
    heard: int = 4_000
    """Documents that are asked what they resemble: cost grows with their number times all."""
    largest: int = 300_000
    """Documents of a side from which nothing is learned: laid out they take 10 kB each."""
    pairs: int = 200_000_000
    """Needs times documents that compete; of more needs a sample does."""


LEARNING = Learning()


def hubs(
    documents: Matrices, asking: NDArray[np.int64], learning: Learning, course: Course
) -> NDArray[np.float64]:
    """A factor per document, ``(n,)``, below 1 for what all those ``asking`` resemble.

    ``asking`` are places in ``documents``: all of them, or a sample of very many.
    """
    count = len(documents.slots)
    near = min(learning.neighbours, len(asking) - 1)
    if near < 1:
        return np.ones(count)
    likeness = np.empty(count)
    for block, found in course.heeding(asked_blocks(documents, asking)):
        likeness[block] = -np.partition(-found, near - 1, axis=1)[:, :near].mean(axis=1)
    mean = likeness.mean()
    if mean <= 0.0:
        return np.ones(count)
    return np.asarray(np.clip(likeness / mean, *learning.hub_bounds) ** -learning.hub_power)


def competition(lists: csr_array, learning: Learning) -> NDArray[np.float64]:
    """A factor of at most 1 per document, ``(documents,)``, from all lists at once.

    ``lists`` is ``(needs, documents)`` with the scores of each need's best documents.
    """
    needs, documents = lists.shape
    if lists.nnz == 0:
        return np.ones(documents)
    kernel = _kernel(lists, learning.temperature)
    capacity = max(1.0, needs / documents)
    share = np.ones(documents)
    for _ in range(learning.rounds):
        taken = kernel @ share
        given = kernel.T @ np.divide(1.0, taken, out=np.zeros(needs), where=taken > 0.0)
        share = np.minimum(1.0, capacity / np.maximum(given, 1e-12))
    floor = np.exp(-learning.most / learning.temperature)
    return np.asarray(np.maximum(share, floor) ** learning.temperature)


def _kernel(lists: csr_array, temperature: float) -> csr_array:
    """``(score / best of the row) ** (1 / temperature)``."""
    kernel = lists.astype(np.float64)
    best = kernel.max(axis=1).toarray().ravel()
    owner = np.repeat(np.arange(lists.shape[0]), np.diff(lists.indptr))
    kernel.data = (kernel.data / np.maximum(best, 1e-12)[owner]) ** (1.0 / temperature)
    return kernel


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the factors of one side's documents of one audience are learned from."""

    keys: list[UUID]
    """Of ``mine``."""
    mine: Matrices
    theirs: Matrices
    """A sample of the other side, if there are very many."""
    offers: bool
    """Whether the documents are offers."""
    need_share: float
    group: int
    lengths: NDArray[np.float64]
    """Of each offer against the usual one, ``(n,)``; 1 for challenges."""
    short: float
    """How much length counts as long as nothing else was learned."""


def lessons(kept: Collection, side: Side, learning: Learning = LEARNING) -> list[Lesson]:
    """Copies of all that is open, so that learning from them keeps nobody waiting."""
    found = []
    for group in AUDIENCES.values():
        slots, keys = _open(kept, side, group)
        if len(keys) > learning.largest:
            continue
        others, names = _open(kept, other(side), group)
        mine = _matrices(kept, side, slots)
        most = learning.pairs // max(len(keys), 1)
        theirs = _matrices(kept, other(side), others[sampled(names, most)])
        share, sizes = kept.recipe.need_share[True], kept.indexes[side].rows.sizes[slots]
        offers, short = side == "offer", kept.recipe.short
        lengths = bounded(sizes, kept.recipe) if offers else np.ones(len(keys))
        found.append(Lesson(keys, mine, theirs, offers, share, group, lengths, short))
    return found


def learned(
    lesson: Lesson, learning: Learning = LEARNING, course: Course | None = None
) -> tuple[dict[UUID, float], float]:
    """The factor of each document, and how much length counts.

    The geometric mean of the factors is 1, so that most scores stay.
    """
    if not lesson.keys:
        return {}, lesson.short
    course = course or Course()
    hub = hubs(lesson.mine, sampled(lesson.keys, learning.heard), learning, course)
    lists = _lists(lesson, hub, learning, course)
    short = learned_exponent(lists, lesson.lengths, lesson.short)
    lists.data *= (lesson.lengths ** (lesson.short - short))[lists.indices]
    both = hub * competition(lists, learning)
    both = (both / np.exp(np.log(both).mean())).round(DIGITS)
    return dict(zip(lesson.keys, both.tolist(), strict=True)), short


def sampled(keys: Sequence[UUID], most: int) -> NDArray[np.int64]:
    """Places of all keys, or of ``most`` spread evenly over them by id; ascending.

    By id, so that the same documents give the same sample in whatever order they came.
    """
    if len(keys) <= most:
        return np.arange(len(keys))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    spread = np.linspace(0, len(keys) - 1, most).round().astype(np.int64)
    return np.sort(np.array(order, np.int64)[spread])


def _lists(
    lesson: Lesson, hub: NDArray[np.float64], learning: Learning, course: Course
) -> csr_array:
    """Best documents for everything open on the other side, hubs and lengths corrected."""
    blocks, factors = [], hub * lesson.lengths**-lesson.short
    for _, asking, asked in course.heeding(asking_blocks(lesson.theirs, lesson.mine)):
        need, offer = (asking, asked) if lesson.offers else (asked, asking)
        blocks.append(best_of(blend(need, offer, lesson.need_share) * factors, learning.longest))
    if not blocks:
        return csr_array((0, len(lesson.keys)))
    return stacked(blocks, len(lesson.keys))


def best_of(
    scores: NDArray[np.floating], longest: int
) -> tuple[NDArray[np.int64], NDArray[np.floating]]:
    """Places and scores of the best of each row, ``(rows, longest)``, in no order."""
    longest = min(longest, scores.shape[1])
    best = np.argpartition(-scores, longest - 1, axis=1)[:, :longest]
    return best, np.take_along_axis(scores, best, axis=1)


def stacked(
    blocks: list[tuple[NDArray[np.int64], NDArray[np.floating]]], documents: int
) -> csr_array:
    """Lists of one length each below the other, ``(needs, documents)``."""
    places = np.concatenate([places for places, _ in blocks])
    scores = np.concatenate([scores for _, scores in blocks])
    needs, longest = places.shape
    bounds = np.arange(needs + 1) * longest
    return csr_array((scores.ravel(), places.ravel(), bounds), shape=(needs, documents))


def _open(kept: Collection, side: Side, group: int) -> tuple[NDArray[np.int64], list[UUID]]:
    """Slots and ids of what is open."""
    rows = kept.indexes[side].rows
    slots = np.flatnonzero(rows.groups == group)
    return slots, [rows.keys[slot] for slot in slots.tolist()]


def _matrices(kept: Collection, side: Side, slots: NDArray[np.int64]) -> Matrices:
    return matrices(kept.indexes[side].rows, slots, kept.statistics, kept.recipe, sized=True)
