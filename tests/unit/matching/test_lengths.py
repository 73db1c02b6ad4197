"""How much length counts, learned from lists that are made up."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from services.matching.lengths import FEWEST, GREATEST, learned_exponent

USUAL = 0.05
OFFERS = 200


def lists(needs: int, favour: float) -> tuple[csr_array, np.ndarray]:
    """Scores that longer offers have ``length ** favour`` of, beside chance."""
    random = np.random.default_rng(1)
    lengths = np.exp(random.uniform(np.log(0.2), np.log(5.0), OFFERS))
    scores = np.exp(random.normal(0.0, 0.3, (needs, OFFERS))) * lengths**favour
    return csr_array(scores), lengths


@pytest.mark.parametrize("favour", [0.1, 0.2])
def test_what_favours_long_offers_is_taken_back(favour: float) -> None:
    found, lengths = lists(400, favour)
    assert learned_exponent(found, lengths, USUAL) == pytest.approx(USUAL + favour, abs=0.03)


def test_it_is_bounded() -> None:
    assert learned_exponent(*lists(400, 2.0), USUAL) == pytest.approx(GREATEST, abs=0.01)
    assert learned_exponent(*lists(400, -0.2), USUAL) == USUAL


@pytest.mark.parametrize("needs", [0, 1, FEWEST - 1])
def test_few_needs_teach_nothing(needs: int) -> None:
    assert learned_exponent(*lists(needs, 0.2), USUAL) == USUAL


def test_lists_of_nothing_teach_nothing() -> None:
    nothing = csr_array((100, OFFERS))
    assert learned_exponent(nothing, np.ones(OFFERS), USUAL) == USUAL
