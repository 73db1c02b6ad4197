"""Arrays that grow at their end without copying each time."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from services.matching.index.mapped import mapped

SPARE = 1.5


class Growing:
    """A one- or two-dimensional array with room at its end."""

    def __init__(
        self, dtype: DTypeLike, width: int | None = None, *, in_file: bool = False
    ) -> None:
        """``in_file``: a large one lies in a file, see ``mapped``."""
        self._zeros = mapped if in_file else np.zeros
        self._shape = () if width is None else (width,)
        self._room: NDArray[Any] = np.zeros((16, *self._shape), dtype)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def values(self) -> NDArray[Any]:
        """What is in it, as a view: growing may leave the view behind."""
        return self._room[: self._length]

    def append(self, value: object) -> None:
        self._make_room(1)
        self._room[self._length] = value
        self._length += 1

    def extend(self, values: NDArray[Any]) -> None:
        self._make_room(len(values))
        self._room[self._length : self._length + len(values)] = values
        self._length += len(values)

    def pad(self, length: int) -> None:
        """Zeros up to ``length``."""
        if length > self._length:
            self._make_room(length - self._length)
            self._room[self._length : length] = 0
            self._length = length

    def _make_room(self, more: int) -> None:
        needed = self._length + more
        if needed > len(self._room):
            rows = int(needed * SPARE) + 16
            room = self._zeros((rows, *self._shape), self._room.dtype)
            room[: self._length] = self.values
            self._room = room
