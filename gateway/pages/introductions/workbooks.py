"""A table as a workbook (Office Open XML, ECMA-376): one sheet, every cell a text.

Texts are inline strings, which no spreadsheet takes for a formula.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from itertools import zip_longest
from xml.sax.saxutils import escape

KEPT_OUT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 has no place for."""
LONGEST = 32_767  # characters of a cell
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FORM = "application/vnd.openxmlformats-officedocument.spreadsheetml"


NARROWEST, WIDEST = 10, 48  # a column, in digits
STYLES = (
    f'<styleSheet xmlns="{MAIN}">'
    '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'  # Excel expects both
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2">'
    '<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf fontId="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
"""Of every cell, and of the head: lines are broken, and the head is bold."""


TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{FORM}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{FORM}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{FORM}.styles+xml"/>'
    "</Types>"
)
FIRST = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
"""What the file has, where its workbook is, and what that rests on: always the same."""


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
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", FIRST),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        (
            "xl/workbook.xml",
            (
                f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
                f'<sheet name="{_attribute(title)}" sheetId="1" r:id="rId1"/></sheets>'
                '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'
                f"{_quoted(title)}!$1:$1</definedName></definedNames></workbook>"
            ),
        ),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", _sheet(rows)),
    )


def _sheet(rows: Sequence[Sequence[str]]) -> str:
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(text, is_head=number == 1) for text in row)}</row>'
        for number, row in enumerate(rows, 1)
    )
    return (
        f'<worksheet xmlns="{MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        "</sheetView></sheetViews>"
        f"{_columns(rows)}<sheetData>{lines}</sheetData>"
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """As wide as what is in them, as far as a screen goes."""
    widths = [max(map(_width, column)) for column in zip_longest(*rows, fillvalue="")]
    kept = (min(max(width + 2, NARROWEST), WIDEST) for width in widths)
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(kept, 1)
    )
    return f"<cols>{columns}</cols>" if columns else ""


def _width(text: str) -> int:
    lines = text[:LONGEST].splitlines() or [""]
    return max(sum(1 + (unicodedata.east_asian_width(c) in "FWA") for c in one) for one in lines)


def _cell(text: str, *, is_head: bool = False) -> str:
    kept = escape(KEPT_OUT.sub("", text)[:LONGEST])
    style = ' s="1"' if is_head else ""
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{kept}</t></is></c>'


def _name(title: str) -> str:
    """What a sheet may be called."""
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31]


def _attribute(title: str) -> str:
    return escape(_name(title), {'"': "&quot;"})


def _quoted(title: str) -> str:
    """The sheet in a reference."""
    return escape(f"'{_name(title)}'")
