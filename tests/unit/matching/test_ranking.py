"""Scores, parts, hubs and competition."""

from __future__ import annotations

from array import array

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from services.matching import fit, potential, ranking, reasons, scoring
from services.matching.analysis import Analysis
from services.matching.collection import Collection
from services.matching.recipe import RECIPE
from tests.unit.matching.making import challenge, identity, offer

unit = st.floats(0, 1)
factors = st.lists(st.tuples(st.sampled_from("abc"), st.floats(0.1, 10)), max_size=4)


@given(score=unit, factors=factors)
def test_parts_sum_to_what_they_changed_and_the_score_stays_between_0_and_1(
    score: float, factors: list[tuple[str, float]]
) -> None:
    changed, parts = ranking.add_parts(score, factors)
    assert 0.0 <= changed <= 1.0
    assert score + sum(share for _, share in parts) == pytest.approx(changed, abs=1e-12)


@given(low=unit, high=unit, factor=st.floats(0.1, 10))
def test_a_factor_keeps_the_order(low: float, high: float, factor: float) -> None:
    low, high = min(low, high), max(low, high)
    assert ranking.with_odds(low, factor) <= ranking.with_odds(high, factor) + 1e-15


def test_nothing_on_one_side_is_nothing_at_all() -> None:
    both = scoring.blend(np.array([0.0, 0.5, 1.0]), np.array([1.0, 0.5, 1.0]), 0.6)
    assert both == pytest.approx([0.0, 0.5, 1.0])


def test_the_halves_of_a_score_are_its_exponents() -> None:
    assert scoring.halves("challenge", RECIPE, sized=True) == pytest.approx((0.6, 0.4))
    assert scoring.halves("offer", RECIPE, sized=True) == pytest.approx((0.4, 0.6))


def test_what_is_unknown_counts_for_nobody() -> None:
    for _, factor in fit.parts(fit.Pair(challenge(1, "題"), offer(1, "題"))):
        assert factor == 1.0


def test_outside_the_area_is_worse_than_unknown_and_inside_better() -> None:
    need = challenge(1, "題", prefecture="福岡県")
    far, near = offer(1, "題", reach=("北海道",)), offer(2, "題", reach=("福岡県",))
    by = {n: dict(fit.parts(fit.Pair(need, o)))["area"] for n, o in (("far", far), ("near", near))}
    assert by["far"] < 1.0 < by["near"]


def test_one_document_for_all_needs_pays_and_the_others_do_not() -> None:
    lists = csr_array(np.array([[0.9, 0.8, 0.0], [0.9, 0.0, 0.8], [0.9, 0.4, 0.4]]))
    shares = potential.competition(lists, potential.LEARNING)
    assert shares[0] < 0.97
    assert shares[1:] == pytest.approx([1.0, 1.0], abs=0.03)
    assert shares.min() >= np.exp(-potential.LEARNING.most) - 1e-9


def test_competition_without_lists_changes_nothing() -> None:
    assert potential.competition(csr_array((0, 3)), potential.LEARNING).tolist() == [1.0, 1.0, 1.0]
    zero = csr_array((np.zeros(2), ([0, 1], [0, 1])), shape=(2, 2))
    assert np.isfinite(potential.competition(zero, potential.LEARNING)).all()


def test_a_run_goes_to_the_shared_words_it_is_part_of() -> None:
    """Of バス停 the word バス is shared by both matches, the word 停 by the second alone."""
    place = {term: at for at, term in enumerate(("wバス", "w停", "rバス", "rス停", "r予約"))}
    text = Analysis(
        ("wバス", "w停", "rバス", "rス停", "r予約"),
        array("I", [0, 2, 0, 1, 4]),
        array("I", [2, 3, 2, 3, 6]),
    )
    folded = reasons.fold(
        np.array([[0.5, 0.0, 0.2, 0.1, 0.1], [0.5, 0.1, 0.2, 0.1, 0.0]]), reasons.folds(text, place)
    )
    assert folded[0] == pytest.approx([0.8, 0.0, 0.0, 0.0, 0.1])
    assert folded[1] == pytest.approx([0.75, 0.15, 0.0, 0.0, 0.0])
    nothing = reasons.folds(Analysis((), array("I"), array("I")), {})
    assert reasons.fold(np.zeros((1, 0)), nothing).shape == (1, 0)


def test_a_sample_of_very_many_is_the_same_in_whatever_order_they_came() -> None:
    keys = [identity(n * 7 % 100) for n in range(100)]
    few = potential.sampled(keys, 10)
    again = potential.sampled(keys[::-1], 10)
    assert len(few) == 10
    assert {keys[at] for at in few} == {keys[::-1][at] for at in again}
    assert potential.sampled(keys, 100).tolist() == list(range(100))


def test_of_too_many_documents_nothing_is_learned() -> None:
    kept = Collection(RECIPE)
    for number in range(3):
        kept.keep(offer(number, "避難所"), {"w避難": 1})
    assert [len(one.keys) for one in potential.lessons(kept, "offer")] == [3, 0]
    learning = potential.Learning(largest=2)
    assert [len(one.keys) for one in potential.lessons(kept, "offer", learning)] == [0]
