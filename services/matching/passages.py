"""Offers that say several things: the best passage alone speaks for one too, where a need asks.

A record of eight contracts meets a need with one of them, and the other seven make it look
like a worse answer than it is. So an offer of several paragraphs is also asked by paragraph,
and its score goes a part of the way to what the best one says (passage retrieval: Callan 1994).
"""

from __future__ import annotations

from itertools import chain

import numpy as np
from numpy.typing import NDArray

from services.matching.collection import Collection
from services.matching.documents import Document
from services.matching.index import Query
from services.matching.index.measures import products, sums
from services.matching.scoring import DIGITS, Scored, for_length, text_scores


def lifted(kept: Collection, asking: Document, asked: Query, texts: Scored) -> NDArray[np.float64]:
    """The text scores of needs, higher where a passage of the offer says more, ``(slots,)``."""
    needs = np.flatnonzero(texts.sized & (texts.scores > 0.0))
    if not len(needs) or not len(kept.passages):
        return texts.scores
    slots = texts.slots[needs]
    if asking.side == "challenge":
        best = _of_offers(kept, asking, asked, slots)
    else:
        best = _of_challenges(kept, asking, slots)
    scores, own = texts.scores.copy(), texts.scores[needs]
    scores[needs] = own + kept.recipe.passage * np.maximum(best - own, 0.0)
    return scores.round(DIGITS)


def _of_offers(
    kept: Collection, asking: Document, asked: Query, slots: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The best of each offer's passages, 0 for one without."""
    rows, passages = kept.indexes["offer"].rows, kept.passages
    ranges = [passages.slots_of(rows.keys[slot]) for slot in slots.tolist()]
    owner = np.repeat(np.arange(len(slots)), [len(one) for one in ranges])
    places = np.fromiter(chain.from_iterable(ranges), np.int64, len(owner))
    sized = np.ones(len(places), np.bool_)
    parts = products(asked, places, sized, passages.rows, kept.statistics, kept.recipe)
    scores = text_scores(sums(parts, len(places)), asked, "challenge", sized, kept.recipe)
    shorter = _shorter(
        kept, asking, passages.rows.sizes[places], rows.sizes[slots[owner]].astype(np.float64)
    )
    best = np.zeros(len(slots))
    np.maximum.at(best, owner, np.minimum(scores * shorter, 1.0))
    return best


def _of_challenges(
    kept: Collection, asking: Document, slots: NDArray[np.int64]
) -> NDArray[np.float64]:
    """For an offer that asks challenges: its best passage for each of them."""
    index, passages, best = kept.indexes["challenge"], kept.passages, np.zeros(len(slots))
    sized = np.ones(len(slots), np.bool_)
    own = kept.indexes["offer"].rows
    for place in passages.slots_of(asking.id):
        asked = kept.query_in(passages.rows, place)
        scores = text_scores(index.measure(asked, slots, sized), asked, "offer", sized, kept.recipe)
        whole = own.sizes[[own.slots[asking.id]]].astype(np.float64)
        shorter = _shorter(kept, asking, passages.rows.sizes[[place]], whole)
        best = np.maximum(best, np.minimum(scores * shorter, 1.0))
    return best


def _shorter(
    kept: Collection,
    asking: Document,
    sizes: NDArray[np.floating],
    whole: NDArray[np.floating],
) -> NDArray[np.float64]:
    """A passage is measured by its own length, though the factor for that of the whole follows."""
    short = kept.short(asking.audience)
    mine = for_length(sizes, sized=True, recipe=kept.recipe, short=short)
    return np.asarray(mine / for_length(whole, sized=True, recipe=kept.recipe, short=short))
