"""From a document to the bag of its terms, each field with its weight."""

from __future__ import annotations

from collections.abc import Callable

from services.matching.analysis import Analysis
from services.matching.documents import Document
from services.matching.index import bag
from services.matching.recipe import FIELDS


def counted(document: Document, analyze: Callable[[str], Analysis]) -> dict[str, int]:
    """Weighted counts of a document's terms, in order of first appearance."""
    analysis = analyze(document.content)
    title, body = len(document.title), document.body_end
    weights = [
        FIELDS["title"] if end <= title else FIELDS["text" if end <= body else "tags"]
        for end in analysis.ends
    ]
    return bag(zip(analysis.terms, weights, strict=True))
