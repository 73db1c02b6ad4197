"""The texts of a mail, whole or not at all: what cannot be read is never left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.message import EmailMessage

from services.introductions import styled

NAMED_OTHERWISE = {
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jis_2004",
    "gb2312": "gb18030",
    "iso-8859-1": "cp1252",
}
"""Mail programs write the wider set under the narrower one's name."""
UNDECLARED = {"", "us-ascii", "ascii", "ansi_x3.4-1968"}
GAP, DELETE = 62, 63
"""Shift_JIS: rows after which half-width kana stand, and the cell at DEL, which is left out."""
ESCAPE = re.compile(rb"\x1b(\$[@B]|\([BJI])")


def text_of(texts: Iterable[EmailMessage]) -> str | None:
    """One after the other; none: it cannot be read."""
    said = []
    for part in texts:
        found = part.get_payload(decode=True)
        raw = found if isinstance(found, bytes) else b""
        charset = (part.get_content_charset() or "").lower()
        is_styled = part.get_content_type() == "text/html"
        if is_styled and charset in UNDECLARED:
            charset = styled.charset_in(raw)
        try:
            text = _decoded(raw, charset)
            said.append(styled.plain(text) if is_styled else text)
        except (LookupError, ValueError):
            return None
    return "\n".join(said)


def _decoded(raw: bytes, charset: str) -> str:
    """Raises ``ValueError`` and ``LookupError`` for what it is not."""
    if charset.startswith("iso-2022-jp") or (charset in UNDECLARED and ESCAPE.search(raw)):
        return _of_jis(raw)
    return raw.decode("utf-8" if charset in UNDECLARED else NAMED_OTHERWISE.get(charset, charset))


def _of_jis(raw: bytes) -> str:
    """ISO-2022-JP as it is sent: with the rows of NEC and IBM (①, 髙), which its codec refuses."""
    first, *pieces = ESCAPE.split(raw)
    said = [first.decode("ascii")]
    for mode, piece in zip(pieces[::2], pieces[1::2], strict=True):
        if mode == b"(I":
            said.append(bytes(each | 0x80 for each in piece).decode("cp932"))
        elif mode.startswith(b"$"):
            said.append("".join(_of_row(pair) for pair in _pairs(piece)))
        else:
            said.append(piece.decode("ascii"))
    return "".join(said)


def _pairs(piece: bytes) -> Iterator[bytes]:
    """A line may end without going back to ASCII."""
    at = 0
    while at < len(piece):
        wide = piece[at] > ord(" ")
        yield piece[at : at + 1 + wide]
        at += 1 + wide


def _of_row(pair: bytes) -> str:
    """JIS X 0208 in Shift_JIS: two rows in one."""
    if len(pair) == 1:
        return pair.decode("ascii")
    row, cell = pair[0] - 0x21, pair[1] - 0x21
    high = row // 2 + (0x81 if row < GAP else 0xC1)
    low = cell + (0x9F if row % 2 else 0x40 + (cell >= DELETE))
    return bytes((high, low)).decode("cp932")
