"""Reading tables of municipalities: CSV and Excel, in our layout and in that of 総務省."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from contracts.profiles import KeepMunicipality
from deploy.importing import columns, master, sources
from deploy.importing.columns import MunicipalityRow
from deploy.importing.lines import row_of
from deploy.importing.owners import Item
from deploy.importing.report import BadRow, Place, Report

EXCEL = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
ENCODINGS = ("utf-8-sig", "cp932")
LARGEST = 50_000_000  # bytes of a file, unpacked
CODE, PREFECTURE, NAME = "団体コード", "都道府県名(漢字)", "市区町村名(漢字)"
PREFECTURE_KANA, NAME_KANA = "都道府県名(カナ)", "市区町村名(カナ)"
IN_FOLDER = ("prefectures.csv", "municipalities.csv")

Cells = Iterable[tuple[int, list[str]]]
"""Number of the line, and what stands in it."""


class UnreadableTable(Exception):
    """A file that is no table of municipalities; the text says why."""


def read_master(path: Path, report: Report) -> tuple[list[Item[KeepMunicipality]], int]:
    """The rows of a file or of the known files of a folder, and how many wards were passed over."""
    found: dict[str, Item[KeepMunicipality]] = {}
    wards = 0
    for file in _files(path):
        for sheet, cells in _sheets(file):
            for place, raw, source in _rows(cells, file.name + sheet):
                try:
                    wards += not _take(place, raw, source, found, report)
                except BadRow as bad:
                    report.refuse(place, str(bad))
    return list(found.values()), wards


def _files(path: Path) -> list[Path]:
    files = [path / name for name in IN_FOLDER] if path.is_dir() else [path]
    there = [file for file in files if file.is_file()]
    if not there:
        raise UnreadableTable(f"{path}: no such file")
    return there


def _take(
    place: Place,
    raw: dict[str, object],
    source: str,
    found: dict[str, Item[KeepMunicipality]],
    report: Report,
) -> bool:
    """Whether it is a municipality; the second sheet of 総務省 names some once more."""
    row = row_of(raw, columns.MUNICIPALITIES, place, report)
    record: MunicipalityRow = row.record
    if master.is_ward(record.lg_code, record.name):
        return False
    kept = master.municipality(record, source)
    known = found.get(kept.lg_code)
    if known is not None and known.request != kept:
        raise BadRow(f"the code {kept.lg_code} stands at {known.place} already, otherwise")
    found.setdefault(kept.lg_code, Item(place, kept))
    return True


def _rows(cells: Cells, file: str) -> Iterator[tuple[Place, dict[str, object], str]]:
    """Each line below the headings under its columns, with the source that its layout tells."""
    headings: list[str] = []
    for number, line in cells:
        if not any(line):
            continue
        if not headings:
            headings = [_heading(cell) for cell in line]
            _check_headings(headings, file)
            continue
        raw: dict[str, object] = dict(zip(headings, line, strict=False))
        if CODE in headings:
            yield Place(file, number), _official(raw), sources.SOUMU
        else:
            yield Place(file, number), raw, sources.MASTER


def _heading(cell: str) -> str:
    return "".join(unicodedata.normalize("NFKC", cell).split())


def _check_headings(headings: list[str], file: str) -> None:
    ours = {"code6", "lg_code"} & set(headings) and "name" in headings
    if not (ours or {CODE, PREFECTURE, NAME} <= set(headings)):
        raise UnreadableTable(
            f"{file}: the first line names neither code6 and name nor {CODE}, {PREFECTURE}, {NAME}"
        )


def _official(raw: dict[str, object]) -> dict[str, object]:
    """A row without a 市区町村名 is the prefecture itself."""
    is_prefecture = not raw.get(NAME)
    return {
        "lg_code": str(raw.get(CODE, "")).removesuffix(".0").zfill(6),
        "prefecture": raw.get(PREFECTURE),
        "name": raw.get(PREFECTURE) if is_prefecture else raw.get(NAME),
        "name_kana": raw.get(PREFECTURE_KANA if is_prefecture else NAME_KANA),
    }


def _sheets(file: Path) -> Iterator[tuple[str, Cells]]:
    """The name of each table within the file (none for a CSV), and its lines."""
    if file.stat().st_size > LARGEST:
        raise UnreadableTable(f"{file}: larger than {LARGEST:,} bytes")
    if file.suffix.lower() in EXCEL:
        yield from _excel(file)
    else:
        yield "", _csv(file)


def _csv(file: Path) -> Cells:
    lines = csv.reader(io.StringIO(_decoded(file), newline=""))
    try:
        for line in lines:
            yield lines.line_num, [cell.strip() for cell in line]
    except csv.Error as error:
        raise UnreadableTable(f"{file}:{lines.line_num}: {error}") from None


def _decoded(file: Path) -> str:
    data = file.read_bytes()
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableTable(f"{file}: neither UTF-8 nor CP932 (Shift_JIS)")


def _excel(file: Path) -> Iterator[tuple[str, Cells]]:
    from python_calamine import CalamineError, CalamineWorkbook

    _check_size(file)
    try:
        book = CalamineWorkbook.from_path(str(file))
        for name in book.sheet_names:
            lines = book.get_sheet_by_name(name).to_python()
            if lines:
                yield f"[{name}]", [(n, [*map(_cell, line)]) for n, line in enumerate(lines, 1)]
    except (CalamineError, OSError) as error:
        raise UnreadableTable(f"{file}: {error}") from None


def _check_size(file: Path) -> None:
    """A small workbook can unpack to gigabytes: looked at before anything is parsed."""
    if not zipfile.is_zipfile(file):
        return
    with zipfile.ZipFile(file) as packed:
        if sum(part.file_size for part in packed.infolist()) > LARGEST:
            raise UnreadableTable(f"{file}: unpacks to more than {LARGEST:,} bytes")


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
