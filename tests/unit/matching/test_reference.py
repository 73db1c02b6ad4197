"""The forward sum against the same recipe written with scikit-learn and scipy alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from services.matching.analysis import KINDS, Analyzer
from services.matching.collection import Collection
from services.matching.counting import counted
from services.matching.recipe import RECIPE
from tests.unit.matching.making import challenge, offer

ANALYZER = Analyzer()
SENTENCES = (
    "山あいの集落で予約バスを走らせる",
    "老朽化した橋をドローンで点検する",
    "connected sensors for water pipes",
    "避難所の混雑を知らせる防災システム",
    "空き家を移住者の住まいにする",
    "GXと脱炭素の計画づくりを支える",
)
texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map("。".join)


def terms(text: str) -> list[str]:
    return list(ANALYZER.analyze(f"\n{text}\n").terms)


def forward(offers: list[str], need: str) -> np.ndarray:
    """``(offers,)`` by CountVectorizer: the formulas of ``docs/matching.md``, step by step."""
    vectorizer = CountVectorizer(analyzer=terms, dtype=np.float64)
    counts = vectorizer.fit_transform(offers)
    kinds = np.array([KINDS.index(name[0]) for name in vectorizer.get_feature_names_out()])
    usual, slope = np.array(RECIPE.length), np.array(RECIPE.slope)
    lengths = np.stack([counts[:, kinds == k].sum(axis=1).A1 for k in range(len(KINDS))], axis=1)
    norms = (1 - slope + slope * lengths / usual)[:, kinds]
    asked = vectorizer.transform([need]).toarray()[0]
    whole = counts.toarray()
    half = RECIPE.half[_is_sized(terms(need))]
    ratios = whole / norms
    holding = (whole > 0).sum(axis=0)
    idf = np.log((len(offers) + 1) / (holding + 0.5))
    worth = (
        np.array(RECIPE.weight)[kinds] * idf**1.25 * (whole.sum(axis=0) / holding) ** RECIPE.bursts
    )
    worth[(kinds == KINDS.index("r")) & (holding > max(0.2 * len(offers), RECIPE.few))] = 0
    weights = asked * (RECIPE.k3 + 1) / (asked + RECIPE.k3) * worth
    return np.asarray((ratios / (ratios + half)) @ weights)


def _is_sized(found: list[str]) -> bool:
    runs, latin = (sum(term[0] == kind for term in found) for kind in "rl")
    return runs / 2 + 3 * latin >= RECIPE.need_sized


@settings(max_examples=30, deadline=None)
@given(offers=st.lists(texts, min_size=2, max_size=15), need=texts)
def test_the_index_computes_what_scikit_learn_computes(offers: list[str], need: str) -> None:
    kept = Collection(RECIPE)
    for number, text in enumerate(offers):
        document = offer(number, "", text)
        kept.keep(document, counted(document, ANALYZER.analyze))
    asking = kept.query(counted(challenge(1, "", need), ANALYZER.analyze))
    slots = np.arange(len(offers))
    found = kept.indexes["offer"].measure(asking, slots, np.full(len(offers), asking.sized))
    assert found.forward == pytest.approx(forward(offers, need), rel=1e-5)
