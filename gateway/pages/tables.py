"""Tables to be taken away: CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = tuple("=+-@＝＋－＠\t\r\n")
"""What a spreadsheet may take as the beginning of a formula, also in full width."""
MARK = "'"
BYTE_ORDER_MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""


def guarded(cell: str) -> str:
    """With a mark before what could be a formula, or begins with the mark itself."""
    begins = cell.lstrip(' "').startswith(FORMULA) or cell.startswith((*FORMULA, MARK))
    return MARK + cell if begins else cell


def unguarded(cell: str) -> str:
    """What was guarded, as it was."""
    return cell.removeprefix(MARK)


def lines(rows: Iterable[Sequence[str]]) -> str:
    """RFC 4180, every cell guarded."""
    written = io.StringIO()
    csv.writer(written).writerows([guarded(cell) for cell in row] for row in rows)
    return written.getvalue()
