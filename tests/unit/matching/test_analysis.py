"""Terms of a text and their places."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unicodedata import normalize as nfkc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.matching.analysis import Analyzer
from services.matching.analysis.normal import normalize
from services.matching.analysis.own_lists import WrongListError, own_lists
from tests.unit.matching.making import BAD, texts

ANALYZER = Analyzer()


def terms(text: str, kinds: str = "wln", analyzer: Analyzer = ANALYZER) -> list[str]:
    return [term for term in analyzer.analyze(text).terms if term[0] in kinds]


def test_particles_and_light_verbs_say_nothing() -> None:
    assert terms("人口減少を防ぐことをしている", "w") == ["w人口", "w減少", "w防ぐ", "wこと"]


def test_a_prefix_makes_another_word_and_a_polite_one_does_not() -> None:
    assert terms("脱炭素と不登校", "w") == ["w脱炭素", "w不登校"]
    assert terms("お年寄りの無電柱化", "w") == ["w御", "w年寄り", "w無電柱", "w化"]
    assert terms("再", "w") == ["w再"]


def test_a_word_is_found_however_it_is_written() -> None:
    assert terms("Ｗｉ−Ｆｉと ﾊﾟﾝﾌﾚｯﾄ", "wl") == terms("wi-fiとパンフレット", "wl")


def test_english_words_are_stemmed_and_stop_words_left_out() -> None:
    assert terms("the Connected sensors of connecting buses", "l") == [
        "lconnect",
        "lsensor",
        "lconnect",
        "lbuse",
    ]


def test_places_are_places_in_the_original() -> None:
    text = "㌔ﾊﾞｽと①、ＡＩ"
    analysis = ANALYZER.analyze(text)
    found = {
        term: text[start:end]
        for term, start, end in zip(analysis.terms, analysis.starts, analysis.ends, strict=True)
    }
    assert (found["rバ"], found["lai"], found["rキロ"]) == ("ﾊﾞ", "ＡＩ", "㌔")


def test_synonyms_are_one_term_and_keep_their_own_words() -> None:
    assert set(terms("GX推進", "n")) == set(terms("ゼロカーボンシティ", "n")) == {"n脱炭素"}
    assert "lgx" in terms("GX推進")


def test_a_name_stays_whole_and_a_latin_one_is_not_cut() -> None:
    assert terms("東京都の施策", "n") == ["n東京都"]
    assert terms("GXPとMGX", "n") == []


def test_an_operator_can_add_names_and_synonyms() -> None:
    own = Analyzer(extra_names=["みらい太郎"], extra_synonyms=[["除雪", "雪かき"]])
    assert terms("みらい太郎が雪かき", "n", own) == ["nみらい太郎", "n除雪"]
    assert own.version != ANALYZER.version


def test_an_operators_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("# ours\n\nみらい太郎\n", "utf-8-sig")
    (tmp_path / "synonyms.txt").write_text("除雪、雪かき, 雪下ろし\n", "utf-8")
    names, groups = own_lists(tmp_path)
    assert (names, groups) == (("みらい太郎",), (("除雪", "雪かき", "雪下ろし"),))
    assert own_lists(tmp_path / "nothing") == ((), ())


@pytest.mark.parametrize(
    ("name", "given", "what"),
    [
        ("names.txt", "漢\n".encode(), "characters"),
        ("names.txt", ("漢" * 101).encode(), "characters"),
        ("names.txt", "みらい".encode("shift_jis"), "UTF-8"),
        ("names.txt", b"a" * 2_000_001, "bytes"),
        ("synonyms.txt", "除雪\n".encode(), "alone"),
        ("synonyms.txt", "除雪,雪\n".encode(), "characters"),
    ],
)
def test_a_list_that_cannot_be_used_is_named(
    name: str, given: bytes, what: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(given)
    with pytest.raises(WrongListError, match=f"{name}.*{what}"):
        own_lists(tmp_path)


def test_a_machine_without_a_dictionary_works_with_characters_and_says_so() -> None:
    without = Analyzer(dictionary=None)
    assert without.version.startswith("no-dictionary")
    assert ANALYZER.has_dictionary
    assert not without.has_dictionary
    assert terms("防災bus", "wlr", without) == ["lbus", "r防", "r防災", "r災"]


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_no_input_is_too_odd(text: str) -> None:
    analysis = ANALYZER.analyze(text)
    for term, start, end in zip(analysis.terms, analysis.starts, analysis.ends, strict=True):
        assert len(term) > 1
        assert 0 <= start < end <= len(text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_normalizing_piece_by_piece_is_normalizing(text: str) -> None:
    normal = normalize(text)
    whole = nfkc("NFKC", "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text))
    assert nfkc("NFC", normal.text) == nfkc("NFC", "".join(c.lower() for c in whole))
    if normal.starts is not None and normal.ends is not None:
        assert len(normal.starts) == len(normal.ends) == len(normal.text)
        assert list(normal.starts) == sorted(normal.starts)


@settings(deadline=None)
@given(texts)
def test_a_text_has_the_same_terms_each_time(text: str) -> None:
    assert ANALYZER.analyze(text) == ANALYZER.analyze(text)


def test_threads_do_not_disturb_each_other() -> None:
    texts = [f"防災無線の老朽化{n}とconnected buses" * 20 for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ANALYZER.analyze, texts)) == [ANALYZER.analyze(t) for t in texts]
