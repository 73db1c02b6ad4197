"""The inner loops of ``blocks``, compiled by numba. Imported only by an index that is large.

Postings are three bytes each: a 16-bit place in a block of documents, and an 8-bit code
of the count for its length, which a table turns into the impact for the query at hand.
Codes decide who is looked at, exact sums from the forward rows who wins.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

CODES = 256
MIDDLE = 1.5
"""Ratio in the middle of the codes: half way between the recipe's two."""

Compiled = TypeVar("Compiled", bound=Callable[..., Any])


def compiled(function: Compiled) -> Compiled:
    """Compile at the first call, keep it on disk, and let other threads run meanwhile."""
    return cast("Compiled", numba.njit(cache=True, nogil=True)(function))


class Forward(NamedTuple):
    """The forward rows and what a count is divided by; see ``rows`` and ``recipe``."""

    terms: NDArray[np.int32]
    counts: NDArray[np.uint8]
    bounds: NDArray[np.int64]
    lengths: NDArray[np.float32]
    groups: NDArray[np.uint8]
    boosts: NDArray[np.float32]
    kinds: NDArray[np.uint8]
    slope: NDArray[np.float64]
    usual: NDArray[np.float64]


class Block(NamedTuple):
    """Postings of the slots from ``first``, by term."""

    first: int
    last: int
    present: NDArray[np.int32]
    """Terms that the block has, ascending."""
    begins: NDArray[np.int64]
    places: NDArray[np.uint16]
    codes: NDArray[np.uint8]


class Best(NamedTuple):
    """A heap of the best so far, the worst of them first; unused places have score 0."""

    scores: NDArray[np.float32]
    slots: NDArray[np.int64]


class Worth(NamedTuple):
    """What terms are worth; see ``statistics``."""

    scale: NDArray[np.float64]
    rarity: NDArray[np.float64]
    holding: NDArray[np.int64]
    breadth: float
    common: float
    run: int
    k3: float


def table(half: float) -> NDArray[np.float32]:
    """Impact for each code, ``(256,)``: ``r / (r + half)`` of the ratio ``r`` it stands for."""
    code = np.arange(CODES) / CODES
    ratio = MIDDLE * code / (1.0 - code)
    return np.asarray(ratio / (ratio + half), np.float32)


@compiled
def ratio(forward: Forward, row: int, at: int) -> float:
    """Count for its length of the term at place ``at``, which is of ``row``."""
    kind = forward.kinds[forward.terms[at]]
    slope = forward.slope[kind]
    length = slope * np.float64(forward.lengths[row, kind]) / forward.usual[kind]
    return float(forward.counts[at] / (1.0 - slope + length))


@compiled
def post(
    forward: Forward, first: int, last: int, begins: NDArray[np.int64]
) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    """Places and codes of the living rows by term; ``begins`` is zeros, ``(terms + 1,)``."""
    terms, bounds = forward.terms, forward.bounds
    for row in range(first, last):
        if forward.groups[row] != 0:
            for at in range(bounds[row], bounds[row + 1]):
                begins[terms[at] + 1] += 1
    for term in range(len(begins) - 1):
        begins[term + 1] += begins[term]
    free = begins[:-1].copy()
    places, codes = np.empty(begins[-1], np.uint16), np.empty(begins[-1], np.uint8)
    for row in range(first, last):
        if forward.groups[row] != 0:
            for at in range(bounds[row], bounds[row + 1]):
                r = ratio(forward, row, at)
                to = free[terms[at]]
                places[to] = row - first
                codes[to] = min(max(int(r / (r + MIDDLE) * CODES + 0.5), 1), CODES - 1)
                free[terms[at]] = to + 1
    return places, codes


@compiled
def scatter(
    block: Block,
    terms: NDArray[np.int32],
    asked: NDArray[np.float32],
    impacts: NDArray[np.float32],
    found: NDArray[np.float32],
) -> None:
    """Add what each term finds in the block to ``found``, ``(rows of the block,)``."""
    found[:] = 0.0
    for term in range(len(terms)):
        at = np.searchsorted(block.present, terms[term])
        if at < len(block.present) and block.present[at] == terms[term]:
            weight = asked[term]
            for posting in range(block.begins[at], block.begins[at + 1]):
                found[block.places[posting]] += weight * impacts[block.codes[posting]]


@compiled
def push(best: Best, score: float, slot: int) -> None:
    """Replace the worst of ``best`` and restore the heap."""
    scores, slots = best.scores, best.slots
    at, size = 0, len(scores)
    scores[0], slots[0] = score, slot
    while True:
        child = 2 * at + 1
        if child >= size:
            return
        if child + 1 < size and scores[child + 1] < scores[child]:
            child += 1
        if scores[child] >= scores[at]:
            return
        scores[child], scores[at] = scores[at], scores[child]
        slots[child], slots[at] = slots[at], slots[child]
        at = child


@compiled
def gather(
    found: NDArray[np.float32], first: int, group: int, highest: float, forward: Forward, best: Best
) -> None:
    """Take the best of a block; ``highest`` is the greatest boost of all."""
    step = 64
    for start in range(0, len(found), step):
        end = min(start + step, len(found))
        most = np.float32(0.0)
        for at in range(start, end):
            most = max(most, found[at])
        if most * highest <= best.scores[0]:
            continue
        for at in range(start, end):
            slot = first + at
            score = found[at] * forward.boosts[slot]
            if score > best.scores[0] and forward.groups[slot] == group:
                push(best, score, slot)


@compiled
def scan(
    first: int, half: float, group: int, forward: Forward, asked: NDArray[np.float64], best: Best
) -> None:
    """Take the best of the rows from ``first``; ``asked`` is the query's weights, ``(terms,)``."""
    for row in range(first, len(forward.groups)):
        if forward.groups[row] != group:
            continue
        score = 0.0
        for at in range(forward.bounds[row], forward.bounds[row + 1]):
            weight = asked[forward.terms[at]]
            if weight > 0.0:
                r = ratio(forward, row, at)
                score += weight * (r / (r + half))
        if score * forward.boosts[row] > best.scores[0]:
            push(best, score * forward.boosts[row], row)


@compiled
def weight_of(forward: Forward, worth: Worth, at: int) -> float:
    """Weight on the asking side of the term at place ``at``."""
    term = forward.terms[at]
    if forward.kinds[term] == worth.run and worth.holding[term] > worth.common:
        return 0.0
    idf = max(worth.breadth - worth.rarity[term], 0.0)
    count = np.float64(forward.counts[at])
    saturated = count * (worth.k3 + 1.0) / (count + worth.k3)
    return float(saturated * (worth.scale[term] * (idf * np.sqrt(np.sqrt(idf)))))


@compiled
def own(
    slots: NDArray[np.int64], half: float, forward: Forward, worth: Worth
) -> NDArray[np.float64]:
    """What each of ``slots`` finds of itself in itself."""
    found = np.zeros(len(slots))
    for place in range(len(slots)):
        row = slots[place]
        for at in range(forward.bounds[row], forward.bounds[row + 1]):
            r = ratio(forward, row, at)
            found[place] += weight_of(forward, worth, at) * (r / (r + half))
    return found


@compiled
def both(
    slots: NDArray[np.int64],
    halves: NDArray[np.float64],
    forward: Forward,
    worth: Worth,
    asked: NDArray[np.float64],
    ratios: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What the query finds in each of ``slots`` and the reverse, in the order of their texts.

    ``asked`` and ``ratios`` are the query's, for every term of the vocabulary.
    """
    there, back = np.zeros(len(slots)), np.zeros(len(slots))
    for place in range(len(slots)):
        row, half = slots[place], halves[place]
        for at in range(forward.bounds[row], forward.bounds[row + 1]):
            mine = ratios[forward.terms[at]]
            if mine > 0.0:
                r = ratio(forward, row, at)
                there[place] += asked[forward.terms[at]] * (r / (r + half))
                back[place] += weight_of(forward, worth, at) * (mine / (mine + half))
    return there, back
