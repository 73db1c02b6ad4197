"""What rows of a table mean, free of I/O: who would be written, and what is wrong where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

import msgspec

from chassis import checking
from chassis.texts import folded
from contracts.codes import is_corporate_number, is_lg_code
from contracts.faults import FieldProblem, Invalid
from contracts.matching_events import MatchingEvent
from contracts.participant_imports import ImportCheck, ImportRow, LinkedRow, RowProblem
from contracts.participants import EventSide, SaveParticipant
from contracts.profiles import PUBLIC_KINDS
from services.sessions import joining
from services.sessions.store.copies import Known

SIDES = {
    **dict.fromkeys(("public", "自治体", "自治体など", "行政", "公", "官"), EventSide.PUBLIC),
    **dict.fromkeys(
        ("private", "企業", "企業など", "会社", "npo", "民間", "民"), EventSide.PRIVATE
    ),
}
"""What people write for a side."""
TEXTS = ("organization_name", "unit_name", "name", "name_kana", "email", "needs", "looking_for")
NUMBERS = ("desks", "most")
LG_CODE = 6  # digits
SHOWN = 60  # characters of a cell that stands in a problem


def check(
    event: MatchingEvent,
    rows: Iterable[ImportRow],
    there: frozenset[tuple[str, str, str]],
    known: Mapping[str, Known],
) -> ImportCheck:
    """``there``: who takes part already, as (side, organization, name) are compared.

    ``known``: organizations on the platform, by their codes.
    """
    good: list[SaveParticipant] = []
    problems: list[RowProblem] = []
    linked: list[LinkedRow] = []
    seen: dict[tuple[str, str, str], int] = {}
    for row in rows:
        try:
            found = _participant(event, row, known.get(code_of(row)))
            key = (str(found.side), folded(found.organization_name), folded(found.name))
            _check_new(key, seen, there)
        except Invalid as fault:
            problems += [_told(row, each) for each in fault.fields]
            continue
        seen[key] = row.line
        good.append(found)
        if found.organization_id is not None:
            linked.append(_linked(row, found.organization_id, found.organization_name))
    return ImportCheck(good=tuple(good), problems=tuple(problems), linked=tuple(linked))


def code_of(row: ImportRow) -> str:
    """As it is compared; Excel takes the 0 away that a town's code begins with."""
    code = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", row.code))
    return code.zfill(LG_CODE) if len(code) == LG_CODE - 1 else code


def _linked(row: ImportRow, organization: UUID, name: str) -> LinkedRow:
    return LinkedRow(
        line=row.line,
        organization_id=organization,
        organization_name=name,
        value=row.organization_name.strip()[:SHOWN],
    )


def _problems_of_code(
    row: ImportRow, side: EventSide | None, of: Known | None
) -> list[FieldProblem]:
    code = code_of(row)
    if code and not (is_lg_code(code) or is_corporate_number(code)):
        return [FieldProblem("code", "wrong_check_digit")]
    if of is not None and side is not None and (of.kind in PUBLIC_KINDS) != (side == "public"):
        return [FieldProblem("code", "of_the_other_side")]
    return []


def _check_new(
    key: tuple[str, str, str],
    seen: dict[tuple[str, str, str], int],
    there: frozenset[tuple[str, str, str]],
) -> None:
    if key in seen:
        raise Invalid("twice", fields=(FieldProblem("", "same_as_line", seen[key]),))
    if key in there:
        raise Invalid("there already", fields=(FieldProblem("", "already_there"),))


def _participant(event: MatchingEvent, row: ImportRow, of: Known | None) -> SaveParticipant:
    """Raises ``Invalid`` with every problem of the row."""
    given: dict[str, Any] = {"id": uuid4(), "event_id": event.id}
    given |= {name: getattr(row, name).strip() for name in TEXTS}
    problems: list[FieldProblem] = []
    side = SIDES.get(folded(row.side))
    if side is None:
        problems.append(FieldProblem("side", "unknown_value" if row.side.strip() else "required"))
    given["side"] = side or EventSide.PRIVATE
    problems += _problems_of_code(row, side, of)
    if of is not None:
        given |= {"organization_id": of.id, "organization_name": of.name}
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
