"""The fair-dialogue record (対話記録): read, added to by hand, and disclosed."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from contracts.dialogue import NoteDialogue
from contracts.rights import DIALOGUE_READERS, PUBLIC_SIDE
from gateway import words
from gateway.catalogues import load
from gateway.pages import forms
from gateway.pages.failures import Failed, Problems
from gateway.pages.introductions.dialogue_paper import disclosed
from gateway.pages.introductions.workbooks import workbook
from gateway.pages.lists import after, restarted
from gateway.pages.page import Page, frame

Answer = Response[bytes] | Redirect
HOME, NEW = "/dialogues", "/dialogues/new"
COLUMNS = (
    *(words.N_("日時"), words.N_("相手"), words.N_("どのように"), words.N_("課題など")),
    *(words.N_("だれが"), words.N_("伝えたこと"), words.N_("ほかに伝えた相手")),
)
TYPED = ("id", "companyId", "kind", "clock", "people", "disclosed", "offeredTo")
MOST = 2_000
"""Entries in one document."""
LEFT = words.N_("ほかに%(num)s件あります。期間をしぼってください。")
"""At the end of a document that is not whole: it is disclosed, and would look as if it were."""


@get(HOME)
async def dialogues(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    _must_read(page)
    chosen = _chosen(page)
    try:
        data = await page.ask("Dialogues", filter=_filter(chosen), after=after(page))
    except Failed as failed:
        return restarted(page, failed)
    files = {end: page.address(after=None).replace(HOME, HOME + end, 1) for end in ENDINGS}
    shown = {**data, **chosen, "files": files}
    return page.show("pages/introductions/dialogues.html", shown)


ENDINGS = (".xlsx", ".pdf", "/print")


@get("/dialogues.xlsx")
async def disclosed_table(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    _must_read(page)
    rows, left = await _all(page)
    translate = load(page.preferences.locale).gettext
    head = [translate(column) for column in COLUMNS]
    end = [[translate(LEFT) % {"num": left}]] if left else []
    body = workbook(translate("対話記録"), [head, *(_cells(page, row) for row in rows), *end])
    return Response(
        content=body,
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={
            "Content-Disposition": 'attachment; filename="enishi-dialogues.xlsx"',
            "Cache-Control": "no-store",
        },
    )


@get("/dialogues.pdf")
async def disclosed_paper(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    _must_read(page)
    chosen, (rows, left), locale = _chosen(page), await _all(page), page.preferences.locale
    translate = load(locale).gettext
    await frame(page)
    body = await disclosed(
        [translate(column) for column in COLUMNS],
        [_cells(page, row) for row in rows],
        locale,
        ((page.viewer or {}).get("organization") or {}).get("name", ""),
        (chosen["since"], chosen["until"]),
        left,
    )
    return Response(
        content=body,
        media_type="application/pdf",
        headers={
            "Content-Disposition": 'attachment; filename="enishi-dialogues.pdf"',
            "Cache-Control": "no-store",
        },
    )


@get("/dialogues/print")
async def disclosed_page(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    _must_read(page)
    chosen = _chosen(page)
    rows, left = await _all(page)
    shown = {"rows": rows, "left": left, **chosen, "today": datetime.now(words.JAPAN)}
    return page.show("pages/introductions/dialogues_print.html", shown)


@get(NEW)
async def note_form(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    _must_write(page)
    await frame(page)
    company = page.request.query_params.get("company", "")
    empty = dict.fromkeys(TYPED, "") | {"companyId": company}
    typed = empty | forms.new_typed() | {"at": forms.parts_of(words.today().isoformat())}
    return _show(page, typed, {}, 200)


@post(NEW)
async def note(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    typed: dict[str, Any] = {name: forms.text(form, name) for name in TYPED}
    typed["at"] = forms.date_parts(form, "at")
    at, problems = _instant(typed)
    company = typed["companyId"].strip().rstrip("/").rpartition("/")[2]
    given = {
        "id": typed["id"],
        "companyId": company,
        "kind": typed["kind"].upper() or None,
        "at": at,
        "people": typed["people"].strip(),
        "disclosed": typed["disclosed"].strip(),
        "offeredTo": typed["offeredTo"].strip(),
    }
    wanted = given | {"kind": typed["kind"] or None, "at": at or datetime.now(words.JAPAN)}
    problems = forms.check(NoteDialogue, wanted) | problems
    if problems:
        await frame(page)
        return _show(page, typed, problems, 422)
    try:
        await page.send("NoteDialogue", **given)
    except Failed as failed:
        if failed.code != "VALIDATION":
            raise
        await frame(page)
        return _show(page, typed, failed.problems, 422)
    actor = page.context.actor
    reads = actor is not None and actor.role in DIALOGUE_READERS
    return page.go(HOME if reads else "/introductions", "dialogue_noted")


def _instant(typed: dict[str, Any]) -> tuple[str | None, Problems]:
    try:
        day = forms.day(typed["at"])
        clock = unicodedata.normalize("NFKC", typed["clock"]).strip() or "00:00"
        moment = datetime.strptime(f"{day} {clock}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 -- in Japan
    except ValueError:
        return None, {"at": {"problem": "not_a_time", "limit": None}}
    return moment.replace(tzinfo=words.JAPAN).isoformat(), {}


def _must_read(page: Page) -> None:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in DIALOGUE_READERS:
        raise Failed("FORBIDDEN")


def _must_write(page: Page) -> None:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in PUBLIC_SIDE:
        raise Failed("FORBIDDEN")


async def _all(page: Page) -> tuple[list[dict[str, Any]], int]:
    """Every entry that is asked for, as far as one document holds them, and how many are left."""
    asked, place = _filter(_chosen(page)), None
    rows: list[dict[str, Any]] = []
    total = 0
    while len(rows) < MOST:
        found = (await page.ask("DialogueExport", filter=asked, after=place))["dialogueExport"]
        rows += found["nodes"]
        total = found["totalCount"]
        if not found["pageInfo"]["hasNextPage"]:
            break
        place = found["pageInfo"]["endCursor"]
    return rows, max(0, total - len(rows))


def _chosen(page: Page) -> dict[str, str | None]:
    """The filters as they stand in the address; days that no calendar has ask for nothing."""
    query = page.request.query_params
    days = {name: _day(query.get(name)) for name in ("since", "until")}
    return days | {name: query.get(name) or None for name in ("company", "organization")}


def _day(given: str | None) -> str | None:
    try:
        return date.fromisoformat(given or "").isoformat()
    except ValueError:
        return None


def _filter(chosen: dict[str, str | None]) -> dict[str, str]:
    names = {"company": "companyId", "organization": "organizationId"}
    return {names.get(name, name): value for name, value in chosen.items() if value}


def _cells(page: Page, row: dict[str, Any]) -> list[str]:
    translate = load(page.preferences.locale).gettext
    at = datetime.fromisoformat(row["at"]).astimezone(words.JAPAN)
    everybody = row["offeredTo"] == "everybody"
    offered = translate(words.TO_EVERYBODY) if everybody else row["offeredTo"]
    kind = translate(words.word("contact_kind", row["kind"]))
    first = [f"{at:%Y-%m-%d %H:%M}", row["companyName"], kind, row["causeTitle"]]
    return [*first, row["people"], row["disclosed"], offered]


def _show(page: Page, typed: dict[str, Any], problems: Problems, status: int) -> Response[bytes]:
    shown = {"form": typed, "problems": problems}
    return page.show("pages/introductions/dialogue_form.html", shown, status=status)


HANDLERS = [disclosed_table, disclosed_paper, disclosed_page, note_form, note, dialogues]
