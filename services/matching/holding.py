"""What the matcher keeps: documents come, change and go, each with its terms counted."""

from __future__ import annotations

import threading
from functools import lru_cache, partial
from uuid import UUID

from services.matching import fit, packing, potential
from services.matching.analysis import Analyzer
from services.matching.collection import Collection
from services.matching.counting import counted, passages
from services.matching.documents import Document, Side
from services.matching.explaining import read
from services.matching.knowledge import Knowledge
from services.matching.lessons import learn_from
from services.matching.places import Places, placed
from services.matching.recipe import RECIPE, VERSION, Recipe

REMEMBERED = 100
"""Texts that asked last, kept as they were read, about 50 kB each at most."""
READ_TWICE = 20
"""Analyses that are kept, about 20 kB each: of a text that is taken in or asks several things."""


class Holding:
    """Everything open. Every method may be called from any thread."""

    def __init__(
        self,
        *,
        analyzer: Analyzer | None = None,
        recipe: Recipe = RECIPE,
        weights: fit.Weights = fit.WEIGHTS,
    ) -> None:
        self._analyzer = analyzer or Analyzer()
        self._analyze = lru_cache(READ_TWICE)(self._analyzer.analyze)
        self._read = lru_cache(REMEMBERED)(partial(read, analyze=self._analyze))
        self._weights = weights
        self.knowledge = Knowledge()
        self.changes = 0
        """How often something came or went; for who keeps what was made from all of it."""
        self._recipe = recipe
        self._kept = Collection(recipe)
        self._lock = threading.RLock()

    def __len__(self) -> int:
        """Documents that are open."""
        return sum(len(index.rows.slots) for index in self._kept.indexes.values())

    @property
    def version(self) -> str:
        """What a list depends on besides the documents: formulas and analyzer."""
        return f"{VERSION}-{self._analyzer.version}"

    def keep(self, document: Document) -> bool:
        """Take in a document or its newer revision; ``False`` when it is not newer."""
        terms, parts = counted(document, self._analyze), passages(document, self._analyze)
        with self._lock:
            self.changes += 1
            kept = self._kept
            is_new = kept.keep(document, terms, parts)
        if is_new:
            self._place(kept, document)
        return is_new

    def withdraw(self, document_id: UUID, revision: int) -> bool:
        """Let a document go, even one not yet seen; ``False`` when told something newer."""
        with self._lock:
            self.changes += 1
            return self._kept.withdraw(document_id, revision)

    def settle(self, challenge: Document) -> bool:
        """Let a challenge go that ended well; it is found as a precedent from now on."""
        terms = counted(challenge, self._analyze)
        with self._lock:
            self.changes += 1
            return self._kept.settle(challenge, terms)

    def open_documents(self, side: Side) -> list[Document]:
        """Everything open of a side, by id."""
        with self._lock:
            slots = self._kept.indexes[side].rows.slots
            return [self._kept.document(side, slots[key]) for key in sorted(slots)]

    def refresh_potentials(self) -> None:
        """Learn anew which documents match everything, from all that is open now.

        Takes about a second of a processor for a thousand documents on each side; queries
        and changes go on meanwhile, and what came since has factor 1 until the next time.
        """
        for side in self._kept.indexes:
            with self._lock:
                lessons = potential.lessons(self._kept, side)
            learned = learn_from(lessons)
            with self._lock:
                learned.give(self._kept, side)

    def snapshot(self) -> bytes:
        """All documents and counters, for ``restore`` in the same version."""
        with self._lock:
            return packing.pack(self._kept, self.version)

    def restore(self, snapshot: bytes) -> None:
        """Take a snapshot's place; ``ValueError`` when another version made it."""
        kept = packing.unpack(snapshot, self.version, self._recipe)
        with self._lock:
            self._kept = kept

    def _find(self, kept: Collection, document: Document) -> Places:
        return kept.shelf.get(document) or self._place(kept, document)

    def _place(self, kept: Collection, document: Document) -> Places:
        analysis = self._analyze(document.content)
        numbers = kept.vocabulary.find(analysis.terms)
        places = placed(analysis, document.body, numbers)
        kept.shelf.put(document, places)
        return places
