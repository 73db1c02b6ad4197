"""A judged set as it stands in a directory: read with the line of every fault, and its run."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COLUMNS = ("query-id", "corpus-id", "score")
UNWRITABLE = re.compile(r"[\t\r\n\ud800-\udfff]")
"""What an id cannot have where a line is an id, a tab and an id."""

Run = dict[str, list[str]]
"""Query to documents, best first."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Documents, what is asked, and what is the answer."""

    documents: tuple[tuple[str, str, str], ...]
    """Id, title, text."""
    queries: tuple[tuple[str, str], ...]
    """Id, text."""
    relevant: dict[str, dict[str, int]]
    """Query to document to grade; empty when the set is not judged."""
    remarks: tuple[str, ...] = ()
    """What was odd, though it could be read."""


def read(directory: Path) -> Judged:
    """``OSError`` or ``ValueError``, which names file and line, when it is not such a directory."""
    if not directory.is_dir():
        raise ValueError("there is no such directory")
    remarks: list[str] = []
    documents = _by_id(directory / "docs.jsonl", remarks)
    queries = _by_id(directory / "queries.jsonl", remarks)
    relevant = _grades(directory / "qrels.tsv")
    if missing := len(relevant.keys() - queries.keys()):
        remarks.append(f"qrels.tsv: {missing} of its queries are not in queries.jsonl")
    return Judged(
        tuple((key, _text(line, "title"), _text(line, "text")) for key, line in documents.items()),
        tuple((key, _text(line, "text")) for key, line in queries.items()),
        relevant,
        tuple(remarks),
    )


def write(run: Run, path: Path) -> None:
    """One ``query-id<TAB>corpus-id`` a line, best first."""
    with path.open("w", encoding="utf-8") as file:
        for query, documents in run.items():
            file.writelines(f"{query}\t{document}\n" for document in documents)


def _by_id(path: Path, remarks: list[str]) -> dict[str, dict[str, Any]]:
    """Each line by its id; of an id that comes twice the last one, as of a text that is amended."""
    if not path.is_file():
        raise ValueError(f"there is no file {path.name}")
    found: dict[str, dict[str, Any]] = {}
    for number, line in _lines(path):
        key = str(line["_id"])
        if UNWRITABLE.search(key):
            raise ValueError(
                f"{path.name}, line {number}: an _id with a tab, a line end or half a character"
            )
        if key in found:
            remarks.append(f"{path.name}, line {number}: _id {key} again, the last one counts")
        found[key] = line
    if not found:
        remarks.append(f"{path.name}: nothing in it")
    return found


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            if not raw.strip():
                continue
            try:
                line = json.loads(raw.decode("utf-8-sig").strip())
            except json.JSONDecodeError as problem:
                said = f"{problem.msg}, character {problem.pos + 1}"
                raise ValueError(f"{path.name}, line {number}: no JSON: {said}") from problem
            except UnicodeDecodeError as problem:
                raise ValueError(f"{path.name}, line {number}: no UTF-8") from problem
            except RecursionError as problem:
                raise ValueError(f"{path.name}, line {number}: nested too deep") from problem
            if not _has_id(line):
                raise ValueError(f"{path.name}, line {number}: no object with an _id")
            yield number, line


def _has_id(line: object) -> bool:
    return isinstance(line, dict) and isinstance(line.get("_id"), str | int)


def _text(line: dict[str, Any], name: str) -> str:
    return str(line.get(name) or "")


def _grades(path: Path) -> dict[str, dict[str, int]]:
    relevant: dict[str, dict[str, int]] = {}
    if not path.exists():
        return relevant
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if not set(COLUMNS) <= set(rows.fieldnames or ()):
            raise ValueError(f"{path.name}, line 1: no columns {', '.join(COLUMNS)}")
        for row in rows:
            try:
                grade = int(float(row["score"]))
            except (TypeError, ValueError, OverflowError) as problem:
                raise ValueError(f"{path.name}, line {rows.line_num}: no score") from problem
            relevant.setdefault(row["query-id"], {})[row["corpus-id"]] = grade
    return relevant
