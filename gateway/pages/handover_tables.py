"""The tables of the handover pack on paper: with whom one talks, what is promised and decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gateway import words
from gateway.papers.printing import Section, Table
from gateway.words import N_

LONGEST = 60
"""Characters of a title on paper."""

PARTNER = (N_("相手"), N_("いまのようす"), N_("連絡先"), N_("さいごのやりとり"))

Say = Callable[[str], str]
Part = tuple[list[dict[str, Any]], int]
"""The first rows, and how many more there are."""


def partners(part: Part, locale: str, most: int, say: Say) -> Section:
    rows, more = part
    cells = [
        (
            cut(row["partnerName"]),
            say(words.word("relation", row["kind"])),
            cut(" ".join(filter(None, (row["contact"]["name"], row["contact"]["email"])))),
            words.day(row["lastAt"] or row["since"], locale),
        )
        for row in rows[:most]
    ]
    columns = tuple(map(say, PARTNER))
    return section(
        say(N_("やりとりしている相手")), columns, cells, say, more + len(rows[most:]), (3, 2, 3, 2)
    )


def promises(part: Part, locale: str, most: int, say: Say) -> Section:
    rows, more = part
    cells = [
        (
            _promise(row, say),
            cut("　".join(filter(None, (row["title"], row["text"])))),
            words.day(row["dueAt"], locale),
            words.day(row["since"], locale),
        )
        for row in rows[:most]
    ]
    columns = (say(N_("約束")), say(N_("課題")), say(N_("期限")), say(N_("届いた日")))
    heading = say(N_("約束していること・待たれている返事"))
    return section(heading, columns, cells, say, more + len(rows[most:]), (3, 4, 2, 2))


def decisions(part: Part, locale: str, most: int, say: Say) -> Section:
    rows, more = part
    cells = [
        (cut(row["title"]), _outcome(row, say), words.day(row["at"], locale)) for row in rows[:most]
    ]
    columns = (say(N_("課題")), say(N_("決まったこと")), say(N_("日")))
    heading = say(N_("決まったこと（2年のうち）"))
    return section(heading, columns, cells, say, more + len(rows[most:]), (4, 4, 2))


def _promise(row: dict[str, Any], say: Say) -> str:
    what = say(words.word("promise", row["kind"]))
    return f"{what}　{row['count']}" if row["count"] > 1 else what


def _outcome(row: dict[str, Any], say: Say) -> str:
    said = []
    if row["accepted"] + row["shortlisted"] + row["declined"]:
        said.append(say(N_("採択 %(accepted)s・候補 %(shortlisted)s・見送り %(declined)s")) % row)
    if row["closeReason"]:
        said.append(say(words.word("close_reason", row["closeReason"])))
    return "　".join(said)


def section(
    heading: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    say: Say,
    more: int = 0,
    widths: tuple[int, ...] = (),
) -> Section:
    if not rows:
        return Section(heading=heading, lead=say(N_("ありません。")))
    after = f"＋{more}" if more > 0 else ""
    table = Table(columns=columns, rows=tuple(rows), widths=widths)
    return Section(heading=heading, table=table, after=after)


def cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
