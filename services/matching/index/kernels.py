"""The inner loops of ``blocks``, compiled by numba. Imported only by an index that is large.

Postings are three bytes each: a 16-bit place in a block of documents, and an 8-bit code
of the count for its length, which a table turns into the impact for the query at hand.
Codes decide who is looked at, exact sums from the forward rows who wins.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from services.matching.index.layouts import (
    Asked,
    Best,
    Block,
    Forward,
    Worth,
    compiled,
    loosely_compiled,
)

CODES = 256
MIDDLE = 1.5
"""Ratio in the middle of the codes: half way between the recipe's two."""


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
