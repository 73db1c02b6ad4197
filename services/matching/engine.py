"""The matcher: documents in, matches with reasons out. Pure, in memory, thread-safe."""

from __future__ import annotations

import threading
from datetime import date
from functools import lru_cache
from uuid import UUID

import numpy as np

from services.matching import fit, packing, potential
from services.matching.analysis import Analyzer
from services.matching.collection import AUDIENCES, Collection
from services.matching.counting import counted
from services.matching.documents import Document, Side
from services.matching.explaining import explain, shares_of
from services.matching.found import Found, Part, Reason
from services.matching.ranking import DEPTH, Factors, Ranked, other, rank
from services.matching.recipe import RECIPE, VERSION, Recipe

__all__ = ["Document", "Engine", "Found", "Part", "Reason"]

REMEMBERED = 1_000
"""Analyses kept for showing, about 20 kB each at most."""


class Engine:
    """Everything open, and who fits whom. Every method may be called from any thread."""

    def __init__(
        self,
        *,
        analyzer: Analyzer | None = None,
        recipe: Recipe = RECIPE,
        weights: fit.Weights = fit.WEIGHTS,
    ) -> None:
        self._analyzer = analyzer or Analyzer()
        self._analyze = lru_cache(REMEMBERED)(self._analyzer.analyze)
        self._weights = weights
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
        terms = counted(document, self._analyze)
        with self._lock:
            return self._kept.keep(document, terms)

    def withdraw(self, document_id: UUID, revision: int) -> bool:
        """Let a document go, even one not yet seen; ``False`` when told something newer."""
        with self._lock:
            return self._kept.withdraw(document_id, revision)

    def matches_for_challenge(
        self,
        challenge_id: UUID,
        limit: int,
        *,
        exclude_organization: bool = True,
        today: date | None = None,
    ) -> list[Found]:
        """Offers that fit, best first, equal ones by id; none for a challenge not open here."""
        return self._matches("challenge", challenge_id, limit, exclude_organization, today)

    def matches_for_offer(
        self,
        offer_id: UUID,
        limit: int,
        *,
        exclude_organization: bool = True,
        today: date | None = None,
    ) -> list[Found]:
        """Challenges that an offer fits, best first, equal ones by id."""
        return self._matches("offer", offer_id, limit, exclude_organization, today)

    def score_pair(
        self, challenge_id: UUID, offer_id: UUID, *, today: date | None = None
    ) -> Found | None:
        """One pair as it would stand in a list; ``None`` when either is not open here."""
        with self._lock:
            challenge = self._kept.register.open(challenge_id)
            slot = self._kept.indexes["offer"].rows.slots.get(offer_id)
        if challenge is None or challenge.side != "challenge" or slot is None:
            return None
        found = self._explained(challenge, np.array([slot]), 1, False, today)
        return found[0] if found else Found(1, 0.0, challenge_id, offer_id)

    def refresh_potentials(self) -> None:
        """Learn anew which documents match everything, from all that is open now.

        Queries wait meanwhile: about a second for a thousand documents on each side.
        """
        with self._lock:
            for side in self._kept.indexes:
                self._kept.set_boosts(side, potential.learn(self._kept, side))

    def snapshot(self) -> bytes:
        """All documents and counters, for ``restore`` in the same version."""
        with self._lock:
            return packing.pack(self._kept, self.version)

    def restore(self, snapshot: bytes) -> None:
        """Take a snapshot's place; ``ValueError`` when another version made it."""
        kept = packing.unpack(snapshot, self.version, self._recipe)
        with self._lock:
            self._kept = kept

    def _matches(
        self, side: Side, asked_id: UUID, limit: int, exclude: bool, today: date | None
    ) -> list[Found]:
        asking = self._kept.register.open(asked_id)
        if asking is None or asking.side != side or limit < 1:
            return []
        return self._explained(asking, None, limit, exclude, today)

    def _explained(
        self,
        asking: Document,
        slots: np.ndarray | None,
        limit: int,
        exclude: bool,
        today: date | None,
    ) -> list[Found]:
        terms = counted(asking, self._analyze)
        with self._lock:
            kept = self._kept
            asked = kept.query(terms)
            if slots is None:
                index = kept.indexes[other(asking.side)]
                group = AUDIENCES.get(asking.audience, 0)
                slots = index.candidates(asked, max(DEPTH, 2 * limit), group)
            ranked = rank(kept, asking, asked, slots, self._factors)
            if exclude:
                ranked = [one for one in ranked if not _same_organization(asking, one)]
            ranked = ranked[:limit]
            shares = shares_of(kept, asking, asked, ranked)
        return explain(asking, ranked, shares, self._analyze, today)

    def _factors(self, challenge: Document, offer: Document) -> Factors:
        return fit.parts(challenge, offer, self._weights)


def _same_organization(asking: Document, one: Ranked) -> bool:
    return asking.organization_id == one.document.organization_id
