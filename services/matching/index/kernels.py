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


def loosely_compiled(function: Compiled) -> Compiled:
    """The same for what only proposes: sums may be taken in any order."""
    return cast("Compiled", numba.njit(cache=True, nogil=True, fastmath=True)(function))


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

    worths: NDArray[np.float32]
    """``(terms, 2)``"""
    breadth: float
    common: float
    saturated: NDArray[np.float64]
    """Weight of each count on the asking side, ``(256,)``."""


class Asked(NamedTuple):
    """A query laid out for looking up: ``place`` of a term is 0 when the query has it not."""

    bits: NDArray[np.uint8]
    """One bit a term, ``(terms of the vocabulary / 8,)``: small enough to stay in the cache."""
    place: NDArray[np.uint16]
    """``(terms of the vocabulary,)``"""
    weights: NDArray[np.float64]
    """By place, ``(terms of the query + 1,)``."""
    ratios: NDArray[np.float64]


def table(half: float) -> NDArray[np.float32]:
    """Impact for each code, ``(256,)``: ``r / (r + half)`` of the ratio ``r`` it stands for."""
    code = np.arange(CODES) / CODES
    ratio = MIDDLE * code / (1.0 - code)
    return np.asarray(ratio / (ratio + half), np.float32)


@compiled
def measure_length(forward: Forward, row: int, by: NDArray[np.float64]) -> None:
    """Set ``by``, ``(kinds,)``, to what counts of ``row`` are divided by: ``query.ratios_of``."""
    for kind in range(len(by)):
        slope = forward.slope[kind]
        length = slope * np.float64(forward.lengths[row, kind]) / forward.usual[kind]
        by[kind] = 1.0 - slope + length


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
    by = np.empty(len(forward.usual))
    places, codes = np.empty(begins[-1], np.uint16), np.empty(begins[-1], np.uint8)
    for row in range(first, last):
        if forward.groups[row] != 0:
            measure_length(forward, row, by)
            for at in range(bounds[row], bounds[row + 1]):
                r = forward.counts[at] / by[forward.kinds[terms[at]]]
                to = free[terms[at]]
                places[to] = row - first
                codes[to] = min(max(int(r / (r + MIDDLE) * CODES + 0.5), 1), CODES - 1)
                free[terms[at]] = to + 1
    return places, codes


@loosely_compiled
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


@loosely_compiled
def gather(
    found: NDArray[np.float32], first: int, group: int, highest: float, forward: Forward, best: Best
) -> None:
    """Take the best of a block; ``highest`` is the greatest boost of all."""
    step = 64
    for start in range(0, len(found), step):
        end = min(start + step, len(found))
        least = np.float32(best.scores[0] / highest)
        near = 0
        for at in range(start, end):
            near += found[at] > least  # counted, not searched: eight at once
        if near == 0:
            continue
        for at in range(start, end):
            slot = first + at
            score = found[at] * forward.boosts[slot]
            if score > best.scores[0] and forward.groups[slot] == group:
                push(best, score, slot)


@compiled
def scan(first: int, half: float, group: int, forward: Forward, asked: Asked, best: Best) -> None:
    """Take the best of the rows from ``first``."""
    by = np.empty(len(forward.usual))
    for row in range(first, len(forward.groups)):
        if forward.groups[row] != group:
            continue
        score = 0.0
        measure_length(forward, row, by)
        for at in range(forward.bounds[row], forward.bounds[row + 1]):
            term = forward.terms[at]
            if asked.bits[term >> 3] >> (term & 7) & 1:
                place = asked.place[term]
                r = forward.counts[at] / by[forward.kinds[term]]
                score += asked.weights[place] * (r / (r + half))
        if score * forward.boosts[row] > best.scores[0]:
            push(best, score * forward.boosts[row], row)


@compiled
def weight_of(term: int, count: int, worth: Worth) -> float:
    """Weight on the asking side of a term that stands so often."""
    scale = np.float64(worth.worths[term, 0])
    rarity = np.float64(worth.worths[term, 1])
    if scale < 0.0 and rarity > worth.common:
        return 0.0
    idf = max(worth.breadth - rarity, 0.0)
    return float(worth.saturated[count] * (abs(scale) * (idf * np.sqrt(np.sqrt(idf)))))


@compiled
def own(
    slots: NDArray[np.int64], half: float, forward: Forward, worth: Worth
) -> NDArray[np.float64]:
    """What each of ``slots`` finds of itself in itself."""
    found, by = np.zeros(len(slots)), np.empty(len(forward.usual))
    for place in range(len(slots)):
        row = slots[place]
        measure_length(forward, row, by)
        for at in range(forward.bounds[row], forward.bounds[row + 1]):
            term, count = forward.terms[at], forward.counts[at]
            r = count / by[forward.kinds[term]]
            found[place] += weight_of(term, count, worth) * (r / (r + half))
    return found


@compiled
def both(
    slots: NDArray[np.int64],
    halves: NDArray[np.float64],
    forward: Forward,
    worth: Worth,
    asked: Asked,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What the query finds in each of ``slots`` and the reverse, in the order of their texts."""
    there, back = np.zeros(len(slots)), np.zeros(len(slots))
    by = np.empty(len(forward.usual))
    for number in range(len(slots)):
        row, half = slots[number], halves[number]
        measure_length(forward, row, by)
        for at in range(forward.bounds[row], forward.bounds[row + 1]):
            term = forward.terms[at]
            if asked.bits[term >> 3] >> (term & 7) & 1:
                place = asked.place[term]
                count = forward.counts[at]
                r, mine = count / by[forward.kinds[term]], asked.ratios[place]
                there[number] += asked.weights[place] * (r / (r + half))
                back[number] += weight_of(term, count, worth) * (mine / (mine + half))
    return there, back
