"""Challenges that ended well: found by those who have the same trouble, and counted nowhere."""

from __future__ import annotations

from uuid import UUID

from services.matching.documents import Document
from services.matching.index import PlainIndex, Rows, Statistics
from services.matching.index.row import Row
from services.matching.recipe import Recipe

ENDED_WELL = frozenset({"matched", "solved_otherwise"})
"""Values of ``contracts.challenges.CloseReason`` that say that there is an answer."""


class Solved:
    """Beside the open ones: what stands here changes nobody's score and is in no match list."""

    def __init__(self, statistics: Statistics, recipe: Recipe) -> None:
        self.documents: dict[UUID, Document] = {}
        self.index = PlainIndex(Rows(), statistics, recipe)

    def keep(self, document: Document, row: Row, group: int) -> None:
        """Take in a challenge, or its newer self."""
        self.drop(document.id)
        self.documents[document.id] = document
        self.index.rows.add(document.id, row, group)
        self.index.tidy()

    def drop(self, document_id: UUID) -> None:
        """Let one go that may not be here."""
        if self.documents.pop(document_id, None) is not None:
            self.index.rows.drop(document_id)
