"""What a reader is shown of the words two texts share."""

from services.matching.explaining import _is_telling


def test_short_words_in_hiragana_are_shown_when_they_are_what_a_text_is_about():
    for word in ("rニー", "wがん", "wごみ", "wいじめ", "wわな", "wこども"):
        assert _is_telling(word)
    for word in ("wこと", "wため", "wの", "w2024", "rのア", "wおい", "w金", "rーズ", "w於く"):
        assert not _is_telling(word)
