"""Tables of participants read: workbooks, and CSV as Excel in Japan writes it, and others."""

from __future__ import annotations

import csv
import io
import unicodedata

from gateway.pages.events import workbooks
from gateway.pages.events.unreadable import Unreadable

__all__ = ["COLUMNS", "MOST", "Unreadable", "rows_of"]
ENCODINGS = ("utf-8-sig", "cp932")
MOST = 2_000  # rows
LONGEST = 2_000  # characters of a cell
COLUMNS = {
    "side": ("区分", "side"),
    "organizationName": ("団体名", "organization"),
    "code": ("法人番号か団体コード", "法人番号", "団体コード", "code"),
    "unitName": ("部署", "unit"),
    "name": ("氏名", "name"),
    "nameKana": ("ふりがな", "kana"),
    "email": ("メール", "email"),
    "desks": ("卓数", "desks"),
    "most": ("面談の上限", "most"),
    "needs": ("配慮", "needs"),
    "lookingFor": ("話したいこと", "topic"),
}
"""Field of a row -> headings that mean it."""
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200e\u200f\ufeff"))
"""Marks that show nothing and come along when a cell is copied; they are left out."""
NEEDED = ("side", "organizationName", "name")


def rows_of(content: bytes) -> list[dict[str, str | int]]:
    """Each line under its headings, with its number. Raises ``Unreadable``."""
    if content.startswith(workbooks.OLD):
        raise Unreadable("old_workbook")
    is_packed = content.startswith(workbooks.BEGINS)
    numbered = workbooks.lines_of(content) if is_packed else _csv(content)
    numbered = [(at, [cell.translate(UNSEEN) for cell in line]) for at, line in numbered]
    numbered = [(at, line) for at, line in numbered if any(map(str.strip, line))]
    if not numbered:
        raise Unreadable("empty_file")
    places = _places(numbered[0][1])
    if len(numbered) - 1 > MOST:
        raise Unreadable("too_many_rows")
    for number, line in numbered:
        if any(len(cell) > LONGEST for cell in line):
            raise Unreadable("long_cell", number)
    return [
        {
            "line": number,
            **{name: line[at].strip() for name, at in places.items() if at < len(line)},
        }
        for number, line in numbered[1:]
    ]


def _csv(content: bytes) -> list[workbooks.Line]:
    lines = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
    try:
        return [(lines.line_num, line) for line in lines if any(map(str.strip, line))]
    except csv.Error:
        raise Unreadable("not_a_table") from None


def _places(headings: list[str]) -> dict[str, int]:
    plain = ["".join(unicodedata.normalize("NFKC", one).casefold().split()) for one in headings]
    found = {
        name: plain.index(word)
        for name, words in COLUMNS.items()
        for word in words
        if word in plain
    }
    if not set(NEEDED) <= found.keys():
        raise Unreadable("headings_missing")
    return found


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("not_a_table")
