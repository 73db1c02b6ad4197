"""One's own agenda with its calendar and objections, and the wall for the hall."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import uuid4

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.rights import EVENT_STAFF
from gateway import words
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.page import Page
from gateway.pages.timetables.calendars import calendar
from gateway.pages.timetables.tables import by_table

Answer = Response[bytes] | Redirect
SHOWN_IN = frozenset({"PROVISIONAL", "LIVE", "REPORTING"})


async def asked(page: Page, event_id: str) -> dict[str, Any]:
    """What is shown of the timetable, with everybody by their id. Raises ``Failed``."""
    page.must_be_signed_in()
    found = (await page.ask("ShownTimetable", id=event_id))["shownTimetable"]
    if found is None:
        raise Failed("NOT_FOUND")
    slots = {one["id"]: one for one in found["slots"]}
    return {
        "found": found,
        "people": {one["id"]: one for one in found["people"]},
        "slots": slots,
        "entries": [entry for own in found["own"] for entry in entries(found, slots, own)],
    }


def entries(
    found: dict[str, Any], slots: dict[str, dict[str, Any]], own: str
) -> list[dict[str, Any]]:
    """Meetings of one participant in the order of time, each with the other one."""
    rows = []
    for one in found["meetings"]:
        if own in {one["publicId"], one["privateId"]}:
            other = one["privateId"] if own == one["publicId"] else one["publicId"]
            slot = slots[one["slot"]]
            rows.append({**one, "own": own, "other": other, **_times(slot)})
    return sorted(rows, key=lambda row: str(row["startsAt"]))


def _times(slot: dict[str, Any]) -> dict[str, Any]:
    return {"startsAt": slot["startsAt"], "endsAt": slot["endsAt"]}


@get("/events/{event_id:str}/agenda")
async def agenda(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    return await _show(page, event_id, {}, {}, 200)


async def _show(
    page: Page, event_id: str, typed: Typed, problems: Problems, status: int
) -> Response[bytes]:
    data = {**await asked(page, event_id), "typed": typed, "problems": problems}
    found = data["found"]
    until = found["objectionsUntil"]
    is_open = found["state"] == "PROVISIONAL" and until is not None
    data["may_object"] = is_open and _moment(found["now"]) < _moment(until)
    data["id"] = str(uuid4())
    data["choices"] = [
        (one["other"], _called(one, data["people"][one["other"]]))
        for one in data["entries"]
        if one["own"] == found["own"][0]
    ]
    return page.show("pages/timetables/agenda.html", data, status=status)


def _called(meeting: dict[str, Any], other: dict[str, Any]) -> str:
    """A meeting told from the others of the day: towns come with several people."""
    who = f"{other['organizationName']} {other['unitName']}".strip()
    return f"{words.clock(meeting['startsAt'])} {who} {other['name']}"


def _moment(given: str) -> datetime:
    return datetime.fromisoformat(given)


@get("/events/{event_id:str}/agenda.ics")
async def agenda_calendar(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[str]:
    data = await asked(page, event_id)
    text = calendar(data, page.context.settings.site)
    headers = {
        "Content-Disposition": 'attachment; filename="enishi-agenda.ics"',
        "Cache-Control": "no-store",
    }
    return Response(content=text, media_type="text/calendar", headers=headers)


@post("/events/{event_id:str}/objections")
async def make_objection(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Answer:
    form = await page.form()
    home = f"/events/{event_id}/agenda"
    said = forms.text(form, "text").strip()
    if not said:
        empty: Problems = {"text": {"problem": "required", "limit": None}}
        return await _show(page, event_id, {"other": forms.text(form, "other")}, empty, 422)
    given = {
        "id": forms.text(form, "id"),
        "participantId": forms.text(form, "participant"),
        "otherId": forms.text(form, "other") or None,
        "text": said,
    }
    try:
        return await send_and_go(page, "ObjectToTimetable", home, "objection_sent", **given)
    except Failed as failed:
        if failed.code != "VALIDATION" or "text" not in failed.problems:
            raise
        typed = {"text": said, "other": given["otherId"]}
        problems = {"text": failed.problems["text"]}
        return await _show(page, event_id, typed, problems, 422)


@get("/events/{event_id:str}/wall")
async def wall(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    try:
        return page.show("pages/timetables/wall.html", await walled(page, event_id))
    except Failed as failed:
        if failed.code != "NOT_FOUND":
            raise
        return await _nothing_to_show(page, event_id)


async def _nothing_to_show(page: Page, event_id: str) -> Response[bytes]:
    """Said of an event that shows no timetable yet or any more; raises ``Failed`` for strangers."""
    found = (await page.ask("Event", id=event_id))["matchingEvent"]
    actor = page.context.actor
    helps = actor is not None and actor.role in EVENT_STAFF
    helps = helps and str(actor.organization if actor else "") == found["organizationId"]
    if found["state"] in SHOWN_IN and not (helps and found["state"] == "PROVISIONAL"):
        raise Failed("NOT_FOUND")
    over = found["state"] in {"ARCHIVED", "CALLED_OFF"}
    return page.show("pages/timetables/no_wall.html", {"event": found, "over": over})


async def walled(page: Page, event_id: str) -> dict[str, Any]:
    """The slot that runs and the next one, for a projector; by the clock of the database."""
    data = await asked(page, event_id)
    now = _moment(data["found"]["now"])
    coming = [one for one in data["found"]["slots"] if _moment(one["endsAt"]) > now][:2]
    rows = []
    for slot in coming:
        meetings = [one for one in data["found"]["meetings"] if one["slot"] == slot["id"]]
        rows.append(
            {
                **slot,
                "runs": _moment(slot["startsAt"]) <= now,
                "meetings": sorted(meetings, key=by_table),
                "several": _several(meetings, data["people"]),
            }
        )
    return {**data, "rows": rows}


def _several(meetings: list[dict[str, Any]], people: dict[str, dict[str, Any]]) -> set[str]:
    """Organizations at more than one table at once: their names alone lead nobody there."""
    sides = ("publicId", "privateId")
    met = Counter(people[one[side]]["organizationName"] for one in meetings for side in sides)
    return {name for name, count in met.items() if count > 1}


HANDLERS = [agenda, agenda_calendar, make_objection, wall]
