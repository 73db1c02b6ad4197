"""What became of an import: how many rows were new, changed or there, and which were bad."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from contracts.faults import FieldProblem
from contracts.profiles import Kept

REPORT = "import-report.jsonl"


class Place(msgspec.Struct, frozen=True):
    """Where a row stands."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Bad(msgspec.Struct, frozen=True):
    """A row that was left out, and why."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class BadRow(Exception):
    """A row that cannot stand; the text is the reason."""


@dataclass(slots=True)
class Report:
    kept: dict[str, Kept] = field(default_factory=dict)
    """By what was kept, as in ``challenges``."""
    sent: Counter[str] = field(default_factory=Counter)
    """What is kept one by one, and not told whether it was new."""
    bad: list[Bad] = field(default_factory=list)
    unknown_columns: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(file, column) that no format knows -> rows that have it."""

    def add(self, what: str, kept: Kept) -> None:
        before = self.kept.get(what, Kept())
        self.kept[what] = Kept(
            new=before.new + kept.new,
            changed=before.changed + kept.changed,
            same=before.same + kept.same,
        )

    def refuse(self, place: Place, reason: str) -> None:
        self.bad.append(Bad(place.file, place.line, reason))

    def lines(self) -> list[str]:
        """For people: one line for each kind of thing, then what was left out."""
        said = [
            f"{what}: {kept.new} new, {kept.changed} changed, {kept.same} the same"
            for what, kept in self.kept.items()
        ]
        said += [f"{what}: {rows} kept" for what, rows in self.sent.items() if rows]
        for (file, column), rows in sorted(self.unknown_columns.items()):
            said.append(f"{file}: column {column!r} is not known and was left out ({rows} rows)")
        if self.bad:
            said.append(f"{len(self.bad)} bad rows were left out")
        return said

    def write(self, home: Path) -> Path:
        """The bad rows as JSON lines, in the order of the files; returns where."""
        home.mkdir(parents=True, exist_ok=True)
        file = home / REPORT
        rows = sorted(self.bad, key=lambda bad: (bad.file, bad.line))
        file.write_bytes(b"".join(msgspec.json.encode(bad) + b"\n" for bad in rows))
        return file


SENTENCES = {
    "required": "is missing",
    "too_long": "is longer than {limit}",
    "too_short": "is shorter than {limit}",
    "too_small": "is less than {limit}",
    "too_large": "is more than {limit}",
    "wrong_form": "has the wrong form",
    "unknown_value": "is none of the values there are",
    "unknown_field": "is not known",
    "unknown_prefecture": "is none of the 47 prefectures",
    "wrong_check_digit": "has the wrong check digit",
    "control_characters": "holds control characters",
    "stacked_marks": "holds a pile of marks",
    "unknown": "is not known to the town",
}


def reason_of(problems: tuple[FieldProblem, ...], names: dict[str, str]) -> str:
    """Problems of fields as one line; ``names``: field -> what its column is called."""
    if problems == (FieldProblem("", "not_json"),):
        return "this is not a JSON object"
    named = [problem for problem in problems if problem.problem != "unknown_field"] or problems
    return "; ".join(_sentence(problem, names) for problem in named)


def _sentence(problem: FieldProblem, names: dict[str, str]) -> str:
    first, dot, rest = problem.field.partition(".")
    said = SENTENCES.get(problem.problem, problem.problem).format(limit=problem.limit)
    return f"{names.get(first, first)}{dot}{rest} {said}".strip()
