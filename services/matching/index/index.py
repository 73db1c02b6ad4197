"""What an index does, whatever it is made of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.matching.index.measures import Measures
from services.matching.index.query import Query
from services.matching.index.row import Row
from services.matching.index.rows import Rows
from services.matching.index.statistics import Statistics
from services.matching.recipe import Recipe

MOST_DEAD = 1_000
"""Dead rows that are carried along whatever the number of living ones."""


class Index(ABC):
    """Documents of one side. Not safe to call from two threads at once."""

    def __init__(self, rows: Rows, statistics: Statistics, recipe: Recipe) -> None:
        self.rows = rows
        self.statistics = statistics
        self.recipe = recipe

    def add(self, key: UUID, row: Row, group: int) -> None:
        """Take in a document, or its newer self; seen by the next query."""
        self.withdraw(key)
        self.rows.add(key, row, group)
        self.statistics.count(row, 1)

    def withdraw(self, key: UUID) -> bool:
        """Let a document go; ``False`` when it was not there."""
        if key not in self.rows.slots:
            return False
        self.statistics.count(self.rows.drop(key), -1)
        return True

    def tidy(self) -> None:
        """Without the dead when they are too many; slots change."""
        if len(self.rows) > 2 * len(self.rows.slots) + MOST_DEAD:
            self.rows = self.rows.compacted()
            self.rebuild()

    @abstractmethod
    def candidates(self, query: Query, depth: int, group: int) -> NDArray[np.int64]:
        """Slots of about the ``depth`` best of ``group``, each once, in no order."""

    @abstractmethod
    def measure(self, query: Query, slots: NDArray[np.int64], sized: NDArray[np.bool_]) -> Measures:
        """Both directions for some documents, exactly.

        ``sized`` says for each slot whether the pair is matched as a need or as a search.
        """

    @abstractmethod
    def rebuild(self) -> None:
        """Bring all documents into the fast part."""
