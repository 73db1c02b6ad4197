"""Where words stand, and the bit of text around them that says most."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import accumulate

from services.matching.analysis import Analysis
from services.matching.found import Span

AROUND = 32
"""Characters shown before and after a word."""
LOOKED_AT = 30
"""Places of a word among which the best is chosen, the first ones."""
ENDS = "。！？!?\n"
LEFT_OVER = "、，,・；;：:)）」』】〉》" + " \t\r\n\u3000"
"""What a bit of a sentence does not begin with."""
LOOSE = 14
"""Characters that are given up so that no word is cut."""

Places = Mapping[str, Sequence[Span]]


def places(analysis: Analysis, end: int, wanted: Container[str]) -> dict[str, list[Span]]:
    """Places before ``end`` of the terms that are ``wanted``."""
    found: dict[str, list[Span]] = {}
    for term, start, stop in zip(analysis.terms, analysis.starts, analysis.ends, strict=True):
        if stop <= end and term in wanted:
            found.setdefault(term, []).append((start, stop))
    return found


class Density:
    """How much of what is shown stands near a place of one text."""

    def __init__(self, found: Places, shares: Iterable[tuple[str, float]]) -> None:
        """``shares``: the shown terms with what each adds to the score."""
        near = sorted(
            (start, share) for term, share in shares for start, _ in found.get(term, ())[:LOOKED_AT]
        )
        self._starts = [start for start, _ in near]
        self._sums = [0.0, *accumulate(share for _, share in near)]

    def best(self, spans: Sequence[Span]) -> Span:
        """The one of ``spans`` with most around it; the first of equals."""
        return max(spans[:LOOKED_AT], key=lambda span: (self._around(span[0]), -span[0]))

    def _around(self, start: int) -> float:
        first = bisect_left(self._starts, start - AROUND)
        last = bisect_right(self._starts, start + AROUND)
        return round(self._sums[last] - self._sums[first], 12)


def snippet(text: str, span: Span) -> tuple[str, int]:
    """The sentence around ``span``, cut to what fits but not within a word, and where in
    ``text`` it begins."""
    start, end = max(span[0] - AROUND, 0), min(span[1] + AROUND, len(text))
    forward, backward = range(start, span[0]), range(end, span[1], -1)
    start = next((at for at in forward[:LOOSE] if _parts(text, at)), start)
    end = next((at for at in backward[:LOOSE] if _parts(text, at)), end)
    before = max(text.rfind(mark, start, span[0]) for mark in ENDS)
    if before >= 0:
        start = before + 1
    after = min((at for mark in ENDS if (at := text.find(mark, span[1], end)) >= 0), default=-1)
    if after >= 0:
        end = after + (text[after] != "\n")
    start += len(text[start : span[0]]) - len(text[start : span[0]].lstrip(LEFT_OVER))
    end -= len(text[span[1] : end]) - len(text[span[1] : end].rstrip())
    return text[start:end], start


def _parts(text: str, at: int) -> bool:
    """Whether a word may begin at a place, told by the scripts on both sides of it.

    Japanese words mostly begin where hiragana, the ending of what stands before, is over.
    """
    if at in {0, len(text)}:
        return True
    before, after = _script(text[at - 1]), _script(text[at])
    if "" in {before, after}:
        return True
    return before == "hiragana" and after != "hiragana"


def _script(character: str) -> str:
    """Nothing for what is no letter."""
    if "ぁ" <= character <= "ゖ":
        return "hiragana"
    return "other" if character.isalnum() or character in "ー々〆" else ""
