"""Everything that is open, on both sides, with its terms counted."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.matching.documents import Document, Register, Side, Standing
from services.matching.index import (
    Index,
    Passages,
    PlainIndex,
    Query,
    Row,
    Rows,
    Statistics,
    Vocabulary,
    query,
    row,
)
from services.matching.places import Shelf
from services.matching.recipe import Recipe
from services.matching.solved import Solved

AUDIENCES = {"private": 1, "public": 2}
"""Groups of the index; only documents of one audience meet."""

Neighbours = dict[UUID, tuple[tuple[UUID, float], ...]]
"""Offer to those most like it with their weights, by id."""


LARGE = 20_000
"""Documents of one side from which compiled code pays."""


class Collection:
    """Documents by id and by their words. Not safe to use from two threads at once."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.register = Register()
        self.vocabulary = Vocabulary()
        self.statistics = Statistics(self.vocabulary, recipe)
        self.indexes: dict[Side, Index] = {
            "challenge": PlainIndex(Rows(), self.statistics, recipe),
            "offer": PlainIndex(Rows(), self.statistics, recipe),
        }
        self.solved = Solved(self.statistics, recipe)
        self.neighbours = Neighbours()
        """Of each offer, as far as they are known."""
        self.passages = Passages()
        self.shorts: dict[int, float] = {}
        """What was learned of length instead of ``Recipe.short``, by group."""
        self.shelf = Shelf()
        """Where the words of what is kept stand, by the numbers of this vocabulary."""

    def keep(
        self,
        document: Document,
        counted: dict[str, int],
        passages: Sequence[dict[str, int]] = (),
    ) -> bool:
        """Take in a document with its counted terms; ``False`` when it is not newer."""
        before = self.register.take(document.id, Standing(document.revision, document))
        if before is None:
            return False
        if before.document is not None:
            self.indexes[before.document.side].withdraw(document.id)
        kept = row(self.vocabulary.learn(counted), counted)
        index = self.roomy(document.side)
        index.add(document.id, kept, AUDIENCES.get(document.audience, 0))
        index.tidy()
        self.passages.keep(document.id, [row(self.vocabulary.learn(one), one) for one in passages])
        self.solved.drop(document.id)
        return True

    def roomy(self, side: Side) -> Index:
        """The index of a side, compiled once the collection is large: numba costs 60 MB."""
        index = self.indexes[side]
        if isinstance(index, PlainIndex) and len(index.rows) >= LARGE:
            from services.matching.index.blocks import BlockIndex  # noqa: PLC0415 -- see above

            index = self.indexes[side] = BlockIndex(index.rows, self.statistics, self.recipe)
        return index

    def withdraw(self, document_id: UUID, revision: int) -> bool:
        """Let a document go, even one not yet seen; ``False`` when told something newer."""
        before = self.register.take(document_id, Standing(revision, None))
        if before is None:
            return False
        if before.document is not None:
            self.indexes[before.document.side].withdraw(document_id)
        self.passages.drop(document_id)
        self.shelf.drop(document_id)
        self.solved.drop(document_id)
        return True

    def settle(self, challenge: Document, counted: dict[str, int]) -> bool:
        """Let a challenge go that ended well, but remember it; ``False`` when not newer."""
        if not self.withdraw(challenge.id, challenge.revision):
            return False
        kept = row(self.vocabulary.learn(counted), counted)
        self.solved.keep(challenge, kept, AUDIENCES.get(challenge.audience, 0))
        return True

    def query(self, counted: dict[str, int]) -> Query:
        """The query that a bag of terms makes now."""
        asked = row(self.vocabulary.find(counted), counted)
        return query(asked, self.statistics)

    def query_of(self, side: Side, slot: int) -> Query:
        """The query that a kept document makes, without reading its text again."""
        return self.query_in(self.indexes[side].rows, slot)

    def query_in(self, rows: Rows, slot: int) -> Query:
        """The same for a slot of any rows."""
        bare = rows.row(slot)
        kinds = self.vocabulary.kinds[bare.terms]
        return query(Row(bare.terms, bare.counts, kinds, bare.lengths), self.statistics)

    def document(self, side: Side, slot: int) -> Document:
        """The document of a slot that is alive."""
        document = self.register.open(self.indexes[side].rows.keys[slot])
        if document is None:
            raise LookupError(f"slot {slot} of {side} is dead")
        return document

    def short(self, audience: str) -> float:
        """How much the length of an offer counts among documents of one audience."""
        return self.shorts.get(AUDIENCES.get(audience, 0), self.recipe.short)

    def boost(self, document: Document) -> float:
        """The factor on a document's score that was learned; 1 for one that is not kept."""
        rows = self.indexes[document.side].rows
        slot = rows.slots.get(document.id)
        return 1.0 if slot is None else float(rows.boosts[slot])

    def set_boosts(self, side: Side, boosts: dict[UUID, float]) -> None:
        """New factors; 1 for every other document."""
        rows = self.indexes[side].rows
        rows.boosts[:] = 1.0
        for key, boost in boosts.items():
            slot = rows.slots.get(key)
            if slot is not None:  # else it went while the factors were learned
                rows.boosts[slot] = boost
