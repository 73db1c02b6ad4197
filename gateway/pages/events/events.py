"""The list of matching events, and the page of one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.matching_events import EventState
from contracts.rights import EVENT_ORGANIZERS, POSTERS
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed
from gateway.pages.lists import after, restarted
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
HOME = "/events"
NEXT = {
    "PLANNING": "REGISTRATION",
    "REGISTRATION": "PREFERENCES",
    "PREFERENCES": "SCHEDULING",
    "LIVE": "REPORTING",
    "REPORTING": "ARCHIVED",
}
"""What an organizer goes on to by a button; timetables lead over what is between."""
CLOSING = frozenset({"REPORTING", "ARCHIVED"})


def may_organize(page: Page) -> bool:
    actor = page.context.actor
    return actor is not None and actor.role in EVENT_ORGANIZERS


async def own_event(page: Page, event_id: str) -> dict[str, Any]:
    """The event, for who runs it. Raises ``Failed``."""
    page.must_be_signed_in()
    found: dict[str, Any] = (await page.ask("Event", id=event_id))["matchingEvent"]
    if not found["isOwn"]:
        raise Failed("FORBIDDEN")
    return found


@get(HOME)
async def events(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    past = page.request.query_params.get("show") == "past"
    try:
        data = await page.ask("Events", past=past, after=after(page))
    except Failed as failed:
        return restarted(page, failed)
    shown = {**data, "past": past, "may_organize": may_organize(page)}
    return page.show("pages/events/events.html", shown)


@get("/events/{event_id:str}")
async def event(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    found = (await page.ask("Event", id=event_id))["matchingEvent"]
    tables = len(found["tables"]) + found["onlineRooms"]
    places = await page.ask(
        "EventPlaces",
        public=found["publicCapacity"],
        private=found["privateCapacity"],
        slots=len(found["slots"]),
        tables=tables,
    )
    shown: dict[str, Any] = {"event": found, "places": places["eventPlaces"], "mine": []}
    actor = page.context.actor
    shown["may_register"] = actor is not None and actor.role in POSTERS
    if shown["may_register"]:
        shown["mine"] = (await page.ask("MyParticipation", id=event_id))["myParticipation"]
    if found["isOwn"]:
        shown["counts"] = (await page.ask("PreferenceCounts", id=event_id))["preferenceCounts"]
        shown["next"] = NEXT.get(found["state"])
        shown["early"] = shown["next"] in CLOSING and _is_to_come(found)
        if found["mode"] != "ORGANIZER":
            shown["booked"] = (await page.ask("BookedMeetings", id=event_id))["bookedMeetings"]
    return page.show("pages/events/event.html", shown)


def _is_to_come(found: dict[str, Any]) -> bool:
    """Whether meetings are: what the service refuses to end then is asked for apart."""
    now = datetime.now(UTC)
    return any(datetime.fromisoformat(slot["endsAt"]) > now for slot in found["slots"])


@post("/events/{event_id:str}/advance")
async def advance(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Redirect:
    form = await page.form()
    given = {name: forms.text(form, name) for name in ("state", "revision")}
    state = given["state"].upper()
    if state not in EventState.__members__:
        raise Failed("NOT_FOUND")
    to = f"/events/{event_id}"
    revision = forms.revision(given) or 1
    try:
        sure = bool(forms.text(form, "sure"))
        step = {"id": event_id, "revision": revision, "state": state, "sure": sure}
        return await send_and_go(page, "AdvanceEvent", to, "event_advanced", **step)
    except Failed as failed:
        if failed.code != "VALIDATION":
            raise
        return page.go(f"/events/{event_id}/edit", "event_incomplete")


HANDLERS = [events, event, advance]
