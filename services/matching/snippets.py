"""Where words stand, and the bit of text around them that says most."""

from __future__ import annotations

import re
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


def snippet(text: str, span: Span) -> tuple[str, int]:
    """The sentence around ``span``, cut to what fits but not within a word, and where in
    ``text`` it begins."""
    start, end = max(span[0] - AROUND, 0), min(span[1] + AROUND, len(text))
    loose = min(start + LOOSE, span[0])
    first = BEGINNING.search(text, start, loose)
    start = first.start() if first and first.start() < loose else start
    last = max(end - LOOSE, span[1]) + 1
    found = [one.start() for one in BEGINNING.finditer(text, last, end + 1)]
    end = max((at for at in found if at <= end), default=end)
    before = [one.end() for one in ENDED.finditer(text, start, span[0])]
    start = before[-1] if before else start
    after = ENDED.search(text, span[1], end)
    if after:
        end = after.start() + (after[0] != "\n")
    start = span[0] - len(text[start : span[0]].lstrip(LEFT_OVER))
    end = span[1] + len(text[span[1] : end].rstrip())
    return text[start:end], start
