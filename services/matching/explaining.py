"""From a ranked list to what a person reads: words, parts, snippets, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from services.matching import snippets
from services.matching.analysis import Analysis
from services.matching.collection import Collection
from services.matching.documents import Document
from services.matching.found import Found, Part, Reason, Span
from services.matching.index import Query
from services.matching.index.measures import products
from services.matching.places import MARKED, Places, placed
from services.matching.ranking import Ranked
from services.matching.reasons import Folds, fold, folds, term_shares
from services.matching.scoring import halves, other
from services.matching.telling import HIRAGANA, cut_out_of, is_telling

SHOWN = 8
"""Reasons of a match; the rest is one part."""
LOOKED_AT = 2 * SHOWN
"""Of which they are chosen, so that equal ones stand by their names from both sides."""


LOW = 0.3
"""Text score from which a match stands by itself."""
MOSTLY = 0.6
"""Share of a low one that a single word may carry; by eye on ten needs, see the page."""
ONE_WORD = "one_word"
ENDINGS = "うくぐすつぬぶむるい"
"""Of verbs and adjectives in a dictionary."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The asking text as reasons need it; its terms are meant by their places in ``terms``."""

    document: Document
    terms: tuple[str, ...]
    """Each once, in the order of the text."""
    folds: Folds
    telling: NDArray[np.bool_]
    """Whether a reader learns something from a term, ``(terms,)``."""
    places: Places


def read(document: Document, analyze: Callable[[str], Analysis]) -> Asked:
    """Takes as long as some lists do; kept for who asks again."""
    analysis = analyze(document.content)
    place = {term: at for at, term in enumerate(dict.fromkeys(analysis.terms))}
    cut_out = cut_out_of(document.content, analysis)
    shown = (is_telling(term) and term not in cut_out for term in place)
    telling = np.fromiter(shown, np.bool_, len(place))
    places = placed(analysis, document.body, list(map(place.__getitem__, analysis.terms)))
    return Asked(document, tuple(place), folds(analysis, place), telling, places)


@dataclass(frozen=True, slots=True)
class Shares:
    """What words say in a list."""

    values: NDArray[np.float64]
    """What each of the asking text's terms adds to each match, ``(matches, terms)``; every row
    sums to the text score."""
    numbers: list[int]
    """Of the asking text's terms in the vocabulary; -1 for none."""


def shares_of(kept: Collection, asked: Asked, query: Query, ranked: list[Ranked]) -> Shares:
    """What each term of ``asked`` adds to each of ``ranked``."""
    slots = np.array([one.slot for one in ranked], np.int64)
    sized = np.array([one.sized for one in ranked], np.bool_)
    side = asked.document.side
    rows = kept.indexes[other(side)].rows
    parts = products(query, slots, sized, rows, kept.statistics, kept.recipe, shared=True)
    scores = np.array([one.text_score for one in ranked])
    of = [halves(side, kept.recipe, sized=one.sized) for one in ranked]
    shares = np.zeros((len(ranked), len(asked.terms)))
    numbers, room = kept.vocabulary.find(asked.terms), kept.statistics.room
    known = np.flatnonzero(numbers >= 0)
    room[numbers[known]] = known
    shares[parts.owner, room[parts.terms]] = term_shares(parts, scores, np.reshape(of, (-1, 2)))
    room[numbers[known]] = 0
    return Shares(shares, numbers.tolist())


Find = Callable[[Document], Places]
"""Where the terms of the vocabulary stand in title and text of a document."""
Notes = Callable[[Document, Document], tuple[str, ...]]
"""What hinders a challenge and an offer."""


def explain(
    asked: Asked,
    ranked: list[tuple[int, Ranked]],
    shares: Shares,
    find: Find,
    notes: Notes,
) -> list[Found]:
    """The matches as they are shown, each with its rank."""
    cut: Cut = {}
    told = strongest(asked, shares.values)
    own = {asked.terms[at]: asked.places.of(at) for at in {at for one in told for at, _ in one}}
    mine = Read(asked.document, own, asked.places.breaks, cut)
    found = []
    for (rank, one), places in zip(ranked, told, strict=True):
        strengths = [(asked.terms[at], share) for at, share in places]
        there = find(one.document)
        spans = {asked.terms[at]: there.of(shares.numbers[at]) for at, _ in places}
        theirs = Read(one.document, spans, there.breaks, {})
        mine.weigh(strengths)
        theirs.weigh(strengths)
        pair = (mine, theirs) if asked.document.side == "challenge" else (theirs, mine)
        found.append(_found(rank, one, strengths, pair, notes))
    return found


def bare(asking: Document, rank: int, one: Ranked) -> Found:
    """A match of which nothing is told but that it is one."""
    sides = (asking, one.document) if asking.side == "challenge" else (one.document, asking)
    return Found(rank, one.score, sides[0].id, sides[1].id)


def strongest(asked: Asked, shares: NDArray[np.float64]) -> list[list[tuple[int, float]]]:
    """For each match the words a reader is shown with what each adds, strongest first."""
    folded = fold(shares, asked.folds) * asked.telling
    best = np.argsort(-folded, axis=1, kind="stable")[:, :LOOKED_AT]
    of = np.take_along_axis(folded, best, axis=1)
    return [
        sorted(
            (one for one in zip(places, each, strict=True) if one[1] > 0.0),
            key=lambda one: (-one[1], asked.terms[one[0]]),
        )[:SHOWN]
        for places, each in zip(best.tolist(), of.tolist(), strict=True)
    ]


Cut = dict[Span, tuple[str, int]]
"""A place to the bit of text around it."""


class Read:
    """One text of a match, with the words that are shown."""

    def __init__(
        self, document: Document, places: snippets.Places, breaks: snippets.Breaks, cut: Cut
    ) -> None:
        """``cut``: what was cut out of this text before."""
        self.text = document.body
        self.document = document
        self.places = places
        self._breaks = breaks
        self._cut = cut
        self.weigh([])

    def weigh(self, strengths: list[tuple[str, float]]) -> None:
        """From now on these words are shown, each with what it adds."""
        self._strengths = strengths
        self._density: snippets.Density | None = None

    def around(self, term: str) -> tuple[str, int]:
        """The bit of text that shows a term best and where it begins; none where only a tag
        has the word."""
        spans = self.places.get(term)
        if not spans:
            return "", 0
        best = spans[0]
        if len(spans) > 1:
            self._density = self._density or snippets.Density(self.places, self._strengths)
            best = self._density.best(spans)
        if best not in self._cut:
            self._cut[best] = snippets.snippet(self.text, best, self._breaks)
        return self._cut[best]


def _found(
    rank: int,
    one: Ranked,
    strengths: list[tuple[str, float]],
    pair: tuple[Read, Read],
    notes: Notes,
) -> Found:
    challenge, offer = pair
    rest = one.text_score - sum(share for _, share in strengths)
    parts = [Part("other_words", rest), *(Part(name, share) for name, share in one.parts)]
    return Found(
        rank=rank,
        score=one.score,
        challenge_id=challenge.document.id,
        offer_id=offer.document.id,
        reasons=merged([_reason(term, share, *pair) for term, share in strengths]),
        parts=tuple(part for part in parts if part.contribution),
        notes=(
            *notes(challenge.document, offer.document),
            *([ONE_WORD] if hangs_on_one(strengths, one.text_score) else []),
        ),
    )


def merged(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """One reason for what reads the same, strongest first: a name may be a word as well."""
    by_term: dict[str, Reason] = {}
    for reason in reasons:
        known = by_term.get(reason.term)
        if known is not None:
            both = known.contribution + reason.contribution
            reason = structs.replace(  # noqa: PLW2901 -- it stands for both
                known,
                contribution=both,
                challenge_spans=joined(known.challenge_spans, reason.challenge_spans),
                offer_spans=joined(known.offer_spans, reason.offer_spans),
            )
        by_term[reason.term] = reason
    return tuple(sorted(by_term.values(), key=lambda one: -one.contribution))


def joined(a: tuple[Span, ...], b: tuple[Span, ...]) -> tuple[Span, ...]:
    """The places of both, none twice, the first ones."""
    return tuple(sorted({*a, *b}))[:MARKED]


def hangs_on_one(strengths: list[tuple[str, float]], text_score: float) -> bool:
    """Whether one word alone makes most of a low score: such a word often means another thing."""
    strongest = max((share for _, share in strengths), default=0.0)
    return text_score < LOW and strongest > MOSTLY * text_score


def _reason(term: str, share: float, challenge: Read, offer: Read) -> Reason:
    asked, asked_at = challenge.around(term)
    offered, offered_at = offer.around(term)
    spans, others = challenge.places.get(term, ()), offer.places.get(term, ())
    written = (challenge.text, spans) if spans else (offer.text, others)
    return Reason(
        readable(term, *written),
        share,
        asked,
        offered,
        asked_at,
        offered_at,
        tuple(spans),
        tuple(others),
    )


def readable(term: str, text: str, spans: Sequence[Span]) -> str:
    """A word as it is written, by the challenge if it does; a concept by its own name.

    One that bends is told as dictionaries have it: 残る, where 残っ of 残って stands.
    """
    if term[0] == "n" or not spans:
        return term[1:]
    start, end = spans[0]
    written, base = text[start:end], term[1:]
    bends = term[0] == "w" and base[:1] == written[:1] and HIRAGANA.fullmatch(written[-1:])
    return base if bends and base[-1] in ENDINGS else written
