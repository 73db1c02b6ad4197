"""From a document to the bag of its terms, each field with its weight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from services.matching.analysis import Analysis
from services.matching.documents import Document
from services.matching.index import bag
from services.matching.recipe import FIELDS

SHORTEST = 12
"""Characters of a line that says something by itself."""
FEWEST_PASSAGES, MOST_PASSAGES = 3, 16
"""Of an offer that says several things, and the first ones are read."""


def counted(document: Document, analyze: Callable[[str], Analysis]) -> dict[str, int]:
    """Weighted counts of a document's terms, in order of first appearance."""
    analysis = analyze(document.content)
    title, body = len(document.title), len(document.body)
    weights = [
        FIELDS["title"] if end <= title else FIELDS["text" if end <= body else "tags"]
        for end in analysis.ends
    ]
    return bag(zip(analysis.terms, weights, strict=True))


def passages(document: Document, analyze: Callable[[str], Analysis]) -> tuple[dict[str, int], ...]:
    """The same for each line of an offer's text, below its title; none where few say much."""
    lines = document.text.split("\n")
    long = [at for at, line in enumerate(lines) if len(line.strip()) >= SHORTEST]
    if document.side != "offer" or len(long) < FEWEST_PASSAGES:
        return ()
    analysis = analyze(document.content)
    title, body = len(document.title), len(document.body)
    starts = list(accumulate((len(line) + 1 for line in lines), initial=title + 1))
    heading: list[tuple[str, int]] = []
    found: list[list[tuple[str, int]]] = [[] for _ in lines]
    for term, start, end in zip(analysis.terms, analysis.starts, analysis.ends, strict=True):
        if end <= title:
            heading.append((term, FIELDS["title"]))
        elif end <= body:
            found[bisect_right(starts, start) - 1].append((term, FIELDS["text"]))
    return tuple(bag([*heading, *found[at]]) for at in long[:MOST_PASSAGES])
