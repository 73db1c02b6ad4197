"""Both indexes: what is added is found, what goes is gone, and they agree."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matching.index import (
    Index,
    PlainIndex,
    Query,
    Row,
    Rows,
    Statistics,
    Vocabulary,
    bag,
    plain,
    query,
    row,
)
from services.matching.index import blocks as compiled
from services.matching.index.blocks import BlockIndex
from services.matching.recipe import RECIPE
from tests.unit.matching.making import identity

TERMS = [f"{kind}{n}" for kind in "wlrn" for n in range(8)]
bags = st.lists(st.tuples(st.sampled_from(TERMS), st.integers(1, 3)), min_size=1, max_size=20)
changes = st.lists(st.tuples(st.integers(0, 12), st.none() | bags), max_size=40)
"""(document, its new terms or None when it goes), one after the other."""

Make = Callable[[Rows, Statistics], Index]


def made(make: Make) -> tuple[Index, Vocabulary]:
    vocabulary = Vocabulary()
    return make(Rows(), Statistics(vocabulary, RECIPE)), vocabulary


def plain_index(rows: Rows, statistics: Statistics) -> Index:
    return PlainIndex(rows, statistics, RECIPE)


def block_index(rows: Rows, statistics: Statistics) -> Index:
    return BlockIndex(rows, statistics, RECIPE)


def row_of(vocabulary: Vocabulary, pairs: list[tuple[str, int]]) -> Row:
    counted = bag(pairs)
    return row(vocabulary.learn(counted), counted)


def apply(index: Index, vocabulary: Vocabulary, done: list) -> None:
    for number, pairs in done:
        if pairs is None:
            index.withdraw(identity(number))
        else:
            index.add(identity(number), row_of(vocabulary, pairs), 1)


def asked(index: Index, vocabulary: Vocabulary, pairs: list[tuple[str, int]]) -> Query:
    counted = bag(pairs)
    return query(row(vocabulary.find(counted), counted), index.statistics)


def answer(index: Index, vocabulary: Vocabulary, pairs: list[tuple[str, int]]) -> dict:
    """What each document found measures, to the bit; those that share nothing left out."""
    made_query = asked(index, vocabulary, pairs)
    slots = np.sort(index.candidates(made_query, 50, 1))
    found = index.measure(made_query, slots, np.full(len(slots), made_query.sized))
    return {
        index.rows.keys[slot]: (found.forward[at], found.reverse[at], found.own[at])
        for at, slot in enumerate(slots)
        if found.forward[at] > 0.0
    }


@pytest.fixture(autouse=True)
def _small_tails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few documents are enough to seal and to merge."""
    monkeypatch.setattr(plain, "TAIL", 3)
    monkeypatch.setattr(compiled, "TAIL", 3)


@settings(max_examples=60, deadline=None)
@given(done=changes, asking=bags)
def test_compiled_and_plain_agree_to_the_bit(done: list, asking: list) -> None:
    answers = []
    for make in (plain_index, block_index):
        index, vocabulary = made(make)
        apply(index, vocabulary, done)
        answers.append(answer(index, vocabulary, asking))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("make", [plain_index, block_index])
@settings(max_examples=40, deadline=None)
@given(done=changes, asking=bags)
def test_changed_step_by_step_is_built_from_scratch(make: Make, done: list, asking: list) -> None:
    index, vocabulary = made(make)
    apply(index, vocabulary, done)
    answer(index, vocabulary, asking)
    standing = {number: pairs for number, pairs in done}  # noqa: C416 -- the last one stands
    fresh, other_vocabulary = made(make)
    left = [(number, pairs) for number, pairs in standing.items() if pairs is not None]
    apply(fresh, other_vocabulary, left[::-1])
    assert answer(index, vocabulary, asking) == answer(fresh, other_vocabulary, asking)
    assert index.statistics.documents == len(left)


@pytest.mark.parametrize("make", [plain_index, block_index])
def test_many_amendments_leave_no_dead_rows_behind(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.matching.index.index.MOST_DEAD", 10)
    index, vocabulary = made(make)
    for n in range(200):
        index.add(identity(n % 5), row_of(vocabulary, [("w1", 1 + n % 3)]), 1)
        index.tidy()
    assert len(index.rows) <= 2 * 5 + 11
    assert len(answer(index, vocabulary, [("w1", 1)])) == 5


@pytest.mark.parametrize("make", [plain_index, block_index])
def test_only_documents_of_the_group_are_found(make: Make) -> None:
    index, vocabulary = made(make)
    for n in range(10):
        index.add(identity(n), row_of(vocabulary, [("w1", 1)]), 1 + n % 2)
    found = index.candidates(asked(index, vocabulary, [("w1", 1)]), 50, 2)
    assert sorted(index.rows.keys[slot] for slot in found) == [identity(n) for n in range(1, 10, 2)]


@pytest.mark.parametrize("make", [plain_index, block_index])
def test_the_depth_best_are_found(make: Make) -> None:
    index, vocabulary = made(make)
    for n in range(30):
        pairs = [("w1", 1 + n), ("w2", 30 - n)]
        index.add(identity(n), row_of(vocabulary, pairs), 1)
    for n in range(40):  # else both words are everywhere and say nothing
        index.add(identity(50 + n), row_of(vocabulary, [("w3", 1)]), 1)
    index.rebuild()
    found = index.candidates(asked(index, vocabulary, [("w1", 1)]), 5, 1)
    assert sorted(found.tolist()) == [25, 26, 27, 28, 29]


def test_words_that_nobody_has_lower_what_is_covered() -> None:
    index, vocabulary = made(plain_index)
    index.add(identity(0), row_of(vocabulary, [("w1", 1)]), 1)
    index.add(identity(1), row_of(vocabulary, [("w2", 1)]), 1)
    known = asked(index, vocabulary, [("w1", 1)])
    unknown = asked(index, vocabulary, [("w1", 1), ("w99", 1)])
    assert unknown.own[0] > known.own[0]
    assert len(unknown.terms) == 1
