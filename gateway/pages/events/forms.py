"""Making and changing a matching event, and last year's on a new day."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from chassis.japan import JAPAN
from contracts.matching_events import BookingMode
from gateway.pages import forms
from gateway.pages.events.events import may_organize, own_event
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.page import Page, frame

Answer = Response[bytes] | Redirect
NEW = "/events/new"
TEXTS = (
    "id",
    "revision",
    "key",
    "title",
    "description",
    "venue",
    "consent",
    "slots",
    "tables",
    "mode",
)
NUMBERS = (
    "publicCapacity",
    "privateCapacity",
    "onlineRooms",
    "floor",
    "walkingMinutes",
    "objectionHours",
)
DAYS = ("heldOn", "retainUntil")
LINE = re.compile(r"(\S+)\s+(\d{1,2}):(\d{2})\s*[-~〜ー–]\s*(\d{1,2}):(\d{2})")
LAST_HOUR, LAST_MINUTE = 29, 59
MOST = {"slots": 60, "tables": 500}
"""In a list; a limit of these fields that is another one is of a text in it."""
FIRST = "S1 13:00-13:20\nS2 13:25-13:45\nS3 13:50-14:10"


@get(NEW)
async def new_event(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    page.must_be_signed_in()
    if not may_organize(page):
        raise Failed("FORBIDDEN")
    await frame(page)
    usual = {"publicCapacity": "40", "privateCapacity": "80", "floor": "2", "slots": FIRST}
    usual |= {"mode": "organizer", "objectionHours": "48"}
    empty: Typed = dict.fromkeys((*TEXTS, *NUMBERS), "") | {name: {} for name in DAYS}
    typed = empty | forms.new_typed(**usual)
    return _show(page, NEW, typed, {}, 200)


@post(NEW)
async def send_new_event(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    return await _received(page, NEW)


@get("/events/{event_id:str}/edit")
async def edit_event(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    found = await own_event(page, event_id)
    typed = forms.new_typed(**{name: str(found.get(name, "")) for name in TEXTS if name != "key"})
    typed |= {name: str(found[name]) for name in NUMBERS}
    typed |= {name: forms.parts_of(found[name]) for name in DAYS}
    typed["slots"] = "\n".join(_slot_line(one, found["heldOn"]) for one in found["slots"])
    typed["tables"] = "\n".join(f"{one['id']} {one['zone']}".strip() for one in found["tables"])
    return _show(page, page.path, typed, {}, 200)


@post("/events/{event_id:str}/edit")
async def send_event(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Answer:
    return await _received(page, f"/events/{event_id}/edit")


async def _received(page: Page, action: str) -> Answer:
    form = await page.form()
    page.must_be_signed_in()
    typed: Typed = {name: forms.text(form, name) for name in (*TEXTS, *NUMBERS)}
    typed |= {name: forms.date_parts(form, name) for name in DAYS}
    given, problems = _meant(typed)
    if not problems:
        try:
            found = await page.send("SaveEvent", **given)
        except Failed as failed:
            if failed.code not in {"VALIDATION", "CONFLICT"}:
                raise
            stale: Problems = {"": {"problem": "stale", "limit": None}}
            problems = _counted(given, failed.problems) or stale
        else:
            return page.go(f"/events/{found['event']['id']}", "event_saved")
    await frame(page)
    return _show(page, action, typed, problems, 422)


def _meant(typed: Typed) -> tuple[dict[str, Any], Problems]:
    """The input that was meant, and the fields that cannot be read."""
    problems: Problems = {}
    given: dict[str, Any] = {
        name: typed[name].strip() for name in ("id", "title", "description", "venue", "consent")
    }
    given |= {"revision": forms.revision(typed), "idempotencyKey": typed["key"] or None}
    mode = typed["mode"].upper()
    given["mode"] = mode if mode in BookingMode.__members__ else None
    for name in (*NUMBERS, *DAYS):
        read = forms.day if name in DAYS else forms.count
        try:
            given[name] = read(typed[name])
        except ValueError:
            wrong = "not_a_date" if name in DAYS else "not_a_number"
            problems[name] = {"problem": wrong, "limit": None}
    lines = [line.split(None, 1) for line in typed["tables"].splitlines() if line.strip()]
    given["tables"] = [{"id": line[0], "zone": "".join(line[1:])} for line in lines]
    given["slots"], unread = _slots(typed["slots"], given.get("heldOn"))
    return given, problems | unread


def _counted(given: dict[str, Any], problems: Problems) -> Problems:
    """60 slots are not 60 characters."""
    for name in MOST.keys() & problems.keys():
        found = problems[name]
        if found["problem"] == "too_long":
            is_number = found["limit"] == MOST[name] < len(given[name])
            found["problem"] = "too_many" if is_number else "too_long_each"
    return problems


def _slots(typed: str, day: str | None) -> tuple[list[dict[str, str]], Problems]:
    """The slots of all lines; or the first line that is none."""
    found: list[dict[str, str]] = []
    lines = [(number, line) for number, line in enumerate(typed.splitlines(), 1) if line.strip()]
    if lines and day is None:
        return [], {"slots": {"problem": "not_a_slot", "limit": None}}
    for number, line in lines:
        try:
            found.append(_slot(line, day or ""))
        except (ValueError, OverflowError):
            return [], {"slots": {"problem": "not_a_slot_line", "limit": number}}
    return found, {}


def _slot(line: str, day: str) -> dict[str, str]:
    """``S1 13:00-13:20`` on that day in Japan. Raises ``ValueError`` or ``OverflowError``."""
    found = LINE.fullmatch(line.strip())
    if found is None:
        raise ValueError(line)
    midnight = datetime.fromisoformat(day).replace(tzinfo=JAPAN)
    start, end = (_after(midnight, int(found[n]), int(found[n + 1])) for n in (2, 4))
    return {"id": found[1], "startsAt": start.isoformat(), "endsAt": end.isoformat()}


def _after(midnight: datetime, hours: int, minutes: int) -> datetime:
    """25:00 is one in the night that follows. Raises ``ValueError`` or ``OverflowError``."""
    if hours > LAST_HOUR or minutes > LAST_MINUTE:
        raise ValueError(hours, minutes)
    return midnight + timedelta(hours=hours, minutes=minutes)


def _slot_line(slot: dict[str, str], day: str | None) -> str:
    """As it is typed, so that saving it again moves nothing."""
    return f"{slot['id']} {_typed(slot['startsAt'], day)}-{_typed(slot['endsAt'], day)}"


def _typed(instant: str, day: str | None) -> str:
    """Hours are counted on from the midnight of the event's day, in Japan."""
    if day is None:
        return clock(instant)
    midnight = datetime.fromisoformat(day).replace(tzinfo=JAPAN)
    minutes = (datetime.fromisoformat(instant) - midnight) // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def clock(instant: str) -> str:
    """13:00 in Japan."""
    return f"{datetime.fromisoformat(instant).astimezone(JAPAN):%H:%M}"


@get("/events/{event_id:str}/clone")
async def clone_form(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    found = await own_event(page, event_id)
    shown = {
        "event": found,
        "form": forms.new_typed(title=found["title"], heldOn={}),
        "problems": {},
    }
    return page.show("pages/events/clone.html", shown)


@post("/events/{event_id:str}/clone")
async def clone(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    form = await page.form()
    typed: Typed = {name: forms.text(form, name) for name in ("id", "key", "title")}
    typed["heldOn"] = forms.date_parts(form, "heldOn")
    problems: Problems = {}
    try:
        day = forms.day(typed["heldOn"])
        if day is None:
            problems["heldOn"] = {"problem": "required", "limit": None}
    except ValueError:
        problems["heldOn"] = {"problem": "not_a_date", "limit": None}
    if not problems:
        title, key = typed["title"].strip(), typed["key"] or None
        given = {"id": typed["id"], "sourceId": event_id, "title": title, "heldOn": day}
        try:
            found = await page.send("CloneEvent", **given, idempotencyKey=key)
        except Failed as failed:
            if failed.code != "VALIDATION":
                raise
            problems = failed.problems
        else:
            return page.go(f"/events/{found['event']['id']}", "event_cloned")
    shown = {"event": await own_event(page, event_id), "form": typed, "problems": problems}
    return page.show("pages/events/clone.html", shown, status=422)


def _show(
    page: Page, action: str, typed: Typed, problems: Problems, status: int
) -> Response[bytes]:
    shown = {"form": typed, "problems": problems, "action": action}
    return page.show("pages/events/event_form.html", shown, status=status)


HANDLERS = [new_event, send_new_event, edit_event, send_event, clone_form, clone]
