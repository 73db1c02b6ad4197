"""Ids of documents and where they stand, in 24 bytes each: as objects they would take 200."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import overload
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.matching.index.growing import Growing

HALF = 64
LOW = (1 << HALF) - 1
EMPTY, GONE = -1, -2
FULL = 0.6
"""Share of the places of a table that are used at most."""


class Keys(Sequence[UUID]):
    """The id of every slot, the dead ones too."""

    def __init__(self) -> None:
        self._halves = Growing(np.uint64, 2)

    def __len__(self) -> int:
        return len(self._halves)

    def append(self, key: UUID) -> None:
        self._halves.append((key.int >> HALF, key.int & LOW))

    @overload
    def __getitem__(self, slot: int) -> UUID: ...
    @overload
    def __getitem__(self, slot: slice) -> list[UUID]: ...
    def __getitem__(self, slot: int | slice) -> UUID | list[UUID]:
        if isinstance(slot, slice):
            return [self[at] for at in range(len(self))[slot]]
        high, low = self._halves.values[slot].tolist()
        return UUID(int=(high << HALF) | low)


class Slots(Mapping[UUID, int]):
    """Where each living id stands: a table with open addressing over ``Keys``."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._table: NDArray[np.int32] = np.full(64, EMPTY, np.int32)
        self._used = self._living = 0

    def __len__(self) -> int:
        return self._living

    def __iter__(self) -> Iterator[UUID]:
        """In the order in which they came."""
        return (self._keys[slot] for slot in np.sort(self._table[self._table >= 0]).tolist())

    def __getitem__(self, key: UUID) -> int:
        return int(self._table[self._place(key)])

    def add(self, key: UUID, slot: int) -> None:
        """Note where an id stands that is not alive."""
        if self._used >= FULL * len(self._table):
            self._grow()
        self._put(key, slot)
        self._used += 1
        self._living += 1

    def pop(self, key: UUID) -> int:
        """The slot of an id that is gone from now on; ``KeyError`` when it is not alive."""
        place = self._place(key)
        slot = int(self._table[place])
        self._table[place] = GONE
        self._living -= 1
        return slot

    def _place(self, key: UUID) -> int:
        table, last = self._table, len(self._table) - 1
        at = hash(key) & last
        while (slot := int(table[at])) != EMPTY:
            if slot != GONE and self._keys[slot] == key:
                return at
            at = (at + 1) & last
        raise KeyError(key)

    def _put(self, key: UUID, slot: int) -> None:
        table, last = self._table, len(self._table) - 1
        at = hash(key) & last
        while table[at] != EMPTY:
            at = (at + 1) & last
        table[at] = slot

    def _grow(self) -> None:
        living = np.sort(self._table[self._table >= 0])
        size = len(self._table)
        while len(living) >= FULL / 2 * size:
            size *= 2
        self._table = np.full(size, EMPTY, np.int32)
        for slot in living.tolist():
            self._put(self._keys[slot], slot)
        self._used = len(living)
