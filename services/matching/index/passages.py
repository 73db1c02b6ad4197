"""Paragraphs of offers in rows of their own: they share the vocabulary and are counted nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from services.matching.index.row import Row
from services.matching.index.rows import Rows

MOST_DEAD = 1_000
"""Dead rows that are carried along whatever the number of living ones."""


class Passages:
    """Which rows belong to which offer; most offers have none."""

    def __init__(self) -> None:
        self.rows = Rows()
        self._of: dict[UUID, range] = {}

    def __len__(self) -> int:
        """Offers that have any."""
        return len(self._of)

    def __iter__(self) -> Iterator[UUID]:
        """Those offers, in order of arrival."""
        return iter(self._of)

    def slots_of(self, offer_id: UUID) -> range:
        """Slots of its passages, in the order of the text."""
        return self._of.get(offer_id, range(0))

    def rows_of(self, offer_id: UUID) -> tuple[Row, ...]:
        return tuple(self.rows.row(slot) for slot in self.slots_of(offer_id))

    def keep(self, offer_id: UUID, rows: Sequence[Row]) -> None:
        """Take in an offer's passages instead of those it had."""
        self.drop(offer_id)
        if rows:
            self._of[offer_id] = _added(self.rows, rows)

    def drop(self, offer_id: UUID) -> None:
        """Let those go that may not be here."""
        for slot in self._of.pop(offer_id, ()):
            self.rows.drop(self.rows.keys[slot])
        if len(self.rows) > 2 * len(self.rows.slots) + MOST_DEAD:
            self._tidy()

    def _tidy(self) -> None:
        fresh = Rows()
        self._of = {key: _added(fresh, self.rows_of(key)) for key in self._of}
        self.rows = fresh


def _added(rows: Rows, new: Sequence[Row]) -> range:
    """Their slots; a slot is its own name."""
    first = len(rows)
    for slot, row in enumerate(new, first):
        rows.add(UUID(int=slot), row, 1)
    return range(first, first + len(new))
