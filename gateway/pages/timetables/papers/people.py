"""A page for each person, and one for each table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from gateway import words
from gateway.pages.timetables.agenda import entries
from gateway.papers.printing import Section, Table
from gateway.words import N_

Say = Callable[[str], str]


def people(found: dict[str, Any], say: Say) -> Iterator[Section]:
    people = {one["id"]: one for one in found["people"]}
    slots = {one["id"]: one for one in found["slots"]}
    for one in found["people"]:
        rows = tuple(
            (_time(row), row["table"] or say(N_("オンライン")), *_who(people[row["other"]]))
            for row in entries(found, slots, one["id"])
        )
        columns = (say(N_("時間")), say(N_("卓")), say(N_("相手の団体")), say(N_("相手の名前")))
        yield Section(
            heading=f"{one['number']}　{one['name']}",
            lead=one["organizationName"],
            table=Table(columns=columns, rows=rows, widths=(3, 2, 5, 4)) if rows else None,
            after="" if rows else say(N_("面談はありません。")),
        )


def tables(found: dict[str, Any], say: Say) -> Iterator[Section]:
    people = {one["id"]: one for one in found["people"]}
    slots = {one["id"]: one for one in found["slots"]}
    for table in found["tables"]:
        here = [one for one in found["meetings"] if one["table"] == table["id"]]
        rows = tuple(
            (
                _time(slots[one["slot"]]),
                " ".join(_who(people[one["publicId"]])),
                " ".join(_who(people[one["privateId"]])),
            )
            for one in here
        )
        columns = (say(N_("時間")), say(N_("自治体など")), say(N_("企業など")))
        yield Section(
            heading=table["id"],
            lead=table["zone"],
            table=Table(columns=columns, rows=rows, widths=(3, 5, 5)) if rows else None,
            after="" if rows else say(N_("面談はありません。")),
        )


def _who(one: dict[str, Any]) -> tuple[str, str]:
    return one["organizationName"], one["name"]


def _time(slot: dict[str, Any]) -> str:
    ends = [datetime.fromisoformat(slot[name]) for name in ("startsAt", "endsAt")]
    return " – ".join(f"{one.astimezone(words.JAPAN):%H:%M}" for one in ends)
