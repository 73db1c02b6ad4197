"""Collections of any size with the statistics of real texts: two parents each, and a tail.

A document takes 65 % of the terms of one real document and 35 % of another's; 3 % of them
become rare terms of their own, so the vocabulary grows with the collection.
"""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.matching.analysis import Analyzer
from services.matching.collection import Collection
from services.matching.counting import counted
from services.matching.documents import Document
from services.matching.index import Index, Query, Row, Rows, Statistics, Vocabulary, query, row
from services.matching.index.blocks import BlockIndex
from services.matching.judged import read
from services.matching.recipe import RECIPE

PARENTS = ("rs-needs", "koho", "jsquad")
SHARES = (0.65, 0.35)
RARE = 0.03


class Real:
    """Rows of real documents, and queries over the same vocabulary."""

    def __init__(self, judged: Path) -> None:
        self._analyzer = Analyzer()
        self._kept = Collection(RECIPE)
        for number, name in enumerate(PARENTS):
            for place, (_, title, text) in enumerate(read(judged / name).documents):
                key = UUID(int=number * 1_000_000 + place)
                self._keep(Document(key, "offer", UUID(int=0), 1, title, text))
        self.rows = self._kept.indexes["offer"].rows
        self.vocabulary = self._kept.vocabulary
        self._judged = judged

    def _keep(self, document: Document) -> None:
        self._kept.keep(document, counted(document, self._analyzer.analyze))

    def queries(self, name: str, count: int) -> list[dict[str, int]]:
        """Bags of ``count`` real queries of a judged set, chosen by a fixed seed."""
        asked = read(self._judged / name).queries
        chosen = np.random.default_rng(5).permutation(len(asked))[:count]
        return [
            counted(
                Document(UUID(int=0), "challenge", UUID(int=0), 1, "", asked[at][1]),
                self._analyzer.analyze,
            )
            for at in chosen
        ]


class Synthetic:
    """``count`` made documents in an index, and what the peers are given of them."""

    def __init__(self, real: Real, count: int, seed: int = 1) -> None:
        self.vocabulary = Vocabulary()
        self.vocabulary.learn(real.vocabulary.terms)
        rare = int(200 * count**0.5)
        first = len(self.vocabulary)
        self.vocabulary.learn(f"w\0{n}" for n in range(rare))
        self.statistics = Statistics(self.vocabulary, RECIPE)
        self.rows = Rows()
        self._random = np.random.default_rng(seed)
        for number in range(count):
            made = self._made(real.rows, first, rare)
            self.rows.add(UUID(int=number), made, 1)
            self.statistics.count(made, 1)
        self.index: Index = BlockIndex(self.rows, self.statistics, RECIPE)

    def _made(self, rows: Rows, first: int, rare: int) -> Row:
        taken: dict[int, int] = {}
        for share in SHARES:
            slot = int(self._random.integers(len(rows)))
            parent = rows.row(slot)
            here = self._random.random(len(parent.terms)) < share
            terms = parent.terms[here].astype(np.int64)
            swapped = self._random.random(len(terms)) < RARE
            ranks = np.exp(self._random.random(int(swapped.sum())) * np.log(rare)).astype(np.int64)
            terms[swapped] = first + np.minimum(ranks, rare) - 1
            taken |= dict(zip(terms.tolist(), parent.counts[here].tolist(), strict=True))
        terms = np.fromiter(taken, np.int32, len(taken))
        counts = np.fromiter(taken.values(), np.uint8, len(taken))
        kinds = self.vocabulary.kinds[terms]
        lengths = np.bincount(kinds, counts, 4).astype(np.float32)
        return Row(terms, counts, kinds, lengths)

    def query(self, bag: dict[str, int]) -> Query:
        return query(row(self.vocabulary.find(bag), bag), self.statistics)

    def given(self, slot: int) -> NDArray[np.int32]:
        """Terms of a document as often as it has them, as numbers."""
        made = self.rows.row(slot)
        return np.repeat(made.terms, made.counts)
