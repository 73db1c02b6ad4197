"""From a ranked list to what a person reads: words, parts, snippets, notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from services.matching import fit, snippets
from services.matching.analysis import Analysis
from services.matching.collection import Collection
from services.matching.documents import Document
from services.matching.found import Found, Part, Reason, Span
from services.matching.index import Query
from services.matching.index.measures import products, shared
from services.matching.ranking import Ranked, halves, other
from services.matching.reasons import fold, folds, term_shares

SHOWN = 8
"""Reasons of a match; the rest is one part."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document and where its words are."""

    document: Document
    places: dict[str, list[Span]]

    @property
    def text(self) -> str:
        return self.document.content[: self.document.body_end]


def shares_of(
    kept: Collection, asking: Document, asked: Query, ranked: list[Ranked]
) -> list[dict[str, float]]:
    """For each match its shared terms and what they add; each sums to its text score."""
    slots = np.array([one.slot for one in ranked], np.int64)
    sized = np.array([one.sized for one in ranked], np.bool_)
    rows = kept.indexes[other(asking.side)].rows
    parts = shared(products(asked, slots, sized, rows, kept.statistics, kept.recipe))
    scores = np.array([one.text_score for one in ranked])
    of = [halves(asking.side, kept.recipe, sized=one.sized) for one in ranked]
    shares = term_shares(parts, scores, np.array(of).reshape(-1, 2)).tolist()
    terms = kept.vocabulary.terms_of(parts.terms)
    bounds = np.searchsorted(parts.owner, np.arange(len(ranked) + 1)).tolist()
    return [
        dict(zip(terms[start:end], shares[start:end], strict=True))
        for start, end in pairwise(bounds)
    ]


def explain(
    asking: Document,
    ranked: list[Ranked],
    shares: list[dict[str, float]],
    analyze: Callable[[str], Analysis],
    today: date | None,
) -> list[Found]:
    """The list as it is shown, rank 1 first."""
    analysis = analyze(asking.content)
    words_of = folds(analysis)
    mine = Read(asking, snippets.places(analysis, asking.body_end))
    found = []
    for rank, (one, terms) in enumerate(zip(ranked, shares, strict=True), 1):
        theirs = _read(one.document, analyze)
        pair = (mine, theirs) if asking.side == "challenge" else (theirs, mine)
        found.append(_found(rank, one, fold(terms, words_of), pair, today))
    return found


def _read(document: Document, analyze: Callable[[str], Analysis]) -> Read:
    return Read(document, snippets.places(analyze(document.content), document.body_end))


def _found(
    rank: int, one: Ranked, folded: dict[str, float], pair: tuple[Read, Read], today: date | None
) -> Found:
    challenge, offer = pair
    shown = sorted((term for term in folded if term), key=lambda term: (-folded[term], term))
    shown = shown[:SHOWN]
    rest = one.text_score - sum(folded[term] for term in shown)
    parts = [Part("other_words", rest), *(Part(name, share) for name, share in one.parts)]
    return Found(
        rank=rank,
        score=one.score,
        challenge_id=challenge.document.id,
        offer_id=offer.document.id,
        reasons=tuple(_reason(term, folded, challenge, offer) for term in shown),
        parts=tuple(part for part in parts if part.contribution),
        notes=fit.notes(challenge.document, offer.document, today),
    )


def _reason(term: str, folded: dict[str, float], challenge: Read, offer: Read) -> Reason:
    asked, asked_at = _snippet(challenge, term, folded)
    offered, offered_at = _snippet(offer, term, folded)
    spans = challenge.places.get(term, [])
    return Reason(
        term=_readable(term, challenge, spans),
        contribution=folded[term],
        challenge_text=asked,
        offer_text=offered,
        challenge_at=asked_at,
        offer_at=offered_at,
        challenge_spans=tuple(spans),
        offer_spans=tuple(offer.places.get(term, [])),
    )


def _readable(term: str, challenge: Read, spans: list[Span]) -> str:
    """A word as the challenge writes it; a concept by its own name."""
    if term[0] == "n" or not spans:
        return term[1:]
    start, end = spans[0]
    return challenge.document.content[start:end]


def _snippet(read: Read, term: str, folded: dict[str, float]) -> tuple[str, int]:
    spans = read.places.get(term)
    if not spans:
        return "", 0
    worth = {span: share for word, share in folded.items() for span in read.places.get(word, ())}
    return snippets.snippet(read.text, snippets.best_place(spans, worth))
