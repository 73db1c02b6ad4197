"""Where words stand, and the bit of text around them that says most."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

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

ENDED = re.compile(f"[{ENDS}]")
BEGINNING = re.compile(r"(?<![^\W_])|(?![^\W_])|(?<=[ぁ-ゖ])(?=[^\W_])(?![ぁ-ゖ])")
"""Where a word may begin, told by the scripts on both sides: next to what is no letter, and where
hiragana, the ending of what stands before in Japanese, is over."""

Places = Mapping[str, Sequence[Span]]


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


class Breaks:
    """Where a text may be cut, found once: a list cuts each of its texts many times."""

    __slots__ = ("begins", "ends")

    def __init__(self, text: str) -> None:
        self.begins = array("I", [one.start() for one in BEGINNING.finditer(text)])
        """Where words may begin, ascending."""
        self.ends = array("I", [one.end() for one in ENDED.finditer(text)])
        """Where sentences are over, ascending."""

    def __len__(self) -> int:
        return len(self.begins) + len(self.ends)


def snippet(text: str, span: Span, breaks: Breaks) -> tuple[str, int]:
    """The sentence around ``span``, cut to what fits but not within a word, and where in
    ``text`` it begins."""
    begins, ends = breaks.begins, breaks.ends
    start, end = max(span[0] - AROUND, 0), min(span[1] + AROUND, len(text))
    at = bisect_left(begins, start)
    if at < len(begins) and begins[at] < min(start + LOOSE, span[0]):
        start = begins[at]
    at = bisect_right(begins, end) - 1
    if at >= 0 and begins[at] > max(end - LOOSE, span[1]):
        end = begins[at]
    at = bisect_right(ends, span[0]) - 1
    if at >= 0 and ends[at] > start:
        start = ends[at]
    at = bisect_right(ends, span[1])
    if at < len(ends) and ends[at] <= end:
        end = ends[at] - (text[ends[at] - 1] == "\n")
    start = span[0] - len(text[start : span[0]].lstrip(LEFT_OVER))
    end = span[1] + len(text[span[1] : end].rstrip())
    return text[start:end], start
