"""Challenges that say the same as another: how alike two are, the same from both sides."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import numpy as np

from services.matching.collection import AUDIENCES, Collection
from services.matching.documents import Document
from services.matching.index import Query
from services.matching.scoring import DEPTH, DIGITS, blend, share

ALIKE = 0.3
"""Score from which two challenges are shown as the same trouble; by eye on 635 real needs."""
BOTH = 0.5
"""Each covers the other as much as it is covered: neither is the answer."""


@dataclass(frozen=True, slots=True)
class Similar:
    challenge_id: UUID
    score: float
    """0 to 1; 1 for the same text."""


def similar(
    kept: Collection, asking: Document, asked: Query, limit: int, *, solved: bool
) -> list[Similar]:
    """Open challenges of other organizations, or solved ones of anybody: the most alike first.

    Equal ones by id, and only those that are ``ALIKE``.
    """
    index = kept.solved.index if solved else kept.indexes["challenge"]
    group = AUDIENCES.get(asking.audience, 0)
    slots = index.candidates(asked, max(DEPTH[asked.sized], 2 * limit), group)
    sized = asked.sized & (index.rows.sizes[slots] >= kept.recipe.need_sized)
    measures = index.measure(asked, slots, sized)
    mine = share(measures.forward, asked.own[sized.astype(np.int64)])
    scores = blend(mine, share(measures.reverse, measures.own), BOTH).round(DIGITS)
    found = [
        Similar(index.rows.keys[slots[at]], float(scores[at]))
        for at in np.flatnonzero(scores >= ALIKE)
    ]
    found = [one for one in found if _is_another(kept, asking, one.challenge_id, solved=solved)]
    return sorted(found, key=lambda one: (-one.score, one.challenge_id))[:limit]


def _is_another(kept: Collection, asking: Document, other_id: UUID, *, solved: bool) -> bool:
    if solved:
        return other_id != asking.id
    document = kept.register.open(other_id)
    return document is not None and document.organization_id != asking.organization_id
