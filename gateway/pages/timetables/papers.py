"""A timetable on paper: a page for each person and table, lists in the order of kana."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from gateway import words
from gateway.catalogues import load
from gateway.pages.failures import Failed
from gateway.pages.page import Page
from gateway.pages.timetables.agenda import entries
from gateway.pages.timetables.board import must_organize
from gateway.papers.printing import Paper, Section, Table, printed
from gateway.words import N_

Say = Callable[[str], str]
TITLES = {
    "people": N_("個人の予定"),
    "tables": N_("卓の予定"),
    "participants": N_("参加者名簿"),
    "sign-in": N_("受付簿"),
}
BOX = "□"


@get("/events/{event_id:str}/papers/{kind:str}")
async def paper(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str], kind: FromPath[str]
) -> Response[bytes]:
    must_organize(page)
    name = kind.removesuffix(".pdf")
    if name not in TITLES:
        raise Failed("NOT_FOUND")
    data = await page.ask("Board", id=event_id)
    found = data["timetable"]
    if found is None or not found["people"]:
        raise Failed("NOT_FOUND")
    body = await printed(_paper(data["matchingEvent"]["title"], found, name, page))
    return Response(
        content=body,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="enishi-{name}.pdf"',
            "Cache-Control": "no-store",
        },
    )


def _paper(title: str, found: dict[str, Any], name: str, page: Page) -> Paper:
    locale = page.preferences.locale
    say: Say = load(locale).gettext
    apart = name in {"people", "tables"}
    version = f"v{found['version']} {say(words.word('timetable_state', found['state']))}"
    return Paper(
        title=title,
        language=locale,
        subtitle=f"{say(TITLES[name])}　{version}",
        foot=f"{title}　{version}",
        apart=apart,
        sections=tuple(SECTIONS[name](found, say)),
    )


def _people(found: dict[str, Any], say: Say) -> Iterator[Section]:
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


def _tables(found: dict[str, Any], say: Say) -> Iterator[Section]:
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


def _participants(found: dict[str, Any], say: Say) -> Iterator[Section]:
    columns = (say(N_("番号")), say(N_("ふりがな")), say(N_("名前")), say(N_("団体")))
    rows = tuple(
        (str(one["number"]), one["nameKana"], one["name"], one["organizationName"])
        for one in found["people"]
    )
    table = Table(columns=columns, rows=rows, widths=(1, 4, 4, 6))
    yield Section(heading=say(N_("五十音順")), table=table)


def _sign_in(found: dict[str, Any], say: Say) -> Iterator[Section]:
    first = (say(N_("来場")), say(N_("番号")), say(N_("ふりがな")), say(N_("名前")))
    columns = (*first, say(N_("団体")), say(N_("来場の時刻")))
    rows = tuple(
        (BOX, str(one["number"]), one["nameKana"], one["name"], one["organizationName"], "")
        for one in found["people"]
    )
    table = Table(columns=columns, rows=rows, widths=(1, 1, 4, 3, 5, 3))
    yield Section(heading=say(N_("五十音順")), table=table)


SECTIONS = {
    "people": _people,
    "tables": _tables,
    "participants": _participants,
    "sign-in": _sign_in,
}


def _who(one: dict[str, Any]) -> tuple[str, str]:
    return one["organizationName"], one["name"]


def _time(slot: dict[str, Any]) -> str:
    ends = [datetime.fromisoformat(slot[name]) for name in ("startsAt", "endsAt")]
    return " – ".join(f"{one.astimezone(words.JAPAN):%H:%M}" for one in ends)


HANDLERS = [paper]
