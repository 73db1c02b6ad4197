"""Where words stand, and the bit of text around them that says most."""

from __future__ import annotations

from collections.abc import Mapping

from services.matching.analysis import Analysis
from services.matching.found import Span

AROUND = 32
"""Characters shown before and after a word."""
ENDS = "。！？!?\n"


def places(analysis: Analysis, end: int) -> dict[str, list[Span]]:
    """Places of every term of a text before ``end``."""
    found: dict[str, list[Span]] = {}
    for term, start, stop in zip(analysis.terms, analysis.starts, analysis.ends, strict=True):
        if stop <= end:
            found.setdefault(term, []).append((start, stop))
    return found


def best_place(spans: list[Span], worth: Mapping[Span, float]) -> Span:
    """The one of ``spans`` with most worth around it; the first of equals."""
    return max(
        spans,
        key=lambda span: (
            sum(share for near, share in worth.items() if abs(near[0] - span[0]) <= AROUND),
            -span[0],
        ),
    )


def snippet(text: str, span: Span) -> tuple[str, int]:
    """The sentence around ``span``, cut to what fits, and where in ``text`` it begins."""
    start, end = max(span[0] - AROUND, 0), min(span[1] + AROUND, len(text))
    for at in range(span[0] - 1, start - 1, -1):
        if text[at] in ENDS:
            start = at + 1
            break
    for at in range(span[1], end):
        if text[at] in ENDS:
            end = at + (text[at] != "\n")
            break
    return text[start:end], start
