"""What rows of a table mean, free of I/O: who would be written, and what is wrong where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import msgspec

from chassis import checking
from chassis.texts import folded
from contracts.faults import FieldProblem, Invalid
from contracts.matching_events import MatchingEvent
from contracts.participant_imports import ImportCheck, ImportRow, RowProblem
from contracts.participants import EventSide, SaveParticipant
from services.sessions import joining

SIDES = {
    **dict.fromkeys(("public", "自治体", "行政", "公", "官"), EventSide.PUBLIC),
    **dict.fromkeys(("private", "企業", "会社", "民間", "民"), EventSide.PRIVATE),
}
"""What people write for a side."""
TEXTS = ("organization_name", "unit_name", "name", "name_kana", "email", "needs", "looking_for")
NUMBERS = ("desks", "most")
SHOWN = 60  # characters of a cell that stands in a problem


def check(
    event: MatchingEvent, rows: Iterable[ImportRow], there: frozenset[tuple[str, str, str]]
) -> ImportCheck:
    """``there``: who takes part already, as (side, organization, name) are compared."""
    good: list[SaveParticipant] = []
    problems: list[RowProblem] = []
    seen: dict[tuple[str, str, str], int] = {}
    for row in rows:
        try:
            found = _participant(event, row)
            key = (str(found.side), folded(found.organization_name), folded(found.name))
            _check_new(key, seen, there)
        except Invalid as fault:
            problems += [_told(row, each) for each in fault.fields]
            continue
        seen[key] = row.line
        good.append(found)
    return ImportCheck(good=tuple(good), problems=tuple(problems))


def _check_new(
    key: tuple[str, str, str],
    seen: dict[tuple[str, str, str], int],
    there: frozenset[tuple[str, str, str]],
) -> None:
    if key in seen:
        raise Invalid("twice", fields=(FieldProblem("", "same_as_line", seen[key]),))
    if key in there:
        raise Invalid("there already", fields=(FieldProblem("", "already_there"),))


def _participant(event: MatchingEvent, row: ImportRow) -> SaveParticipant:
    """Raises ``Invalid`` with every problem of the row."""
    given: dict[str, Any] = {"id": uuid4(), "event_id": event.id}
    given |= {name: getattr(row, name).strip() for name in TEXTS}
    problems: list[FieldProblem] = []
    side = SIDES.get(folded(row.side))
    if side is None:
        problems.append(FieldProblem("side", "unknown_value" if row.side.strip() else "required"))
    given["side"] = side or EventSide.PRIVATE
    for name in NUMBERS:
        cell = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", getattr(row, name)))
        if re.fullmatch(r"[0-9]{1,9}", cell):
            given[name] = int(cell)
        elif cell:
            problems.append(FieldProblem(name, "not_a_number"))
    try:
        found = checking.read(msgspec.json.encode(given), SaveParticipant)
        problems += joining.problems_of(event, found)
    except Invalid as fault:
        problems += fault.fields
    if problems:
        raise Invalid("this row cannot stand", fields=tuple(problems))
    return found


def _told(row: ImportRow, found: FieldProblem) -> RowProblem:
    name = found.field.partition(".")[0]
    value = str(getattr(row, name, "")) if name else ""
    return RowProblem(
        line=row.line,
        field=name,
        problem=found.problem,
        limit=found.limit,
        value=value[:SHOWN],
    )
