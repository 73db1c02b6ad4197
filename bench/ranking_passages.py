"""What it costs that every offer says several things and is asked by each of them."""

from __future__ import annotations

import time
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bench.synthetic import Synthetic
from services.matching.analysis import KINDS
from services.matching.collection import Collection
from services.matching.documents import Document
from services.matching.index import Passages, Query, Row
from services.matching.passages import lifted
from services.matching.recipe import RECIPE
from services.matching.scoring import DEPTH, scored

EACH = 5
"""Passages of an offer, of equal numbers of terms."""
BLANK = UUID(int=0)


def compare(made: Synthetic, queries: list[Query]) -> None:
    """Print CPU milliseconds of the best passages of one need's candidates, p50 (p99)."""
    kept = _collection(made)
    asking = Document(BLANK, "challenge", BLANK, 1, "", "")
    took = []
    for asked in (queries[0], *queries):
        texts = scored(kept, "challenge", asked, made.index.candidates(asked, DEPTH[True], 1))
        began = time.process_time()
        lifted(kept, asking, asked, texts)
        took.append((time.process_time() - began) * 1e3)
    print(
        f"  best of {EACH} passages of {DEPTH[True]} candidates, on top of a need's list:"
        f"{np.percentile(took[1:], 50):9.3f} ({np.percentile(took[1:], 99):.3f})"
    )


def _collection(made: Synthetic) -> Collection:
    kept = Collection(RECIPE)
    kept.vocabulary, kept.statistics = made.vocabulary, made.statistics
    kept.indexes["offer"] = made.index
    kept.passages = Passages()
    for key, slot in made.index.rows.slots.items():
        kept.passages.keep(key, _cut(made.rows.row(slot), made))
    return kept


def _cut(whole: Row, made: Synthetic) -> list[Row]:
    cuts = np.array_split(np.arange(len(whole.terms)), EACH)
    return [_part(whole.terms[at], whole.counts[at], made) for at in cuts]


def _part(terms: NDArray[np.int32], counts: NDArray[np.uint8], made: Synthetic) -> Row:
    kinds = made.vocabulary.kinds[terms]
    return Row(terms, counts, kinds, np.bincount(kinds, counts, len(KINDS)).astype(np.float32))
