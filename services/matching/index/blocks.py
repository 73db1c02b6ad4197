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
from services.matching.index.kernels import Best, Block, Forward, Worth
from services.matching.index.measures import Measures
from services.matching.index.query import Query
from services.matching.index.rows import Rows
from services.matching.index.statistics import RUN, Statistics
from services.matching.recipe import Recipe

TAIL = 512
"""Newest documents that are scanned; above it scanning costs more than sealing."""
LARGEST = 65_536
"""Rows of a block: what a 16-bit place can tell."""


class BlockIndex(Index):
    """Postings in blocks over the same forward rows as ``PlainIndex``."""

    def __init__(self, rows: Rows, statistics: Statistics, recipe: Recipe) -> None:
        super().__init__(rows, statistics, recipe)
        self._blocks: list[Block] = []
        self._tables = [kernels.table(half) for half in recipe.half]
        self._found = np.zeros(LARGEST, np.float32)
        self._asked = Growing(np.float64)
        self._ratios = Growing(np.float64)
        self._own = Growing(np.float64, len(recipe.half))
        self._own_at = Growing(np.int64, len(recipe.half))
        self.rebuild()

    @property
    def sealed(self) -> int:
        """Rows that are in blocks."""
        return self._blocks[-1].last if self._blocks else 0

    def candidates(self, query: Query, depth: int, group: int) -> NDArray[np.int64]:
        if len(self.rows) - self.sealed > TAIL:
            self._seal()
        forward = self._forward()
        best = Best(np.zeros(depth, np.float32), np.full(depth, -1, np.int64))
        worth = query.asked > 0.0
        terms, asked = query.terms[worth], query.asked[worth].astype(np.float32)
        highest = float(forward.boosts.max(initial=1.0))
        for block in self._blocks:
            found = self._found[: block.last - block.first]
            kernels.scatter(block, terms, asked, self._tables[query.sized], found)
            kernels.gather(found, block.first, group, highest, forward, best)
        if self.sealed < len(self.rows):
            with_query = self._spread(query)
            half = self.recipe.half[query.sized]
            kernels.scan(self.sealed, half, group, forward, with_query[0], best)
            self._clear(query)
        return best.slots[best.scores > 0.0]

    def measure(self, query: Query, slots: NDArray[np.int64], sized: NDArray[np.bool_]) -> Measures:
        forward, worth = self._forward(), self._worth()
        which = sized.astype(np.int64)
        halves = np.array(self.recipe.half)[which]
        asked, ratios = self._spread(query)
        there, back = kernels.both(slots, halves, forward, worth, asked, ratios)
        self._clear(query)
        return Measures(there, back, self._owns(slots, which, forward, worth))

    def rebuild(self) -> None:
        self._blocks = []
        self._own_at = Growing(np.int64, len(self.recipe.half))
        while len(self.rows) - self.sealed > TAIL:
            first = self.sealed
            self._blocks.append(self._block(first, min(first + LARGEST, len(self.rows))))

    def _seal(self) -> None:
        """Make the tail a block, and one of it and the blocks before that are no larger."""
        first, last = self.sealed, len(self.rows)
        while self._blocks:
            before = self._blocks[-1]
            if before.last - before.first > last - first or last - before.first > LARGEST:
                break
            first = before.first
            self._blocks.pop()
        self._blocks.append(self._block(first, last))

    def _block(self, first: int, last: int) -> Block:
        begins = np.zeros(len(self.statistics.vocabulary) + 1, np.int64)
        places, codes = kernels.post(self._forward(), first, last, begins)
        present = np.flatnonzero(np.diff(begins))
        bounds = np.append(begins[present], begins[-1])
        return Block(first, last, present.astype(np.int32), bounds, places, codes)

    def _owns(
        self,
        slots: NDArray[np.int64],
        which: NDArray[np.int64],
        forward: Forward,
        worth: Worth,
    ) -> NDArray[np.float64]:
        """What documents score against themselves, remembered until a counter changes."""
        self._own.pad(len(self.rows))
        self._own_at.pad(len(self.rows))
        own, at = self._own.values, self._own_at.values
        now = self.statistics.changes
        for size, half in enumerate(self.recipe.half):
            old = slots[(which == size) & (at[slots, size] != now)]
            own[old, size] = kernels.own(old, half, forward, worth)
            at[old, size] = now
        return np.asarray(own[slots, which])

    def _spread(self, query: Query) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The query's weights and ratios for every term; ``_clear`` when done."""
        for spread in (self._asked, self._ratios):
            spread.pad(len(self.statistics.vocabulary))
        self._asked.values[query.terms] = query.asked
        self._ratios.values[query.terms] = query.ratios
        return self._asked.values, self._ratios.values

    def _clear(self, query: Query) -> None:
        self._asked.values[query.terms] = 0.0
        self._ratios.values[query.terms] = 0.0

    def _forward(self) -> Forward:
        rows, recipe = self.rows, self.recipe
        return Forward(
            rows.terms,
            rows.counts,
            rows.bounds,
            rows.lengths,
            rows.groups,
            rows.boosts,
            self.statistics.vocabulary.kinds,
            np.array(recipe.slope),
            np.array(recipe.length),
        )

    def _worth(self) -> Worth:
        known = self.statistics
        return Worth(
            known.scale,
            known.rarity,
            known.holding,
            known.breadth,
            known.common,
            RUN,
            self.recipe.k3,
        )
