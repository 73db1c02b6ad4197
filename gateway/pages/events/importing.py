"""A table of participants: looked at, confirmed, taken back."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from uuid import uuid4

import msgspec
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from chassis import checking
from gateway.errors import camel
from gateway.pages import forms
from gateway.pages.challenge_work.files import LARGEST_FORM
from gateway.pages.events import sheets
from gateway.pages.events.events import own_event
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
SHOWN = 60  # characters of a cell that stands in a problem
Rows = list[dict[str, str | int]]


@get("/events/{event_id:str}/import")
async def import_form(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    return await _show(page, event_id, {}, 200)


@post("/events/{event_id:str}/import", request_max_body_size=LARGEST_FORM)
async def look(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    """What would be written; the rows go along in the page and nowhere else."""
    form = await page.form()
    page.must_be_signed_in()
    given = form.get("content")
    content = await given.read() if isinstance(given, UploadFile) else b""
    try:
        rows = await asyncio.to_thread(sheets.rows_of, content)
    except sheets.Unreadable as wrong:
        limit = wrong.line or sheets.MOST
        problems: Problems = {"content": {"problem": str(wrong), "limit": limit}}
        return await _show(page, event_id, problems, 422)
    bad = [one for row in rows for one in _unfit(row)]
    lines = {one["line"] for one in bad}
    rows = [row for row in rows if row["line"] not in lines]
    check = (await page.ask("ImportCheck", id=event_id, rows=rows))["importCheck"]
    told = [{**one, "field": camel(one["field"])} for one in check["problems"]]
    check["problems"] = sorted(bad + told, key=lambda one: int(one["line"]))
    packed = msgspec.json.encode(rows).decode()
    new = {"id": str(uuid4()), "key": str(uuid4()), "unfit": len(lines)}
    return await _show(page, event_id, {}, 200, check=check, packed=packed, new=new)


def _unfit(row: dict[str, str | int]) -> list[dict[str, Any]]:
    """Cells with characters that no request may hold: the whole table would be refused."""
    found = []
    for name, cell in row.items():
        text = str(cell)
        stacked = checking.STACKED.search(text) is not None
        if stacked or checking.FORBIDDEN.search(text):
            problem = "stacked_marks" if stacked else "control_characters"
            value = checking.STACKED.sub("", checking.FORBIDDEN.sub("", text))[:SHOWN]
            told = {"line": row["line"], "field": name, "problem": problem, "limit": None}
            found.append({**told, "value": value})
    return found


@post("/events/{event_id:str}/import/confirm", request_max_body_size=LARGEST_FORM)
async def confirm(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    form = await page.form()
    page.must_be_signed_in()
    try:
        rows = msgspec.json.decode(forms.text(form, "rows"), type=Rows)
    except msgspec.DecodeError:
        raise Failed("NOT_FOUND") from None
    key = forms.text(form, "key") or None
    given = {"id": forms.text(form, "id"), "eventId": event_id, "rows": rows}
    done = await page.send("ImportParticipants", **given, idempotencyKey=key)
    unfit = forms.text(form, "unfit")
    if re.fullmatch("[0-9]{1,4}", unfit):
        done["leftOut"] += int(unfit)
    return await _show(page, event_id, {}, 200, done=done)


@post("/events/{event_id:str}/import/{import_id:str}/undo")
async def undo(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str], import_id: FromPath[str]
) -> Redirect:
    await page.form()
    to = f"/events/{event_id}/participants"
    try:
        await page.send("UndoImport", id=import_id, eventId=event_id)
    except Failed as failed:
        if failed.code != "CONFLICT":
            raise
        return page.go(to, "import_changed")
    return page.go(to, "import_undone")


async def _show(
    page: Page, event_id: str, problems: Problems, status: int, **more: Any
) -> Response[bytes]:
    found = await own_event(page, event_id)
    at = 0 if page.preferences.locale == "ja" else -1
    names = {name: headings[at] for name, headings in sheets.COLUMNS.items()}
    shown = {
        "check": None,
        "done": None,
        "event": found,
        "problems": problems,
        "names": names,
        "needed": sheets.NEEDED,
        **more,
    }
    return page.show("pages/events/import.html", shown, status=status)


HANDLERS = [import_form, look, confirm, undo]
