"""How one document is answered: everything that could fit, ranked, chosen and explained."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from services.matching import fit
from services.matching.choosing import NONE, Wishes, choose, with_pins, without
from services.matching.collection import AUDIENCES, Collection
from services.matching.counting import counted
from services.matching.documents import Document, Side
from services.matching.explaining import bare, explain, shares_of
from services.matching.found import Found
from services.matching.holding import Holding
from services.matching.index import Query
from services.matching.knowledge import Knowledge
from services.matching.ranking import Factors, Ranked, rank
from services.matching.scoring import DEPTH, other


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for."""

    limit: int
    exclude_organization: bool
    today: date | None
    wishes: Wishes = NONE
    only: tuple[UUID, ...] | None = None
    """The documents that are asked about, whatever their ranks."""
    event: UUID | None = None
    """Whose strengths hold, if it has any."""
    viewer: UUID | None = None
    """The organization that looks at the list."""
    told: Container[int] | None = None
    """The ranks whose reasons are told; all of them if nothing is said."""


class Asking(Holding):
    """The list of one document, from all that is kept."""

    def _matches(self, side: Side, asked_id: UUID, wanted: Wanted) -> list[Found]:
        asking = self._kept.register.open(asked_id)
        if asking is None or asking.side != side or wanted.limit < 1:
            return []
        if asking.organization_id in self.knowledge.away:
            return []
        if wanted.told == ():  # whoever shows no reasons need not wait for the text to be read
            with self._lock:
                _, ranked = self._chosen(asking, wanted)
            return [bare(asking, rank, one) for rank, one in enumerate(ranked, 1)]
        asked = self._read(asking)
        with self._lock:
            kept = self._kept
            query, ranked = self._chosen(asking, wanted)
            told = [
                (rank, one)
                for rank, one in enumerate(ranked, 1)
                if wanted.told is None or rank in wanted.told
            ]
            shares = shares_of(kept, asked, query, [one for _, one in told])
        find, notes = partial(self._find, kept), partial(self._notes, wanted.today)
        explained = {one.rank: one for one in explain(asked, told, shares, find, notes)}
        return [
            explained.get(rank) or bare(asking, rank, one) for rank, one in enumerate(ranked, 1)
        ]

    def _chosen(self, asking: Document, wanted: Wanted) -> tuple[Query, list[Ranked]]:
        """What the list has, best first."""
        query, ranked, wishes = self._ranked(asking, wanted)
        rows = self._kept.indexes[other(asking.side)].rows
        return query, choose(ranked, wanted.limit, wishes, rows)

    def _ranked(self, asking: Document, wanted: Wanted) -> tuple[Query, list[Ranked], Wishes]:
        """Everything that could be in a list, best first, with the wishes for it."""
        kept, known = self._kept, self.knowledge
        asked = self._query(kept, asking)
        wishes = known.wishes(asking, wanted.wishes)
        slots = self._candidates(kept, asking, asked, wanted, wishes)
        ranked = rank(kept, asking, asked, slots, self._factors(known, wanted.event))
        if wanted.exclude_organization:
            ranked = without(ranked, asking.organization_id)
        if known.away:
            ranked = [one for one in ranked if one.document.organization_id not in known.away]
        if wanted.viewer is not None:
            refused = partial(known.is_refused, wanted.viewer, asking.organization_id)
            ranked = [one for one in ranked if not refused(one.document.organization_id)]
        return asked, ranked, wishes

    def _query(self, kept: Collection, asking: Document) -> Query:
        """What is kept asks without being read again."""
        if kept.register.open(asking.id) is asking:
            return kept.query_of(asking.side, kept.indexes[asking.side].rows.slots[asking.id])
        return kept.query(counted(asking, self._analyze))

    def _candidates(
        self, kept: Collection, asking: Document, asked: Query, wanted: Wanted, wishes: Wishes
    ) -> NDArray[np.int64]:
        index = kept.indexes[other(asking.side)]
        if wanted.only is not None:
            here = index.rows.slots
            return np.array([here[one] for one in wanted.only if one in here], np.int64)
        group = AUDIENCES.get(asking.audience, 0)
        slots = index.candidates(asked, max(DEPTH[asked.sized], 2 * wanted.limit), group)
        return with_pins(slots, wishes.pinned, index.rows, group)

    def _factors(
        self, known: Knowledge, event: UUID | None
    ) -> Callable[[Document, Document], Factors]:
        return lambda challenge, offer: fit.parts(
            known.pair(challenge, offer, self._weights, event)
        )

    def _notes(self, today: date | None, challenge: Document, offer: Document) -> tuple[str, ...]:
        return fit.notes(self.knowledge.pair(challenge, offer, self._weights), today)
