"""Both directions between a query and some documents, exactly, from the forward rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.matching.index.query import Query, ratios_of, saturated
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
) -> Products:
    """The addends for ``slots``, in the order of the documents' texts.

    ``sized`` says for each slot whether the pair is matched as a need or as a search.
    """
    places, owner = rows.flat(slots)
    terms, counts = rows.terms[places], rows.counts[places]
    kinds = statistics.vocabulary.kinds[terms]
    half = np.array(recipe.half)[sized.astype(np.int64)][owner]
    ratios = ratios_of(counts, kinds, rows.lengths[slots[owner], kinds], recipe)
    impacts = ratios / (ratios + half)
    weights = saturated(counts, recipe) * statistics.worth(terms)
    asked, asking = _dense(query, len(statistics.vocabulary))
    offered = asking[terms]
    return Products(
        owner,
        terms,
        asked[terms] * impacts,
        weights * (offered / (offered + half)),
        weights * impacts,
    )


def _dense(query: Query, terms: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The query's weights and ratios for every term of the vocabulary."""
    asked, ratios = np.zeros(terms), np.zeros(terms)
    asked[query.terms], ratios[query.terms] = query.asked, query.ratios
    return asked, ratios


def sums(parts: Products, count: int) -> Measures:
    """The measures of ``count`` documents, each summed in text order."""
    return Measures(
        np.bincount(parts.owner, parts.forward, count).astype(np.float64),
        np.bincount(parts.owner, parts.reverse, count).astype(np.float64),
        np.bincount(parts.owner, parts.own, count).astype(np.float64),
    )


def shared(parts: Products) -> Products:
    """Only the terms that the query has too, and that are worth something."""
    here = parts.forward > 0.0
    return Products(
        parts.owner[here],
        parts.terms[here],
        parts.forward[here],
        parts.reverse[here],
        parts.own[here],
    )
