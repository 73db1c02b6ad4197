"""The bit of text around a word: whole words, whole sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.explaining import merged, readable
from services.matching.found import Reason
from services.matching.snippets import AROUND, Breaks, snippet

LONG = (
    "高齢化が進む山あいの集落では路線バスの便数が減り、通院や買い物のための移動手段の確保が大きな課題となっており、"
    "予約型の乗り合い交通の導入を検討している"
)


def around(text: str, word: str) -> str:
    start = text.index(word)
    return snippet(text, (start, start + len(word)), Breaks(text))[0]


def test_a_snippet_begins_and_ends_with_whole_words() -> None:
    assert around(LONG, "移動手段") == (
        "進む山あいの集落では路線バスの便数が減り、通院や買い物のための移動手段の確保が"
        "大きな課題となっており、予約型の乗り合い交通の導入を"
    )
    english = "the municipality investigates connected sensors for monitoring underground pipelines"
    assert around(english, "sensors") == "investigates connected sensors for monitoring underground"


def test_a_snippet_ends_with_its_sentence() -> None:
    assert around("前の文。橋を点検する。次の文", "点検") == "橋を点検する。"


def test_a_snippet_does_not_begin_with_what_the_last_clause_left() -> None:
    text = "減便" * 20 + "、停留所から遠い集落では高齢者が買い物や通院に出られない"
    assert around(text, "通院") == "停留所から遠い集落では高齢者が買い物や通院に出られない"


def test_a_text_that_cannot_be_parted_is_cut_where_it_must() -> None:
    assert len(around("漢" * 50 + "字" + "漢" * 50, "字")) == 2 * AROUND + 1


@given(text=st.text(max_size=120), data=st.data())
def test_a_snippet_holds_its_word_and_says_where_it_begins(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found, at = snippet(text, (start, end), Breaks(text))
    assert text[at : at + len(found)] == found
    assert at <= start
    assert at + len(found) >= end


def test_what_reads_the_same_is_one_reason() -> None:
    name = Reason("脱炭素", 0.2, "a", "b", challenge_spans=((0, 3),), offer_spans=((4, 7),))
    word = Reason("脱炭素", 0.3, "c", "d", challenge_spans=((0, 3), (9, 12)), offer_spans=())
    other = Reason("バス", 0.4, "e", "f")
    both, bus = merged((name, other, word))
    assert (both.term, both.challenge_text) == ("脱炭素", "a")
    assert both.contribution == pytest.approx(0.5)
    assert both.challenge_spans == ((0, 3), (9, 12))
    assert bus == other


@pytest.mark.parametrize(
    ("term", "written", "told"),
    [
        ("w残る", "残っ", "残る"),
        ("w新しい", "新しく", "新しい"),
        ("w片付け", "片付け", "片付け"),
        ("w一緒", "いっしょ", "いっしょ"),
        ("wユーザー", "ユーザ", "ユーザ"),
        ("n脱炭素", "GX", "脱炭素"),
        ("r空き", "空き", "空き"),
    ],
)
def test_a_word_that_bends_is_told_as_dictionaries_have_it(
    term: str, written: str, told: str
) -> None:
    assert readable(term, f"「{written}」", [(1, 1 + len(written))]) == told
    assert readable(term, "", []) == term[1:]
