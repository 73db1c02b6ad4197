"""Where the words of texts stand, kept small: a list marks them without reading a text again."""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from uuid import UUID

import numpy as np
from numpy.typing import ArrayLike

from services.matching.analysis import Analysis
from services.matching.documents import Document
from services.matching.found import Span
from services.matching.snippets import Breaks

ROOM = 64_000_000
"""Bytes of places that are kept at most, those that were not shown for longest let go first."""
EACH = 200
"""Bytes of an entry without its places."""
MARKED = 100
"""Places of a word that are handed out for highlighting, the first ones."""
READABLE = 3
"""Length of a term, with the letter of its kind, of which a run of characters can be shown."""


class Places:
    """Of one text: its terms by number, each with where it stands, first place first."""

    __slots__ = ("_ends", "_numbers", "_starts", "breaks")

    def __init__(
        self, numbers: array[int], starts: array[int], ends: array[int], breaks: Breaks
    ) -> None:
        """Three of one length, ascending by number."""
        self._numbers, self._starts, self._ends = numbers, starts, ends
        self.breaks = breaks

    @property
    def size(self) -> int:
        """Bytes it takes."""
        return EACH + 12 * len(self._numbers) + 4 * len(self.breaks)

    def of(self, number: int) -> list[Span]:
        """The first places of a term; none of one that is not there."""
        first = bisect_left(self._numbers, number)
        last = bisect_right(self._numbers, number, first)
        here = slice(first, min(last, first + MARKED))
        return list(zip(self._starts[here], self._ends[here], strict=True))


def placed(analysis: Analysis, text: str, terms: ArrayLike) -> Places:
    """Places in ``text``, which ends before the tags, of every term that can be shown.

    ``terms``: the number of each.
    """
    numbers = np.asarray(terms, np.int32)
    starts, ends = np.array(analysis.starts, np.uint32), np.array(analysis.ends, np.uint32)
    shown = [term[0] != "r" or len(term) >= READABLE for term in analysis.terms]
    here = np.flatnonzero(np.array(shown, np.bool_) & (ends <= len(text)))
    order = here[np.argsort(numbers[here], kind="stable")]
    return Places(
        array("i", numbers[order].tobytes()),
        array("I", starts[order].tobytes()),
        array("I", ends[order].tobytes()),
        Breaks(text),
    )


class Shelf:
    """Places of the texts that were shown last, by document; any thread may use it."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._taken = 0
        self._kept: OrderedDict[UUID, tuple[Document, Places]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, document: Document) -> Places | None:
        """Of this very revision."""
        with self._lock:
            found = self._kept.get(document.id)
            if found is None or found[0] is not document:
                return None
            self._kept.move_to_end(document.id)
            return found[1]

    def put(self, document: Document, places: Places) -> None:
        """Instead of what was kept of an older revision."""
        with self._lock:
            self._drop(document.id)
            self._kept[document.id] = document, places
            self._taken += places.size
            while self._taken > self._room:
                self._drop(next(iter(self._kept)))

    def drop(self, document_id: UUID) -> None:
        with self._lock:
            self._drop(document_id)

    def _drop(self, document_id: UUID) -> None:
        gone = self._kept.pop(document_id, None)
        if gone is not None:
            self._taken -= gone[1].size
