"""The first sheet of a workbook read as texts (Office Open XML, ISO/IEC 29500-1).

Made by somebody else, so nothing is believed of it: sizes are counted before and while it is
unpacked, nothing outside is followed, and cells are kept by their places, however far out they say
they are. A formula is refused: what it shows may be another thing tomorrow.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from gateway.pages.events.unreadable import Unreadable

BEGINS = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0"
"""Of workbooks before 2007, and of those with a password."""
MOST_BYTES = 8_000_000  # of one part, unpacked
MOST_MARKS = 600_000  # in one part: each takes memory
MOST_PARTS = 2_000
MOST_COLUMNS = 100
MOST_LINES = 20_000
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Line = tuple[int, list[str]]


def lines_of(content: bytes) -> list[Line]:
    """Each line that says anything, with its number. Raises ``Unreadable``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _lines(packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise Unreadable("broken_file") from None  # RuntimeError: encrypted
    except (ET.ParseError, KeyError, ValueError, IndexError):
        raise Unreadable("broken_file") from None


def _lines(packed: zipfile.ZipFile) -> list[Line]:
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > 2 * MOST_BYTES:
        raise Unreadable("unpacks_too_large")
    texts = _shared(packed)
    found: dict[int, dict[int, str]] = {}
    for row, column, cell in _cells(_part(packed, _first_sheet(packed))):
        said = _text(cell, texts).strip()
        if any(_kind(one) == "f" for one in cell):
            raise Unreadable("formula", row)
        if said and column < MOST_COLUMNS:
            found.setdefault(row, {})[column] = said
        if len(found) > MOST_LINES:
            raise Unreadable("too_many_rows")
    width = max((max(cells) for cells in found.values()), default=0) + 1
    return [
        (row, [cells.get(column, "") for column in range(width)])
        for row, cells in sorted(found.items())
    ]


def _part(packed: zipfile.ZipFile, name: str) -> ET.Element:
    with packed.open(name) as file:
        body = file.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES or body.count(b"<") > MOST_MARKS:
        raise Unreadable("unpacks_too_large")
    if b"\0" in body or b"<!DOCTYPE" in body or b"<!ENTITY" in body:  # a nought: UTF-16
        raise Unreadable("broken_file")
    return ET.fromstring(body)  # noqa: S314 -- bounded, and without entities


def _first_sheet(packed: zipfile.ZipFile) -> str:
    """Where the first sheet that is not hidden lies."""
    book = _part(packed, "xl/workbook.xml")
    sheets = [one for one in book.iter() if _kind(one) == "sheet"]
    seen = [one for one in sheets if one.get("state", "visible") == "visible"]
    wanted = seen[0].get(RELATED)
    for one in _part(packed, "xl/_rels/workbook.xml.rels"):
        if one.get("Id") == wanted:
            target = one.get("Target", "")
            inside = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return posixpath.normpath(inside)
    raise KeyError(wanted)


def _shared(packed: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in packed.namelist():
        return []
    return [_written(one) for one in _part(packed, "xl/sharedStrings.xml") if _kind(one) == "si"]


def _cells(sheet: ET.Element) -> Iterator[tuple[int, int, ET.Element]]:
    """Each cell with its row, from 1, and its column, from 0; places may be left out."""
    row = 0
    for line in (one for one in sheet.iter() if _kind(one) == "row"):
        row = int(line.get("r", row + 1))
        column = -1
        for cell in line:
            place = PLACE.fullmatch(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            yield row, column, cell


def _column(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1


def _text(cell: ET.Element, texts: list[str]) -> str:
    value = next((one.text or "" for one in cell if _kind(one) == "v"), "")
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(_written(one) for one in cell if _kind(one) == "is")
    if kind == "s":
        return texts[int(value)] if value else ""
    if kind == "n" and re.fullmatch(r"-?[0-9]+\.0+", value):
        return value.partition(".")[0]
    return value


def _written(of: ET.Element) -> str:
    """Without the reading that Excel keeps beside Japanese names (``rPh``)."""
    if _kind(of) in {"rPh", "phoneticPr"}:
        return ""
    own = (of.text or "") if _kind(of) == "t" else ""
    return own + "".join(_written(one) for one in of)


def _kind(of: ET.Element) -> str:
    """Its name without its namespace: strict workbooks have another."""
    return of.tag.rpartition("}")[2]
