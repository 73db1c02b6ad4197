"""Reading a file of JSON lines, row by row, whatever bytes it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

import msgspec

from chassis import checking
from contracts.faults import Invalid
from deploy.importing.columns import Columns
from deploy.importing.report import BadRow, Place, Report, reason_of

R = TypeVar("R", bound=msgspec.Struct)

LONGEST = 1_000_000  # bytes of a line
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Row(Generic[R]):
    place: Place
    record: R
    names: dict[str, str]
    """Our name of a column -> the one in the file."""


def read(path: Path, columns: Columns[R], report: Report) -> Iterator[Row[R]]:
    """The rows that can be read; the others go into ``report``.

    A byte order mark at the start and Windows line ends are taken; empty lines are passed over.
    """
    seen: dict[object, int] = {}
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), start=1):
            if not line.strip():
                continue
            place = Place(path.name, number)
            try:
                row = row_of(_object(line), columns, place, report)
                _check_new(row.record, number, seen)
            except BadRow as bad:
                report.refuse(place, str(bad))
            else:
                yield row


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Line by line, never holding more than ``LONGEST`` bytes of one."""
    first = True
    while line := file.readline(LONGEST + 1):
        kept = line
        while not line.endswith(b"\n") and (line := file.readline(LONGEST)):
            pass
        yield kept.removeprefix(BOM) if first else kept
        first = False


def row_of(raw: dict[str, object], columns: Columns[R], place: Place, report: Report) -> Row[R]:
    """The row that ``raw`` holds. Raises ``BadRow`` with all that is wrong with it."""
    ours, names = columns.named(raw)
    fields = {known.name for known in msgspec.structs.fields(columns.kind)}
    for name in ours.keys() - fields:
        report.unknown_columns[place.file, names[name]] += 1
    try:
        record = checking.read(msgspec.json.encode(ours), columns.kind)
    except Invalid as invalid:
        raise BadRow(reason_of(invalid.fields, names)) from None
    return Row(place, record, names)


def _object(line: bytes) -> dict[str, object]:
    if len(line) > LONGEST:
        raise BadRow(f"the line is longer than {LONGEST:,} bytes")
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise BadRow(f"this is not UTF-8 (byte {error.start + 1} of the line)") from None
    if "\0" in text:
        raise BadRow("the line holds a NUL character")
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadRow(f"this is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise BadRow("this is not a JSON object")
    return found


def _check_new(record: msgspec.Struct, number: int, seen: dict[object, int]) -> None:
    key = getattr(record, "id", None) or getattr(record, "lg_code", None)
    if key is None:
        return
    if key in seen:
        raise BadRow(f"the id {key} stands on line {seen[key]} already")
    seen[key] = number
