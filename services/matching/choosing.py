"""What a curator wants of a list: pins, exclusions, variety.

Source: maximal marginal relevance (Carbonell & Goldstein 1998).
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from services.matching.index import Rows
from services.matching.ranking import Ranked


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a list departs from the plain order; the scores stay what they are."""

    pinned: tuple[UUID, ...] = ()
    """Documents that stand first, in this order, if they share a word with the asking one."""
    excluded: frozenset[UUID] = frozenset()
    """Documents that are left out."""
    variety: float = 0.0
    """0: by score. Above: so much of a document's likeness to what stands before it counts
    against it; 0.2 takes near-duplicates apart and costs nothing else."""


NONE = Wishes()


def choose(ranked: list[Ranked], limit: int, wishes: Wishes, rows: Rows) -> list[Ranked]:
    """The first ``limit`` of ``ranked``, which is sorted by score, as ``wishes`` have it."""
    left = [one for one in ranked if one.document.id not in wishes.excluded]
    by_id = {one.document.id: one for one in left}
    pins = [by_id.pop(pin) for pin in dict.fromkeys(wishes.pinned) if pin in by_id]
    others = list(by_id.values())
    if wishes.variety > 0.0 and others:
        others = vary(others[: 2 * limit], limit, wishes.variety, rows)
    return [*pins, *others][:limit]


def vary(ranked: list[Ranked], limit: int, variety: float, rows: Rows) -> list[Ranked]:
    """``limit`` of ``ranked``, each the best by score less likeness to those before it."""
    scores = np.array([one.score for one in ranked])
    scores /= scores.max()
    like = likeness(np.array([one.slot for one in ranked], np.int64), rows)
    nearest = np.zeros(len(ranked))
    chosen: list[int] = []
    while len(chosen) < min(limit, len(ranked)):
        worth = (1.0 - variety) * scores - variety * nearest
        worth[chosen] = -np.inf
        best = int(np.argmax(worth))
        chosen.append(best)
        nearest = np.maximum(nearest, like[best])
    return [ranked[at] for at in chosen]


def likeness(slots: NDArray[np.int64], rows: Rows) -> NDArray[np.float64]:
    """Share of distinct terms two documents have in common, 0 to 1, ``(slots, slots)``."""
    places, owner = rows.flat(slots)
    terms, columns = np.unique(rows.terms[places], return_inverse=True)
    ones = np.ones(len(places))
    has = csr_array((ones, (owner, columns)), shape=(len(slots), max(len(terms), 1)))
    common = (has @ has.T).toarray()
    sizes = common.diagonal()
    return np.asarray(common / np.maximum(sizes[:, None] + sizes - common, 1.0))


def with_pins(
    slots: NDArray[np.int64], pinned: tuple[UUID, ...], rows: Rows, group: int
) -> NDArray[np.int64]:
    """``slots`` with those of the pins that are open in that group."""
    found = [rows.slots.get(pin, -1) for pin in pinned]
    alive = [slot for slot in found if slot >= 0 and rows.groups[slot] == group]
    return np.union1d(slots, np.array(alive, np.int64))


def without(ranked: list[Ranked], organization_id: UUID) -> list[Ranked]:
    """Without what is of the asking organization: nobody is introduced to himself."""
    return [one for one in ranked if one.document.organization_id != organization_id]
