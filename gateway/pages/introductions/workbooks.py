"""A table as a workbook (Office Open XML, ECMA-376): one sheet, every cell a text.

Texts are inline strings, which no spreadsheet takes for a formula.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

KEPT_OUT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 has no place for."""
LONGEST = 32_767  # characters of a cell
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FORM = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """With the first row as the head of each page."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in _parts(title, rows):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            file.writestr(entry, HEAD + text, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _parts(title: str, rows: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return (
        (
            "[Content_Types].xml",
            (
                f'<Types xmlns="{PACKAGE}/content-types">'
                '<Default Extension="rels"'
                ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{FORM}.sheet.main+xml"/>'
                '<Override PartName="/xl/worksheets/sheet1.xml"'
                f' ContentType="{FORM}.worksheet+xml"/>'
                "</Types>"
            ),
        ),
        (
            "_rels/.rels",
            (
                f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
                f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            (
                f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
                f' Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
            ),
        ),
        (
            "xl/workbook.xml",
            (
                f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
                f'<sheet name="{_attribute(title)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ),
        ),
        ("xl/worksheets/sheet1.xml", _sheet(rows)),
    )


def _sheet(rows: Sequence[Sequence[str]]) -> str:
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(text) for text in row)}</row>'
        for number, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(text: str) -> str:
    kept = escape(KEPT_OUT.sub("", text)[:LONGEST])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'


def _attribute(text: str) -> str:
    return escape(re.sub(r"[\[\]:*?/\\]", " ", text)[:31], {'"': "&quot;"})
