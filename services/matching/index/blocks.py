"""The index for a large collection: compiled postings in blocks, exact rescoring.

New documents wait in a tail that is scanned; a full tail becomes a block, and blocks of
equal size merge, so a document moves a few times in its life and a query meets few
blocks. Source of the postings' form: measured in ``docs/matching.md``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from services.matching.index import kernels
from services.matching.index.growing import Growing
from services.matching.index.index import Index
from services.matching.index.layouts import Asked, Best, Block, Eligible, Forward, Telling, Worth
from services.matching.index.measures import Measures
from services.matching.index.query import Query, saturated
from services.matching.index.rows import Rows
from services.matching.index.statistics import Statistics
from services.matching.recipe import Recipe

TAIL = 512
"""Newest documents that are scanned; above it scanning costs more than sealing."""
SKIPPED = (0.15, 0.1)
"""Share of a query's weight that candidates are proposed without, for a search and for a need:
two thirds of the postings."""
MANY_POSTINGS = 100_000
"""Postings of a query from which it is worth leaving some out."""
CROWD = 500_000
"""Rows from which twice as many are proposed: near the best it is more crowded."""
MOST_TERMS = 65_535
"""Terms of a query that are looked up: what 16 bits can tell."""
FAR = 0.2
"""Above the rarity from which a run is worth nothing: held by a fifth more documents."""
LARGEST = 65_536
"""Rows of a block: what a 16-bit place can tell."""


class BlockIndex(Index):
    """Postings in blocks over the same forward rows as ``PlainIndex``."""

    def __init__(self, rows: Rows, statistics: Statistics, recipe: Recipe) -> None:
        super().__init__(rows, statistics, recipe)
        self.blocks: list[Block] = []
        """In the order of their slots."""
        self._tables = [kernels.table(half) for half in recipe.half]
        self._halves = np.array(recipe.half)
        self._slope, self._usual = np.array(recipe.slope), np.array(recipe.length)
        self._found = np.zeros(LARGEST, np.float32)
        self._place = Growing(np.uint16)
        self._bits = Growing(np.uint8)
        self._saturated = saturated(np.arange(kernels.CODES).astype(np.uint8), recipe)
        self._own = Growing(np.float64, len(recipe.half))
        self._own_at = Growing(np.int64, len(recipe.half))
        self.rebuild()

    @property
    def sealed(self) -> int:
        """Rows that are in blocks."""
        return self.blocks[-1].last if self.blocks else 0

    def candidates(self, query: Query, depth: int, group: int) -> NDArray[np.int64]:
        if len(self.rows) - self.sealed > TAIL:
            self._seal()
        depth += depth * len(self.rows) // CROWD
        best = Best(np.zeros(depth, np.float32), np.full(depth, -1, np.int64))
        telling = self._telling(query)
        eligible = Eligible(self.rows.groups, self.rows.boosts, group)
        for block in self.blocks:
            kernels.propose(block, telling, self._found[: block.last - block.first], eligible, best)
        if self.sealed < len(self.rows):
            half = self.recipe.half[query.sized]
            kernels.scan(self.sealed, half, group, self._forward(), self._spread(query), best)
            self._clear(query)
        return best.slots[best.scores > 0.0]

    def _telling(self, query: Query) -> Telling:
        """Terms and weights of a query, in a large collection without those that say least.

        They would find hardly anybody who is not found without them; exact scores count them.
        """
        holding = self.statistics.holding[query.terms]
        value = query.asked / np.maximum(holding, 1)
        order = np.argsort(value, kind="stable")
        said = np.cumsum(query.asked[order])
        least = SKIPPED[query.sized] * query.asked.sum() if holding.sum() > MANY_POSTINGS else 0.0
        kept = np.sort(order[said > least])
        asked = query.asked[kept].astype(np.float32)
        return Telling(query.terms[kept], asked, self._tables[query.sized])

    def measure(self, query: Query, slots: NDArray[np.int64], sized: NDArray[np.bool_]) -> Measures:
        forward, which = self._forward(), sized.astype(np.int64)
        asked = self._spread(query)
        there, back = kernels.both(slots, which, self._halves, forward, self._saturated, asked)
        self._clear(query)
        return Measures(there, back, self._owns(slots, which, forward))

    def rebuild(self) -> None:
        self.blocks = []
        self._own_at = Growing(np.int64, len(self.recipe.half))
        while len(self.rows) - self.sealed > TAIL:
            first = self.sealed
            self.blocks.append(self._block(first, min(first + LARGEST, len(self.rows))))

    def _seal(self) -> None:
        """Make the tail a block, and one of it and the blocks before that are no larger."""
        first, last = self.sealed, len(self.rows)
        while self.blocks:
            before = self.blocks[-1]
            if before.last - before.first > last - first or last - before.first > LARGEST:
                break
            first = before.first
            self.blocks.pop()
        self.blocks.append(self._block(first, last))

    def _block(self, first: int, last: int) -> Block:
        begins = np.zeros(len(self.statistics.vocabulary) + 1, np.int64)
        places, codes = kernels.post(self._forward(), first, last, self._silent(), begins)
        present = np.flatnonzero(np.diff(begins))
        bounds = np.append(begins[present], begins[-1])
        return Block(first, last, present.astype(np.int32), bounds, places, codes)

    def _silent(self) -> NDArray[np.bool_]:
        """Runs that are far too common to be worth anything, ``(terms,)``: a fifth of all
        postings. Should they ever become rarer, exact scores count them and proposals do not.
        """
        scale, rarity = self.statistics.worths.T
        return np.asarray((scale < 0.0) & (rarity > self.statistics.common + FAR))

    def _owns(
        self,
        slots: NDArray[np.int64],
        which: NDArray[np.int64],
        forward: Forward,
    ) -> NDArray[np.float64]:
        """What documents score against themselves, remembered until a counter changes."""
        self._own.pad(len(self.rows))
        self._own_at.pad(len(self.rows))
        own, at = self._own.values, self._own_at.values
        now = self.statistics.changes
        for size, half in enumerate(self.recipe.half):
            old = slots[(which == size) & (at[slots, size] != now)]
            if len(old):
                own[old, size] = kernels.own(old, half, forward, self._worth())
                at[old, size] = now
        return np.asarray(own[slots, which])

    def _spread(self, query: Query) -> Asked:
        """The query laid out by term; ``_clear`` when done."""
        self._place.pad(len(self.statistics.vocabulary))
        count = min(len(query.terms), MOST_TERMS)
        self._place.values[query.terms[:count]] = np.arange(1, count + 1)
        self._bits.pad(len(self._place) // 8 + 1)
        bits = np.left_shift(1, query.terms[:count] & 7).astype(np.uint8)
        np.bitwise_or.at(self._bits.values, query.terms[:count] >> 3, bits)
        by_place = np.zeros((4, count + 1))
        by_place[0, 1:], by_place[1, 1:] = query.asked[:count], query.worth[:count]
        ratios = query.ratios[:count]
        for size, half in enumerate(self.recipe.half):
            by_place[2 + size, 1:] = ratios / (ratios + half)
        return Asked(self._bits.values, self._place.values, by_place[0], by_place[1], by_place[2:])

    def _clear(self, query: Query) -> None:
        self._bits.values[query.terms >> 3] = 0

    def _forward(self) -> Forward:
        rows = self.rows
        return Forward(
            rows.terms,
            rows.counts,
            rows.bounds,
            rows.lengths,
            rows.groups,
            rows.boosts,
            self.statistics.vocabulary.kinds,
            self._slope,
            self._usual,
        )

    def _worth(self) -> Worth:
        known = self.statistics
        return Worth(known.worths, known.breadth, known.common, self._saturated, known.known)
