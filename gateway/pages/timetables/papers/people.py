"""A page for each person, one for each table, and one for each slot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from contracts.checkins import short_code
from gateway import words
from gateway.pages.timetables.agenda import entries
from gateway.pages.timetables.papers import online
from gateway.pages.timetables.tables import by_table
from gateway.papers.printing import Section, Table
from gateway.words import N_

Say = Callable[[str], str]
NUMBER = N_("受付番号")
MARKS = "○　△　×"
"""Of which one is circled; ``…/ratings-sheet`` takes them in."""


def people(found: dict[str, Any], say: Say, where: str = "") -> Iterator[Section]:
    """With the number of each they meet, and room to say on paper whom they go on with."""
    people = {one["id"]: one for one in found["people"]}
    slots = {one["id"]: one for one in found["slots"]}
    columns = [N_("時間"), N_("卓"), N_("番号"), N_("相手の団体"), N_("相手の名前")]
    columns.append(N_("続けたい"))
    heads = tuple(map(say, columns))
    note = say(
        N_(
            "続けたい相手は○、まだわからなければ△、続けないなら×を囲んで、帰りに受付へ渡してください。"
            "スマートフォンで答えた人は、渡さなくてかまいません。"
        )
    )
    for one in found["people"]:
        own = entries(found, slots, one["id"])
        rows = tuple(_line(row, people[row["other"]], say) for row in own)
        number = f"{say(NUMBER)} {short_code(one['number'])}"
        yield Section(
            heading=one["name"],
            lead="\n".join(filter(None, (_house(one), f"{number}　{where}".strip()))),
            table=Table(columns=heads, rows=rows, widths=(10, 9, 6, 15, 10, 8), roomy=True)
            if rows
            else None,
            after=note if rows else say(N_("面談はありません。")),
            links=online.of_person(own, say),
        )


def _line(row: dict[str, Any], other: dict[str, Any], say: Say) -> tuple[str, ...]:
    table = row["table"] or say(N_("オンライン"))
    return (_time(row), table, short_code(other["number"]), _house(other), other["name"], MARKS)


def tables(found: dict[str, Any], say: Say) -> Iterator[Section]:
    """Cards that stand on the tables: their names are read from afar."""
    people = {one["id"]: one for one in found["people"]}
    slots = {one["id"]: one for one in found["slots"]}
    columns = (say(N_("時間")), *_heads(say))
    for table in found["tables"]:
        here = [one for one in found["meetings"] if one["table"] == table["id"]]
        rows = tuple(
            (_time(slots[one["slot"]]), *_pair(one, people))
            for one in sorted(here, key=lambda each: str(slots[each["slot"]]["startsAt"]))
        )
        yield Section(
            heading=table["id"],
            lead=table["zone"],
            table=Table(columns=columns, rows=rows, widths=(4, 6, 4, 6, 4), roomy=True)
            if rows
            else None,
            after="" if rows else say(N_("面談はありません。")),
            large=True,
        )


def slots(found: dict[str, Any], say: Say) -> Iterator[Section]:
    """Who sits where in one slot, for whoever calls it out; and which tables stay free."""
    people = {one["id"]: one for one in found["people"]}
    columns = (say(N_("卓")), *_heads(say))
    for slot in found["slots"]:
        here = sorted((one for one in found["meetings"] if one["slot"] == slot["id"]), key=by_table)
        rows = tuple((one["table"] or say(N_("オンライン")), *_pair(one, people)) for one in here)
        taken = {one["table"] for one in here}
        free = [one["id"] for one in found["tables"] if one["id"] not in taken]
        yield Section(
            heading=f"{_time(slot)}　{slot['id']}",
            table=Table(columns=columns, rows=rows, widths=(8, 21, 10, 21, 10), small=True)
            if rows
            else None,
            after=say(N_("空いている卓：%(tables)s")) % {"tables": "、".join(free)} if free else "",
            links=online.of_slot(here, people),
        )


def _heads(say: Say) -> tuple[str, ...]:
    """A name has a column of its own, so that none is broken in two."""
    return (say(N_("自治体など")), say(N_("名前")), say(N_("企業など")), say(N_("名前")))


def _pair(meeting: dict[str, Any], people: dict[str, dict[str, Any]]) -> Iterator[str]:
    for who in (people[meeting["publicId"]], people[meeting["privateId"]]):
        yield f"{short_code(who['number'])} {_house(who)}"
        yield who["name"]


def _house(one: dict[str, Any]) -> str:
    return f"{one['organizationName']} {one['unitName']}".strip()


def _time(slot: dict[str, Any]) -> str:
    ends = [datetime.fromisoformat(slot[name]) for name in ("startsAt", "endsAt")]
    return " – ".join(f"{one.astimezone(words.JAPAN):%H:%M}" for one in ends)
