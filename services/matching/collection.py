"""Everything that is open, on both sides, with its terms counted."""

from __future__ import annotations

import pickle
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.matching.documents import Document, Register, Side, Standing
from services.matching.index import PlainIndex, Query, Statistics, Vocabulary, query, row
from services.matching.recipe import Recipe

AUDIENCES = {"private": 1, "public": 2}
"""Groups of the index; only documents of one audience meet."""


class Collection:
    """Documents by id and by their words. Not safe to use from two threads at once."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.register = Register()
        self.vocabulary = Vocabulary()
        self.statistics = Statistics(self.vocabulary)
        self.indexes: dict[Side, PlainIndex] = {
            "challenge": PlainIndex(self.statistics, recipe),
            "offer": PlainIndex(self.statistics, recipe),
        }

    def keep(self, document: Document, counted: dict[str, float]) -> bool:
        """Take in a document with its counted terms; ``False`` when it is not newer."""
        before = self.register.take(document.id, Standing(document.revision, document))
        if before is None:
            return False
        if before.document is not None:
            self.indexes[before.document.side].withdraw(document.id)
        kept = row(self.vocabulary.learn(counted), counted)
        self.indexes[document.side].add(document.id, kept, AUDIENCES.get(document.audience, 0))
        return True

    def withdraw(self, document_id: UUID, revision: int) -> bool:
        """Let a document go, even one not yet seen; ``False`` when told something newer."""
        before = self.register.take(document_id, Standing(revision, None))
        if before is None:
            return False
        if before.document is not None:
            self.indexes[before.document.side].withdraw(document_id)
        return True

    def query(self, counted: dict[str, float]) -> Query:
        """The query that a bag of terms makes now."""
        asked = row(self.vocabulary.find(counted), counted)
        return query(asked, self.statistics, self.recipe)

    def documents(self, side: Side, slots: NDArray[np.int64]) -> list[Document]:
        """The documents of ``slots``, which must be alive."""
        keys = self.indexes[side].rows.keys
        found = (self.register.open(keys[slot]) for slot in slots)
        return [document for document in found if document is not None]

    def snapshot(self) -> bytes:
        """Everything, for ``restored``."""
        return pickle.dumps(self, protocol=5)


def restored(snapshot: bytes) -> Collection:
    """The collection of a snapshot of our own making: never of bytes from elsewhere."""
    loaded = pickle.loads(snapshot)  # noqa: S301 -- written by ``snapshot`` to our own database
    if not isinstance(loaded, Collection):
        raise TypeError("not a snapshot of the matching collection")
    return loaded
