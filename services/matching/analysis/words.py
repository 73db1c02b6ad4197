"""Words: Japanese ones by dictionary, Latin ones by their letters.

Source: Sudachi (Takaoka et al., LREC 2018), mode A: the shortest units. A text without
Japanese never loads the dictionary, a machine without one works with characters only.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import Stemmer

LATIN = re.compile(r"[a-z0-9]+")
JAPANESE = re.compile("[々〆ぁ-ヺー㐀-鿿豈-﫿\U00020000-\U0003ffff]")
STOP_POS = frozenset({"助詞", "助動詞", "接続詞", "代名詞", "連体詞", "空白", "補助記号"})
ENGLISH_STOP = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by can do does for from had has have how if in "
        "into is it no not of on or such that the their then there these they this to was "
        "were what which will with ",
    )
)
POLITE = "御"
"""The one prefix that says nothing: お年寄り is 年寄り. With any other the word is another one:
脱炭素, 不登校, 無電柱 are not 炭素, 登校, 電柱."""
PIECE = 8_000
"""Characters given to the tokenizer at once; it refuses more than 49,149 bytes."""

Word = tuple[str, int, int]
"""Term, start and end in the normalized text."""


def dictionaries() -> tuple[str, ...]:
    """Names of the Sudachi dictionaries on this machine, the preferred one first."""
    if find_spec("sudachipy") is None:
        return ()
    return tuple(name for name in ("core", "small") if find_spec(f"sudachidict_{name}"))


class JapaneseWords:
    """Sudachi's words of a text. Safe to call from several threads."""

    def __init__(self, dictionary: str) -> None:
        self.dictionary = dictionary
        self._lock = threading.Lock()  # a tokenizer may not be entered twice
        self._tokenizer: Any = None
        self._is_stop: Any = None
        self._is_prefix: Any = None

    def find(self, text: str) -> Iterator[Word]:
        """Words in order; ASCII ones are left to ``latin_words``."""
        if not JAPANESE.search(text):
            return
        for offset in range(0, len(text), PIECE):
            piece = text[offset : offset + PIECE]
            with self._lock:
                found = self._tokenized(piece)
            for term, start, end in found:
                yield term, start + offset, end + offset

    def _tokenized(self, text: str) -> list[Word]:
        if self._tokenizer is None:
            self._open()
        found: list[Word] = []
        prefixed = False
        for morpheme in self._tokenizer.tokenize(text):
            start, end = morpheme.begin(), morpheme.end()
            if self._is_stop(morpheme) or text[start].isascii():
                prefixed = False
                continue
            form = morpheme.normalized_form().lower()
            is_prefix = self._is_prefix(morpheme) and form != POLITE
            if prefixed and not is_prefix and found[-1][2] == start:
                before, start, _ = found.pop()
                form = before + form
            found.append((form, start, end))
            prefixed = is_prefix
        return found

    def _open(self) -> None:
        from sudachipy import Dictionary, SplitMode  # noqa: PLC0415 -- 80 MB, only when needed

        opened = Dictionary(dict=self.dictionary)
        self._is_stop = opened.pos_matcher(_is_stop)
        self._is_prefix = opened.pos_matcher(lambda pos: pos[0] == "接頭辞")
        self._tokenizer = opened.tokenizer(mode=SplitMode.A)


def _is_stop(pos: tuple[str, ...]) -> bool:
    """Particles and the like, and light verbs (する, いる, なる), which say nothing."""
    light = pos[0] == "動詞" and pos[1] == "非自立可能"
    return pos[0] in STOP_POS or light or pos[1] == "助動詞語幹"


class LatinWords:
    """Stemmed ASCII words and numbers, English stop words out."""

    def __init__(self) -> None:
        self._local = threading.local()  # a stemmer keeps a buffer of its own

    def find(self, text: str) -> Iterator[Word]:
        stem = self._stemmer().stemWord
        for match in LATIN.finditer(text):
            word = match[0]
            if word not in ENGLISH_STOP:
                yield stem(word) if word.isalpha() else word, match.start(), match.end()

    def _stemmer(self) -> Any:
        if not hasattr(self._local, "stemmer"):
            self._local.stemmer = Stemmer.Stemmer("english")
        return self._local.stemmer
