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
    Eligible,
    Forward,
    Telling,
    Worth,
    compiled,
    loosely_compiled,
)

CODES = 256
AHEAD = 2
"""Terms by which their postings are fetched before they are needed."""
TEETH = 64
"""Scores that are looked at together."""
FEW = 8
"""Counts below this are nearly all."""
MIDDLE = 1.5
"""Ratio in the middle of the codes: half way between the recipe's two."""


def table(half: float) -> NDArray[np.float32]:
    """Impact for each code, ``(256,)``: ``r / (r + half)`` of the ratio ``r`` it stands for."""
    code = np.arange(CODES) / CODES
    ratio = MIDDLE * code / (1.0 - code)
    return np.asarray(ratio / (ratio + half), np.float32)


@compiled
def measure_length(forward: Forward, row: int, by: NDArray[np.float64]) -> None:
    """Set ``by``, ``(kinds,)``, to what counts of ``row`` are divided by: ``query.divisors``."""
    for kind in range(len(by)):
        slope = forward.slope[kind]
        length = slope * np.float64(forward.lengths[row, kind]) / forward.usual[kind]
        by[kind] = 1.0 - slope + length


@compiled
def post(
    forward: Forward,
    first: int,
    last: int,
    silent: NDArray[np.bool_],
    begins: NDArray[np.int64],
) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    """Places and codes of the living rows by term; ``begins`` is zeros, ``(terms + 1,)``.

    Terms that are ``silent``, ``(terms,)``, are left out.
    """
    terms, bounds = forward.terms, forward.bounds
    for row in range(first, last):
        if forward.groups[row] != 0:
            for at in range(bounds[row], bounds[row + 1]):
                begins[terms[at] + 1] += not silent[terms[at]]
    for term in range(len(begins) - 1):
        begins[term + 1] += begins[term]
    free = begins[:-1].copy()
    by = np.empty(len(forward.usual))
    places, codes = np.empty(begins[-1], np.uint16), np.empty(begins[-1], np.uint8)
    for row in range(first, last):
        if forward.groups[row] != 0:
            measure_length(forward, row, by)
            for at in range(bounds[row], bounds[row + 1]):
                if silent[terms[at]]:
                    continue
                r = forward.counts[at] / by[forward.kinds[terms[at]]]
                to = free[terms[at]]
                places[to] = row - first
                codes[to] = min(max(int(r / (r + MIDDLE) * CODES + 0.5), 1), CODES - 1)
                free[terms[at]] = to + 1
    return places, codes


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
def gather(first: int, found: NDArray[np.float32], eligible: Eligible, best: Best) -> None:
    """Take the best of ``found``, the scores of the slots from ``first``.

    The best of every comb of scores tells one that as many others reach as are wanted, so
    that most are looked at once. Slices, since an index into one is known not to be negative.
    """
    end = first + len(found)
    boosts, groups, group = eligible.boosts[first:end], eligible.groups[first:end], eligible.group
    for at in range(len(found)):
        found[at] *= boosts[at] if groups[at] == group else np.float32(0.0)
    combs = (len(found) + TEETH - 1) // TEETH
    highest = np.zeros(combs, np.float32)
    for start in range(0, len(found), combs):
        tooth = found[start : start + combs]
        for at in range(len(tooth)):
            highest[at] = max(highest[at], tooth[at])
    wanted = len(best.scores)
    least = best.scores[0]
    if combs > wanted:
        least = max(least, np.partition(highest, combs - wanted)[combs - wanted])
    for comb in range(combs):
        if highest[comb] >= least and highest[comb] > best.scores[0]:
            for at in range(comb, len(found), combs):
                if found[at] >= least and found[at] > best.scores[0]:
                    push(best, found[at], first + at)


@compiled
def look_up(block: Block, terms: NDArray[np.int32]) -> NDArray[np.int64]:
    """Where each term's postings start and end, ``(2, terms + AHEAD)``; 0 and 0 for none."""
    at = np.zeros((2, len(terms) + AHEAD), np.int64)
    places = np.searchsorted(block.present, terms)
    for number in range(len(terms)):
        place = places[number]
        if place < len(block.present) and block.present[place] == terms[number]:
            at[0, number], at[1, number] = block.begins[place], block.begins[place + 1]
    return at


@loosely_compiled
def propose(
    block: Block,
    telling: Telling,
    found: NDArray[np.float32],
    eligible: Eligible,
    best: Best,
) -> int:
    """Take the best of a block. ``found`` is room for its scores, ``(rows of the block,)``.

    The postings of the terms after next are fetched, see ``fetch``; what is returned is noise.
    """
    found[:] = 0.0
    at, touched = look_up(block, telling.terms), 0
    for number in range(len(telling.terms)):
        weight = telling.asked[number]
        start, end = at[0, number], at[1, number]
        for line in range(at[0, number + AHEAD], at[1, number + AHEAD], 32):
            touched += block.places[line]
        for line in range(at[0, number + AHEAD], at[1, number + AHEAD], 64):
            touched += block.codes[line]
        places, codes = block.places[start:end], block.codes[start:end]
        for posting in range(len(places)):
            found[places[posting]] += weight * telling.impacts[codes[posting]]
    gather(block.first, found, eligible, best)
    return touched


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
def worth_of(term: np.uint32, worth: Worth) -> float:
    """What a term is worth when asked for once: ``Statistics.worth``."""
    scale = np.float64(worth.worths[term, 0])
    rarity = np.float64(worth.worths[term, 1])
    if scale < 0.0 and rarity > worth.common:
        return 0.0
    idf = max(worth.breadth - rarity, 0.0)
    return float(abs(scale) * (idf * np.sqrt(np.sqrt(idf))))


@compiled
def own(
    slots: NDArray[np.int64], half: float, forward: Forward, worth: Worth
) -> NDArray[np.float64]:
    """What each of ``slots`` finds of itself in itself.

    Roots and divisions are what takes time: worths are reckoned once between changes, most
    impacts looked up in a small table. Everything stands in names of its own, for the compiler
    reads an array anew from its tuple each time.
    """
    found, by = np.zeros(len(slots)), np.empty(len(forward.usual))
    kinds, known, saturated = forward.kinds, worth.known, worth.saturated
    small = np.empty((len(by), FEW))
    for place in range(len(slots)):
        row, total = slots[place], 0.0
        measure_length(forward, row, by)
        for kind in range(len(by)):
            for count in range(FEW):
                r = count / by[kind]
                small[kind, count] = r / (r + half)
        start, end = forward.bounds[row], forward.bounds[row + 1]
        terms, counts = forward.terms[start:end], forward.counts[start:end]
        for at in range(len(terms)):
            term, often = np.uint32(terms[at]), counts[at]
            kind = kinds[term]
            if often < FEW:
                impact = small[kind, often]
            else:
                r = often / by[kind]
                impact = r / (r + half)
            worth_now = known[term]
            if np.isnan(worth_now):
                worth_now = known[term] = worth_of(term, worth)
            total += saturated[often] * worth_now * impact
        found[place] = total
    return found


@loosely_compiled
def fetch(slots: NDArray[np.int64], forward: Forward) -> int:
    """Read a bit of every cache line of ``slots``, so that their waits for memory overlap.

    Where a row is read from its start the processor waits for one line after the other; this
    halves the time of ``both``. The sum is there so that the loop is not left out.
    """
    touched = 0
    for slot in slots:
        start, end = forward.bounds[slot], forward.bounds[slot + 1]
        for at in range(start, end, 16):
            touched += forward.terms[at]
        for at in range(start, end, 64):
            touched += forward.counts[at]
    return touched


@compiled
def both(
    slots: NDArray[np.int64],
    which: NDArray[np.int64],
    halves: NDArray[np.float64],
    forward: Forward,
    saturated: NDArray[np.float64],
    asked: Asked,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What the query finds in each of ``slots`` and the reverse, in the order of their texts."""
    there, back = np.zeros(len(slots)), np.zeros(len(slots))
    if fetch(slots, forward) < 0:
        return there, back
    by, shared = np.empty(len(forward.usual)), np.empty(1_024, np.uint32)
    for number in range(len(slots)):
        row, half = slots[number], halves[which[number]]
        impacts = asked.impacts[which[number]]
        measure_length(forward, row, by)
        start, end, common = forward.bounds[row], forward.bounds[row + 1], 0
        terms, counts = forward.terms[start:end], forward.counts[start:end]
        if len(terms) > len(shared):
            shared = np.empty(2 * len(terms), np.uint32)
        for at in range(len(terms)):  # two loops: nothing to guess wrong in the long one
            shared[common] = at
            common += asked.bits[np.uint32(terms[at]) >> 3] >> (terms[at] & 7) & 1
        for at in shared[:common]:
            term, count = terms[at], counts[at]
            place = asked.place[term]
            r = count / by[forward.kinds[term]]
            there[number] += asked.weights[place] * (r / (r + half))
            back[number] += saturated[count] * asked.worth[place] * impacts[place]
    return there, back
