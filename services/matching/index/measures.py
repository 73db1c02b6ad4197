"""Both directions between a query and some documents, exactly, from the forward rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.matching.index.query import Query, divisors, saturated
from services.matching.index.rows import Rows
from services.matching.index.statistics import Statistics
from services.matching.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Measures:
    """All ``(slots,)``."""

    forward: NDArray[np.float64]
    """What the query finds of itself in the document."""
    reverse: NDArray[np.float64]
    """What the document finds of itself in the query."""
    own: NDArray[np.float64]
    """What the document finds of itself in itself."""


@dataclass(frozen=True, slots=True)
class Products:
    """Addends of the measures, one per term of each document, all ``(terms,)``."""

    owner: NDArray[np.int64]
    """Which of the asked slots a term belongs to, ascending."""
    terms: NDArray[np.int32]
    forward: NDArray[np.float64]
    reverse: NDArray[np.float64]
    own: NDArray[np.float64]


def products(
    query: Query,
    slots: NDArray[np.int64],
    sized: NDArray[np.bool_],
    rows: Rows,
    statistics: Statistics,
    recipe: Recipe,
    *,
    shared: bool = False,
) -> Products:
    """The addends for ``slots``, in the order of the documents' texts.

    ``sized`` says for each slot whether the pair is matched as a need or as a search. With
    ``shared`` only the terms that the query has too, and that are worth something.
    """
    places, owner = rows.flat(slots)
    terms = rows.terms[places]
    asked, offered = _at(query, terms, statistics)
    if shared:
        here = asked > 0.0
        places, owner, terms = places[here], owner[here], terms[here]
        asked, offered = asked[here], offered[here]
    counts = rows.counts[places]
    kinds = statistics.vocabulary.kinds[terms]
    half = np.array(recipe.half)[sized.astype(np.int64)][owner]
    ratios = counts / divisors(rows.lengths[slots], recipe)[owner, kinds]
    impacts = ratios / (ratios + half)
    weights = saturated(counts, recipe) * statistics.worth(terms)
    return Products(
        owner,
        terms,
        asked * impacts,
        weights * (offered / (offered + half)),
        weights * impacts,
    )


def _at(
    query: Query, terms: NDArray[np.int32], statistics: Statistics
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The query's weights and ratios for each of ``terms``; 0 for those it has not."""
    place = statistics.room
    place[query.terms] = np.arange(1, len(query.terms) + 1)
    at = place[terms]
    place[query.terms] = 0
    return np.append(0.0, query.asked)[at], np.append(0.0, query.ratios)[at]


def sums(parts: Products, count: int) -> Measures:
    """The measures of ``count`` documents, each summed in text order."""
    return Measures(
        np.bincount(parts.owner, parts.forward, count).astype(np.float64),
        np.bincount(parts.owner, parts.reverse, count).astype(np.float64),
        np.bincount(parts.owner, parts.own, count).astype(np.float64),
    )
