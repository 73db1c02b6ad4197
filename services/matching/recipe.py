"""The numbers of the ranking, in one place; ``docs/matching.md`` says where each comes from.

Source: BM25 (Robertson & Zaragoza 2009) taken apart. A document's impact holds no idf and
no mean length, so it never changes; idf is in the weight of the asking side alone. Lengths
are measured against fixed ones and the saturation is wider for a long query, as in language
models (Zhai & Lafferty 2004: long queries need more smoothing).
"""

from __future__ import annotations

from dataclasses import dataclass

FIELDS = {"title": 2, "text": 1, "tags": 1}
"""How often a word of a field counts."""

Four = tuple[float, float, float, float]
"""One number per kind of term, in the order of ``analysis.KINDS``."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Parameters of a score; the same ones give the same list."""

    weight: Four = (1.0, 1.0, 0.5, 0.5)
    """Worth of a kind of term."""
    length: Four = (80.0, 100.0, 365.0, 4.0)
    """Occurrences in a text of usual length."""
    slope: Four = (0.9, 0.5, 0.9, 0.9)
    """0: length is ignored, 1: counts are seen in proportion to it."""
    half: tuple[float, float] = (1.25, 2.5)
    """Count in a text of usual length that is worth one half: for a search, for a need."""
    k3: float = 5.0
    """Saturation of counts on the asking side."""
    bursts: float = 0.3
    """Exponent of the mean count where a term stands: what a text is about, it repeats."""
    common_runs: float = 0.2
    """Character runs in a larger share of the documents than this say nothing ..."""
    few: int = 10
    """... except those in no more documents than this."""
    need_sized: float = 80.0
    """Length, see ``Row.size``, from which a text is a need and not a search."""
    need_share: tuple[float, float] = (0.92, 0.6)
    """Exponent of the challenge's coverage, for a search and for a need; the rest is that of
    the offer's: a search may be short without being wrong."""
    short: float = 0.07
    """Exponent by which an offer shorter than usual counts for more where a need asks: a long
    text meets more words by chance, and a short one is no worse an offer. As long as nothing
    else was learned, see ``lengths``."""
    passage: float = 0.4
    """Part of the way from what a whole offer says of a need to what its best passage says."""


RECIPE = Recipe()
VERSION = "7"
"""Changes with any formula; stands with the analyzer's in the engine's version."""
