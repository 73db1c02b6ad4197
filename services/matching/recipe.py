"""The numbers of the ranking, in one place; ``docs/matching.md`` says where each comes from.

Source: BM25 (Robertson & Zaragoza 2009) taken apart: a document's impact holds no idf,
so counters stay live; idf, to a power, is in the weight of the asking side alone.
"""

from __future__ import annotations

from dataclasses import dataclass

FIELDS = {"title": 2.0, "text": 1.0, "tags": 1.0}
"""How often a word of a field counts."""

Four = tuple[float, float, float, float]
"""One number per kind of term, in the order of ``analysis.KINDS``."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Parameters of a score; the same ones give the same list."""

    weight: Four = (1.0, 1.0, 0.5, 0.5)
    """Worth of a kind of term."""
    k1: Four = (1.5, 1.5, 1.5, 1.5)
    """Count at which an impact reaches one half, in a text of mean length."""
    b: Four = (0.9, 0.9, 0.9, 0.9)
    """0: length is ignored, 1: impacts fall in proportion to it."""
    k3: float = 8.0
    """Saturation of counts on the asking side."""
    power: Four = (1.25, 1.25, 1.25, 1.25)
    """Exponent of idf."""
    common_runs: float = 0.2
    """Character runs in a larger share of the documents than this say nothing."""
    few: int = 10
    """... but in a collection where they are in so few documents they do."""
    need_sized: int = 80
    """Characters from which a text is a need and not a search: then both sides count."""


RECIPE = Recipe()
VERSION = "1"
"""Changes with any formula; stands with the analyzer's in the engine's version."""
