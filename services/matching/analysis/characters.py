"""Runs of one and two characters: they need no dictionary and forgive its mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterator

SEGMENT = re.compile(r"[^\W_a-z0-9]+")
"""Letters of any script but Latin, whose words are found whole."""


def runs(text: str) -> Iterator[tuple[str, int, int]]:
    """Every one and two characters of ``text`` that no punctuation parts, with their places."""
    for match in SEGMENT.finditer(text):
        start, end = match.span()
        for i in range(start, end - 1):
            yield text[i], i, i + 1
            yield text[i : i + 2], i, i + 2
        yield text[end - 1], end - 1, end
