"""Forward rows: which terms each document has, in one long array."""

from __future__ import annotations

from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.matching.analysis import KINDS
from services.matching.index.growing import Growing
from services.matching.index.ids import Keys, Slots
from services.matching.index.row import Row


class Rows:
    """Documents by slot. A slot is never reused; a document that goes leaves it dead."""

    def __init__(self) -> None:
        self.keys = Keys()
        self.slots = Slots(self.keys)
        self._terms = Growing(np.int32, in_file=True)
        self._counts = Growing(np.uint8, in_file=True)
        self._bounds = Growing(np.int64)
        self._lengths = Growing(np.float32, len(KINDS))
        self._groups = Growing(np.uint8)
        self._boosts = Growing(np.float32)
        self._sizes = Growing(np.float32)
        self._bounds.append(0)

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def terms(self) -> NDArray[np.int32]:
        return self._terms.values

    @property
    def counts(self) -> NDArray[np.uint8]:
        return self._counts.values

    @property
    def bounds(self) -> NDArray[np.int64]:
        """Slot ``i`` has the terms from ``bounds[i]`` to ``bounds[i + 1]``."""
        return self._bounds.values

    @property
    def lengths(self) -> NDArray[np.float32]:
        """``(slots, kinds)``"""
        return self._lengths.values

    @property
    def groups(self) -> NDArray[np.uint8]:
        """Which list a slot may appear in; 0 is dead."""
        return self._groups.values

    @property
    def boosts(self) -> NDArray[np.float32]:
        """Factor on a document's score that its text does not explain; 1 is none."""
        return self._boosts.values

    @property
    def sizes(self) -> NDArray[np.float32]:
        """Length of each text, see ``Row.size``."""
        return self._sizes.values

    def add(self, key: UUID, row: Row, group: int) -> int:
        """The new slot. The key must not be alive."""
        slot = len(self.keys)
        self.keys.append(key)
        self.slots.add(key, slot)
        self._terms.extend(row.terms)
        self._counts.extend(row.counts)
        self._bounds.append(len(self._terms))
        self._lengths.append(row.lengths)
        self._groups.append(group)
        self._boosts.append(1.0)
        self._sizes.append(row.size)
        return slot

    def drop(self, key: UUID) -> Row:
        """The row of ``key``, which is dead from now on; ``KeyError`` when it is not alive."""
        slot = self.slots.pop(key)
        self.groups[slot] = 0
        return self.row(slot)

    def row(self, slot: int) -> Row:
        """The row of a slot, without its kinds."""
        start, end = self.bounds[slot], self.bounds[slot + 1]
        return Row(
            self.terms[start:end],
            self.counts[start:end],
            np.zeros(0, np.uint8),
            self.lengths[slot],
        )

    def flat(self, slots: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Places of all terms of ``slots`` and which of the slots each belongs to, ``(terms,)``."""
        starts = self.bounds[slots]
        sizes = self.bounds[slots + 1] - starts
        owner = np.repeat(np.arange(len(slots)), sizes)
        before = np.cumsum(sizes) - sizes
        return np.arange(int(sizes.sum())) - before[owner] + starts[owner], owner

    def compacted(self) -> Rows:
        """The same documents without the dead."""
        fresh = Rows()
        for slot, key in enumerate(self.keys):
            if self.slots.get(key) == slot:
                new = fresh.add(key, self.row(slot), int(self.groups[slot]))
                fresh.boosts[new] = self.boosts[slot]
        return fresh
