"""Everything against everything: as if each were asked alone, again and again the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matching.collection import Collection
from services.matching.counting import counted
from services.matching.course import Course, StoppedError
from services.matching.documents import Document
from services.matching.index.blocks import BlockIndex
from services.matching.recipe import RECIPE
from services.matching.scoring import scored
from tests.unit.matching.making import challenge, collections, offer
from tests.unit.matching.test_engine import ANALYZER, engine


def kept_of(documents: list[Document], *, compiled: bool) -> Collection:
    kept = Collection(RECIPE)
    for document in documents:
        kept.keep(document, counted(document, ANALYZER.analyze))
    if compiled:
        for side, index in kept.indexes.items():
            kept.indexes[side] = BlockIndex(index.rows, kept.statistics, RECIPE)
    return kept


def all_pairs(kept: Collection) -> dict[int, list[tuple[int, float]]]:
    """Slot of each challenge to its offers and their text scores, to the bit."""
    found = {}
    for slot in kept.indexes["challenge"].rows.slots.values():
        asked = kept.query_of("challenge", slot)
        slots = kept.indexes["offer"].candidates(asked, 50, 1)
        texts = scored(kept, "challenge", asked, slots)
        pairs = zip(texts.slots.tolist(), texts.scores.tolist(), strict=True)
        found[slot] = sorted((pair for pair in pairs if pair[1] > 0.0), key=lambda p: (-p[1], p[0]))
    return found


@settings(max_examples=40, deadline=None)
@given(documents=collections(), compiled=st.booleans())
def test_asked_together_is_asked_one_by_one(documents: list[Document], compiled: bool) -> None:
    kept = kept_of(documents, compiled=compiled)
    together = all_pairs(kept)
    assert all_pairs(kept) == together
    assert all_pairs(kept_of(documents, compiled=not compiled)) == together
    for slot, pairs in together.items():
        asking = kept.document("challenge", slot)
        asked = kept.query(counted(asking, ANALYZER.analyze))
        slots = kept.indexes["offer"].candidates(asked, 50, 1)
        texts = scored(kept, "challenge", asked, slots)
        alone = zip(texts.slots.tolist(), texts.scores.tolist(), strict=True)
        assert sorted(pair for pair in alone if pair[1] > 0.0) == sorted(pairs)


@settings(max_examples=20, deadline=None)
@given(documents=collections(), length=st.integers(1, 50))
def test_a_run_repeated_is_the_same_to_the_bit(documents: list[Document], length: int) -> None:
    made = engine(*documents)
    assert made.rankings(length) == made.rankings(length)


def test_a_long_run_tells_how_far_it_is() -> None:
    made = engine(*(challenge(n, f"空き家の対策{n}") for n in range(5)), offer(1, "空き家の管理"))
    course = Course()
    found = made.rankings(10, course=course)
    assert len(found.lists) == course.done == course.total == 5


def test_a_run_that_is_told_to_stop_stops() -> None:
    made = engine(challenge(1, "空き家の対策"), offer(1, "空き家の管理"))
    course = Course()
    course.stop()
    with pytest.raises(StoppedError):
        made.rankings(10, course=course)
    assert made.rankings(10).lists


def test_a_collection_that_grew_large_ranks_a_run_by_compiled_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents = [challenge(1, "空き家を移住者の住まいにしたい", "空き家の調査と改修の手助け")]
    documents += [offer(n, f"空き家の{word}", word * 3) for n, word in enumerate("調改管貸売")]
    plainly = engine(*documents).rankings(10)
    monkeypatch.setattr("services.matching.collection.LARGE", 2)
    assert engine(*documents).rankings(10) == plainly
