"""The sign-in sheet that was filled in by hand, typed in on one screen (AC5 of J5)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID, uuid4, uuid5

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from contracts.checkins import number_of
from gateway import words
from gateway.pages import forms
from gateway.pages.day.door import OPEN, asked, closed, must_staff
from gateway.pages.failures import Failed
from gateway.pages.page import Page

MOST = 500
LINE = re.compile(r"(?P<code>[^\s,、]+)(?:[\s,、]+(?P<hour>\d{1,2})[:時](?P<minute>\d{1,2})分?)?")


class Row(NamedTuple):
    line: int
    text: str
    code: str
    at: str | None
    problem: str
    """Key of what is wrong; empty: nothing."""


def rows(typed: str, day: date) -> list[Row]:
    """A row for each line that is not empty: a code, and when, in the time of Japan."""
    found = [
        _row(number, line.strip(), day)
        for number, line in enumerate(typed.split("\n"), 1)
        if line.strip()
    ]
    return found[:MOST] + [one._replace(problem="too_many_lines") for one in found[MOST:]]


def _row(number: int, line: str, day: date) -> Row:
    match = LINE.fullmatch(unicodedata.normalize("NFKC", line).strip())
    if match is None:
        return Row(number, line, "", None, "unreadable_line")
    if number_of(match["code"]) is None:
        return Row(number, line, match["code"], None, "bad_code")
    if match["hour"] is None:
        return Row(number, line, match["code"], None, "")
    try:
        at = time(int(match["hour"]), int(match["minute"]))
    except ValueError:
        return Row(number, line, match["code"], None, "no_such_time")
    instant = datetime.combine(day, at, words.JAPAN).isoformat()
    return Row(number, line, match["code"], instant, "")


@get("/events/{event_id:str}/sign-in-sheet")
async def sheet(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    day = await asked(page, event_id)
    return _shown(page, day) if day["state"] in OPEN else closed(page, day)


def _shown(page: Page, day: dict[str, Any], **more: Any) -> Response[bytes]:
    values = {"day": day, "typed": "", "bad": [], "good": [], "id": str(uuid4()), **more}
    status = 422 if values["bad"] else 200
    return page.show("pages/day/sheet.html", values, status=status)


@post("/events/{event_id:str}/sign-in-sheet", status_code=200)
async def type_in(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    """Good lines are kept; bad ones stay in the field, each named with what is wrong.

    A line has an id that follows from the form and from it, so a form sent twice is one.
    """
    form = await page.form()
    must_staff(page)
    typed = forms.text(form, "lines")
    day = await asked(page, event_id)
    found = rows(typed, _day(day))
    good = [one for one in found if not one.problem]
    try:
        outcomes = await _sent(page, event_id, forms.text(form, "id"), good) if good else []
    except Failed as failed:
        if failed.code != "CONFLICT":
            raise
        page.saying = "not_the_day"
        return _shown(page, day, typed=typed)
    bad = [one for one in found if one.problem]
    for one, outcome in zip(good, outcomes, strict=True):
        if outcome["result"] == "UNKNOWN":
            bad.append(one._replace(problem="unknown_code"))
    bad.sort()
    kept = [
        (one, outcome)
        for one, outcome in zip(good, outcomes, strict=True)
        if outcome["result"] != "UNKNOWN"
    ]
    left = "\n".join(one.text for one in bad)
    return _shown(page, await asked(page, event_id), typed=left, bad=bad, good=kept)


def _day(day: dict[str, Any]) -> date:
    """Of the first slot, in Japan; today where there is none."""
    starts = min((slot["startsAt"] for slot in day["slots"]), default=day["now"])
    return datetime.fromisoformat(starts).astimezone(words.JAPAN).date()


async def _sent(page: Page, event_id: str, sheet_id: str, good: list[Row]) -> list[dict[str, Any]]:
    given = [
        {
            "id": str(uuid5(UUID(event_id), f"{sheet_id[:40]} {number_of(one.code)} {one.at}")),
            "code": one.code,
            "at": one.at,
            "means": "PAPER",
        }
        for one in good
    ]
    done = await page.send("RecordCheckIns", eventId=event_id, checkIns=given)
    found: list[dict[str, Any]] = done["outcomes"]
    return found


HANDLERS = [sheet, type_in]
