"""The board on A3: as many tables beside each other as can be read, the others on the next page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gateway.papers.printing import Board, BoardPart, BoardRow
from gateway.words import N_, clock

ABREAST = 10  # tables beside each other


def board(found: dict[str, Any], about: dict[str, Any], say: Callable[[str], str]) -> Board:
    people = {one["id"]: one for one in found["people"]}
    cells: dict[tuple[str, str | None], list[str]] = {}
    for one in found["meetings"]:
        pair = (people[one["publicId"]], people[one["privateId"]])
        where = (one["slot"], one["table"])
        cells.setdefault(where, []).extend(
            f"{who['number']} {who['organizationName']}" for who in pair
        )
    tables: list[str | None] = [one["id"] for one in found["tables"]]
    if any(table is None for _, table in cells):
        tables.append(None)
    return Board(
        parts=tuple(
            _part(found, cells, tables[at : at + ABREAST], say)
            for at in range(0, len(tables), ABREAST)
        ),
        **about,
    )


def _part(
    found: dict[str, Any],
    cells: dict[tuple[str, str | None], list[str]],
    tables: list[str | None],
    say: Callable[[str], str],
) -> BoardPart:
    names = tuple(table or say(N_("オンライン")) for table in tables)
    rows = tuple(
        BoardRow(
            clock=clock(slot["startsAt"]),
            slot=slot["id"],
            cells=tuple(tuple(cells.get((slot["id"], table), ())) for table in tables),
        )
        for slot in found["slots"]
    )
    return BoardPart(heading=f"{names[0]} – {names[-1]}", columns=names, rows=rows)
