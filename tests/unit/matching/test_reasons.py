"""What a reader is shown of the words two texts share."""

import pytest

from services.matching.explaining import hangs_on_one
from services.matching.telling import is_telling


def test_short_words_in_hiragana_are_shown_when_they_are_what_a_text_is_about():
    for word in ("rニー", "wがん", "wごみ", "wいじめ", "wわな", "wこども"):
        assert is_telling(word)
    for word in (
        "wこと",
        "wため",
        "wの",
        "w2024",
        "rのア",
        "wおい",
        "w金",
        "rーズ",
        "w於く",
        "r車",
    ):
        assert not is_telling(word)
    assert not is_telling("r車")


@pytest.mark.parametrize(
    ("shares", "score", "hangs"),
    [
        ((0.1, 0.02), 0.15, True),
        ((0.08, 0.06), 0.15, False),
        ((0.3, 0.02), 0.35, False),
        ((), 0.0, False),
    ],
)
def test_a_low_score_of_one_word_is_told_apart(
    shares: tuple[float, ...], score: float, hangs: bool
) -> None:
    strengths = [(f"w{at}", share) for at, share in enumerate(shares)]
    assert hangs_on_one(strengths, score) is hangs
