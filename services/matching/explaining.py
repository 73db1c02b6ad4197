"""From a ranked list to what a person reads: words, parts, snippets, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from services.matching import snippets
from services.matching.analysis import Analysis
from services.matching.collection import Collection
from services.matching.documents import Document
from services.matching.found import Found, Part, Reason, Span
from services.matching.index import Query
from services.matching.index.measures import products
from services.matching.ranking import Ranked
from services.matching.reasons import fold, folds, term_shares
from services.matching.scoring import halves, other

SHOWN = 8
"""Reasons of a match; the rest is one part."""


SAYS_LITTLE = frozenset(
    "等者化的性用上中下内外間時年月日各本同当方号回件第及又事物所力県市町村区法財別毎金"
)
"""Single characters that are words of their own and tell a reader nothing."""
EMPTY_VERBS = frozenset(
    (
        "関する",
        "基づく",
        "向ける",
        "対する",
        "因る",
        "係わる",
        "係る",
        "伴う",
        "行う",
        "図る",
        "通じる",
        "よる",
        "おく",
        "おける",
        "於く",
        "於ける",
    )
)
EMPTY_NOUNS = frozenset(
    {
        *("こと", "もの", "ため", "とき", "ところ", "よう", "ほか", "うち", "ほど"),
        *("まま", "わけ", "はず", "たび", "かた", "つもり", "いま", "あと", "まえ"),
        *("さい", "ごと", "ずつ", "そこ", "ここ", "なに", "どこ", "もと", "とも"),
        *("為", "おい", "おり", "ほう", "やり", "みな", "いずれ", "さま", "まで", "から", "より"),
    }
)
"""Words in hiragana that only carry others; がん, ごみ and いじめ are what a text is about."""
SAYS_NOTHING = SAYS_LITTLE | EMPTY_VERBS | EMPTY_NOUNS
HIRAGANA = re.compile("[ぁ-ゖ]")
MID_WORD = frozenset("ーァィゥェォッャュョヮン")
"""No word begins with these: a run that does is cut out of one."""
TELLS_NOTHING = re.compile(r"[ぁ-ゖー]|[0-9]+")
LOW = 0.3
"""Text score from which a match stands by itself."""
MOSTLY = 0.6
"""Share of a low one that a single word may carry; by eye on ten needs, see the page."""
ONE_WORD = "one_word"
MARKED = 100
"""Places of a word that are handed out for highlighting, the first ones."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document and where its words are."""

    document: Document
    places: dict[str, list[Span]]

    @property
    def text(self) -> str:
        return self.document.content[: self.document.body_end]


Shown = tuple[Read, snippets.Density]


def shares_of(
    kept: Collection, asking: Document, asked: Query, ranked: list[Ranked]
) -> list[dict[str, float]]:
    """For each match its shared terms and what they add; each sums to its text score."""
    slots = np.array([one.slot for one in ranked], np.int64)
    sized = np.array([one.sized for one in ranked], np.bool_)
    rows = kept.indexes[other(asking.side)].rows
    parts = products(asked, slots, sized, rows, kept.statistics, kept.recipe, shared=True)
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
    notes: Callable[[Document, Document], tuple[str, ...]],
) -> list[Found]:
    """The list as it is shown, rank 1 first. ``notes(challenge, offer)`` says what hinders."""
    analysis = analyze(asking.content)
    words_of = folds(analysis)
    told = [shown(fold(terms, words_of)) for terms in shares]
    wanted = {term for strengths in told for term, _ in strengths}
    mine = Read(asking, snippets.places(analysis, asking.body_end, wanted))
    found = []
    for rank, (one, strengths) in enumerate(zip(ranked, told, strict=True), 1):
        theirs = _read(one.document, analyze, dict(strengths))
        pair = (mine, theirs) if asking.side == "challenge" else (theirs, mine)
        found.append(_found(rank, one, strengths, pair, notes))
    return found


def shown(folded: dict[str, float]) -> list[tuple[str, float]]:
    """The words a reader is shown with what each adds, strongest first."""
    telling = sorted(filter(_is_telling, folded), key=lambda term: (-folded[term], term))
    return [(term, folded[term]) for term in telling[:SHOWN]]


def _read(document: Document, analyze: Callable[[str], Analysis], wanted: Container[str]) -> Read:
    analysis = analyze(document.content)
    return Read(document, snippets.places(analysis, document.body_end, wanted))


def _found(
    rank: int,
    one: Ranked,
    strengths: list[tuple[str, float]],
    pair: tuple[Read, Read],
    notes: Callable[[Document, Document], tuple[str, ...]],
) -> Found:
    challenge, offer = pair
    rest = one.text_score - sum(share for _, share in strengths)
    parts = [Part("other_words", rest), *(Part(name, share) for name, share in one.parts)]
    sides = [(read, snippets.Density(read.places, strengths)) for read in pair]
    return Found(
        rank=rank,
        score=one.score,
        challenge_id=challenge.document.id,
        offer_id=offer.document.id,
        reasons=merged(_reason(term, share, *sides) for term, share in strengths),
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
            reason = replace(  # noqa: PLW2901 -- it stands for both
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


def _is_telling(term: str) -> bool:
    """Whether a reader learns something; the others are summed up as one part."""
    form = term[1:]
    if not form or form in SAYS_NOTHING or TELLS_NOTHING.fullmatch(form):
        return False
    return term[0] != "r" or not (form[0] in MID_WORD or HIRAGANA.search(form))


def _reason(term: str, share: float, challenge: Shown, offer: Shown) -> Reason:
    asked, asked_at = _snippet(term, *challenge)
    offered, offered_at = _snippet(term, *offer)
    spans = challenge[0].places.get(term, [])
    return Reason(
        term=_readable(term, challenge[0], spans),
        contribution=share,
        challenge_text=asked,
        offer_text=offered,
        challenge_at=asked_at,
        offer_at=offered_at,
        challenge_spans=tuple(spans[:MARKED]),
        offer_spans=tuple(offer[0].places.get(term, [])[:MARKED]),
    )


def _readable(term: str, challenge: Read, spans: list[Span]) -> str:
    """A word as the challenge writes it; a concept by its own name."""
    if term[0] == "n" or not spans:
        return term[1:]
    start, end = spans[0]
    return challenge.document.content[start:end]


def _snippet(term: str, read: Read, density: snippets.Density) -> tuple[str, int]:
    spans = read.places.get(term)
    return snippets.snippet(read.text, density.best(spans)) if spans else ("", 0)
