"""Who takes part, on paper: the list by kana, and the sheet on which arrivals are ticked."""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from contracts.checkins import short_code
from gateway.papers.printing import Section, Table
from gateway.words import N_, word

Say = Callable[[str], str]
BOX = "□"
CLOCK = "　：　"
BLANK = 8  # lines for who walks in
ROWS = "あかさたなはまやらわ"
BEGIN = "ぁかさたなはまゃらゎ"
"""The first character of each row, in the order of Unicode."""
TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def participants(everybody: list[dict[str, Any]], say: Say) -> Iterator[Section]:
    """Under the rows of the syllabary, as in the index of a book."""
    columns = (
        say(N_("番号")),
        say(N_("ふりがな")),
        say(N_("名前")),
        say(N_("団体名")),
        say(N_("側")),
    )
    for row, some in groupby(everybody, key=lambda one: kana_row(one["nameKana"])):
        rows = tuple(
            (str(one["number"]), one["nameKana"], one["name"], _house(one), _side(one, say))
            for one in some
        )
        heading = say(N_("%(row)s行")) % {"row": row} if row else say(N_("ふりがなのない人"))
        yield Section(
            heading=heading, table=Table(columns=columns, rows=rows, widths=(2, 6, 6, 9, 4))
        )


def sign_in(everybody: list[dict[str, Any]], say: Say) -> Iterator[Section]:
    """With the code that is typed in later, and lines for who walks in."""
    first = (say(N_("来場")), say(N_("時刻")), say(N_("受付番号")))
    columns = (*first, say(N_("ふりがな")), say(N_("名前")), say(N_("団体名")))
    rows = tuple(
        (BOX, CLOCK, short_code(one["number"]), one["nameKana"], one["name"], _house(one))
        for one in everybody
    )
    widths = (2, 3, 3, 6, 6, 10)
    note = say(
        N_("来た人の□に印を、時刻の欄に時刻を書きます。あとで「受付簿を入力する」から入れます。")
    )
    table = Table(columns=columns, rows=rows, widths=widths, roomy=True)
    yield Section(heading=say(N_("五十音順")), lead=note, table=table)
    empty = tuple((BOX, CLOCK, *("　",) * 4) for _ in range(BLANK))
    table = Table(columns=columns, rows=empty, widths=widths, roomy=True)
    yield Section(heading=say(N_("当日の飛び入り")), table=table)


def kana_row(kana: str) -> str:
    """The row of the syllabary that a reading begins in; empty for none."""
    plain = unicodedata.normalize("NFKC", kana).strip().translate(TO_HIRAGANA)
    first = plain[:1]
    if first == "ゔ":
        return "あ"
    place = bisect(BEGIN, first) - 1
    return ROWS[place] if "ぁ" <= first <= "ん" and place >= 0 else ""


def _house(one: dict[str, Any]) -> str:
    return f"{one['organizationName']} {one['unitName']}".strip()


def _side(one: dict[str, Any], say: Say) -> str:
    return say(word("event_side", one["side"]))
