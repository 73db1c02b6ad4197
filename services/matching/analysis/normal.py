"""One form for what people write in many: NFKC, lower case, and the way back to the original.

Source: Unicode Standard Annex 15. NFKC changes lengths (㌔ becomes three characters,
ﾊ and ﾟ become one), so every normalized character keeps the place it came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

KEPT_AS_IS = re.compile("[\\x00-@\\[-~、。「」・ぁ-ゖァ-ヺー一-鿿]*")
"""Most Japanese text: already NFKC and lower case, one character for one."""
FALSE_MARKS = (
    "\N{HALFWIDTH KATAKANA VOICED SOUND MARK}\N{HALFWIDTH KATAKANA SEMI-VOICED SOUND MARK}"
)
SURROGATES = re.compile("[\ud800-\udfff]")
JAMO = range(0x1160, 0x1200)
"""Hangul vowels and finals: they join the character before them."""


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalized text and where it came from."""

    text: str
    starts: tuple[int, ...] | None
    """Place in the original per normalized character; ``None`` when nothing moved."""
    ends: tuple[int, ...] | None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Half-open place in the original of ``text[start:end]``, which must not be empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normalize(text: str) -> Normal:
    """NFKC and lower case of ``text``; lone surrogates become U+FFFD."""
    text = SURROGATES.sub("\ufffd", text)
    if KEPT_AS_IS.fullmatch(text):
        return Normal(text, None, None)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFKC", text[start:end]).lower()
        pieces.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Normal("".join(pieces), tuple(starts), tuple(ends))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Places of a character with the marks that join it: NFKC never reaches across them."""
    places: list[tuple[int, int]] = []
    start = 0
    for i in range(1, len(text)):
        if not _joins(text[i]):
            places.append((start, i))
            start = i
    if text:
        places.append((start, len(text)))
    return places


def _joins(character: str) -> bool:
    if character < "\u0300":
        return False
    joined = unicodedata.combining(character) or character in FALSE_MARKS
    return bool(joined) or ord(character) in JAMO
