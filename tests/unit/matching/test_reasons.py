"""What a reader is shown of the words two texts share."""

import pytest

from services.matching.analysis import Analyzer
from services.matching.engine import Engine
from services.matching.explaining import hangs_on_one
from services.matching.telling import cut_out_of, is_telling
from tests.unit.matching.making import challenge, offer


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


def test_what_is_cut_out_of_a_word_of_katakana_is_not_shown() -> None:
    text = "コミュニケーション、バスの停留所"
    cut_out = cut_out_of(text, Analyzer().analyze(text))
    assert {"rショ", "rミュ", "rコ"} <= cut_out
    assert "rバス" not in cut_out


def test_a_word_that_only_a_tag_of_the_challenge_has_is_written_as_the_offer_writes_it() -> None:
    made = Engine(analyzer=Analyzer())
    made.keep(challenge(1, "窓口の混雑", "待つ人が多い。", tags=("Sensors",)))
    made.keep(offer(1, "人を数える Sensors", "混雑を知らせる。"))
    [found] = made.matches_for_challenge(challenge(1, "").id, 5)
    assert "Sensors" in {one.term for one in found.reasons}
