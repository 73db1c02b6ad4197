"""From outcomes to strengths: a line through log odds, judged on pairs that it has not seen.

Source: logistic regression on the parts of the score, as a learning-to-rank baseline; figures
are the share of (yes, no) pairs in the right order (area under the curve), bootstrapped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from contracts.curation import Strengths

NAMES = ("area", "tags", "goals", "budget", "track_record")
NEEDED = 60
"""Outcomes below which nothing is learned: half of them are kept apart."""
MOST = 300
DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class Outcome:
    challenge_id: UUID
    text_score: float
    factors: Mapping[str, float]
    """Logarithms of the factors at full strength, by the name of the part."""
    is_yes: bool


@dataclass(frozen=True, slots=True)
class Fit:
    strengths: Strengths
    usual: float
    learned: float
    gain_low: float

    @property
    def proved(self) -> bool:
        return self.gain_low > 0.0


def fit(outcomes: Sequence[Outcome]) -> Fit | None:
    """None for too few, or for such as are all alike on one half."""
    seen = [one for one in outcomes if one.challenge_id.int % 2]
    apart = [one for one in outcomes if not one.challenge_id.int % 2]
    if len(outcomes) < NEEDED or any(len({o.is_yes for o in half}) < 2 for half in (seen, apart)):  # noqa: PLR2004 -- a yes and a no
        return None
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 -- seldom used, 60 MB

    model = LogisticRegression(C=1.0).fit(_features(seen), [one.is_yes for one in seen])
    of_text, *of_parts = model.coef_[0]
    strengths = _strengths(max(float(of_text), 1e-6), of_parts)
    usual, learned = _scores(apart, Strengths()), _scores(apart, strengths)
    yes = np.array([one.is_yes for one in apart])
    return Fit(strengths, order(usual, yes), order(learned, yes), _low(usual, learned, yes))


def _features(outcomes: Sequence[Outcome]) -> NDArray[np.float64]:
    text = np.clip([one.text_score for one in outcomes], 1e-6, 1.0 - 1e-6)
    odds = np.log(text / (1.0 - text))
    parts = [[one.factors.get(name, 0.0) for name in NAMES] for one in outcomes]
    return np.column_stack([odds, np.array(parts)])


def _strengths(of_text: float, of_parts: Sequence[float]) -> Strengths:
    """A part's weight beside that of the words, which stays 1."""
    found = {
        name: int(np.clip(round(100.0 * weight / of_text), 0, MOST))
        for name, weight in zip(NAMES, of_parts, strict=True)
    }
    return Strengths(**found)  # type: ignore[arg-type]  # names are those of percentages


def _scores(outcomes: Sequence[Outcome], strengths: Strengths) -> NDArray[np.float64]:
    weights = np.array([1.0, *(getattr(strengths, name) / 100.0 for name in NAMES)])
    return np.asarray(_features(outcomes) @ weights)


def order(scores: NDArray[np.float64], yes: NDArray[np.bool_]) -> float:
    """Share of pairs of a yes and a no in which the yes stands higher."""
    above = scores[yes][:, None] - scores[~yes][None, :]
    return float(((above > 0.0) + 0.5 * (above == 0.0)).mean()) if above.size else 0.5


def _low(usual: NDArray[np.float64], learned: NDArray[np.float64], yes: NDArray[np.bool_]) -> float:
    draw = np.random.default_rng(1).integers(len(yes), size=(DRAWS, len(yes)))
    gains = [order(learned[at], yes[at]) - order(usual[at], yes[at]) for at in draw]
    return float(np.quantile(gains, 0.025))
