"""Text as it is compared: one form for what people see as the same."""

from __future__ import annotations

import unicodedata

_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_LAST = "\uffff"


def folded(text: str) -> str:
    """NFKC, lower case, runs of white space as one: for looking up, never for showing."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def kana_key(kana: str, name: str) -> str:
    """What a Japanese list is sorted by, the same on every machine; no reading goes last."""
    reading = folded(kana).translate(_TO_HIRAGANA)
    return reading or _LAST + folded(name)


def patterns(search: str) -> list[str]:
    """Each word of ``search`` as a pattern for ``LIKE``, taken literally."""
    return [f"%{_literal(word)}%" for word in folded(search).split()]


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their category, that show nothing."""


def visible(text: str) -> int:
    """How many characters of it show something: no spaces, controls or marks on others."""
    return sum(unicodedata.category(sign)[0] not in "ZCM" and sign not in _BLANKS for sign in text)
