"""Ratings that were given on paper, typed in on one screen: a line each, by the keyboard alone."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NamedTuple

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from gateway.pages import forms
from gateway.pages.events.events import own_event
from gateway.pages.failures import Failed
from gateway.pages.page import Page

MOST = 500
LINE = re.compile(r"(?P<code>[^\s,、]{1,20})[\s,、]+(?P<other>[^\s,、]{1,20})[\s,、]+(?P<said>\S+)")
SAID = {
    **dict.fromkeys(("○", "◯", "〇", "o", "1", "y", "yes", "はい", "続けたい"), "YES"),
    **dict.fromkeys(("△", "2", "?", "m", "maybe", "まだわからない"), "MAYBE"),
    **dict.fromkeys(("×", "✕", "x", "3", "n", "no", "いいえ", "続けない"), "NO"),
}
"""What people write for an answer."""
OPEN = ("LIVE", "REPORTING")


class Row(NamedTuple):
    line: int
    text: str
    given: dict[str, str]
    problem: str
    """Key of what is wrong; empty: nothing."""


def rows(typed: str) -> list[Row]:
    found = [
        _row(number, line.strip())
        for number, line in enumerate(typed.split("\n"), 1)
        if line.strip()
    ]
    return found[:MOST] + [one._replace(problem="too_many_lines") for one in found[MOST:]]


def _row(number: int, line: str) -> Row:
    match = LINE.fullmatch(unicodedata.normalize("NFKC", line).strip())
    said = SAID.get(match["said"].lower()) if match else None
    if match is None or said is None:
        return Row(number, line, {}, "unreadable_rating")
    return Row(number, line, {"code": match["code"], "otherCode": match["other"], "goOn": said}, "")


@get("/events/{event_id:str}/ratings-sheet")
async def sheet(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    return await _shown(page, event_id)


@post("/events/{event_id:str}/ratings-sheet", status_code=200)
async def type_in(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    """Good lines are kept; bad ones stay in the field, each named with what is wrong."""
    form = await page.form()
    page.must_be_signed_in()
    typed = forms.text(form, "lines")
    found = rows(typed)
    good = [one for one in found if not one.problem]
    outcomes: list[dict[str, Any]] = []
    if good:
        try:
            given = [one.given for one in good]
            done = await page.send("EnterRatings", eventId=event_id, ratings=given)
        except Failed as failed:
            if failed.reason.lower() != "ratings_closed":
                raise
            page.saying = "ratings_closed"
            return await _shown(page, event_id, typed=typed)
        outcomes = done["outcomes"]
    bad = [one for one in found if one.problem]
    for one, outcome in zip(good, outcomes, strict=True):
        if outcome["result"] != "ENTERED":
            bad.append(one._replace(problem=PROBLEMS[outcome["result"]]))
    bad.sort()
    left = "\n".join(one.text for one in bad)
    return await _shown(page, event_id, typed=left, bad=bad, entered=len(found) - len(bad))


PROBLEMS = {"BAD_CODE": "bad_code", "UNKNOWN": "unknown_code", "NOT_MET": "not_met"}


async def _shown(page: Page, event_id: str, **more: Any) -> Response[bytes]:
    found = await own_event(page, event_id)
    values = {"event": found, "typed": "", "bad": [], "entered": 0, **more}
    values["is_open"] = found["state"] in OPEN
    return page.show("pages/after/paper.html", values, status=422 if values["bad"] else 200)


HANDLERS = [sheet, type_in]
