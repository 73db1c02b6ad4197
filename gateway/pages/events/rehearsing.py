"""A rehearsal: played by one button, removed by another."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.events.events import own_event
from gateway.pages.failures import Failed
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
MINUTES = ("5", "10", "30", "60")
"""Until the first slot of the rehearsal begins."""


@get("/events/{event_id:str}/rehearse")
async def rehearse_form(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    found = await own_event(page, event_id)
    shown = {"event": found, "form": forms.new_typed(), "minutes": MINUTES, "played": None}
    return page.show("pages/events/rehearsal.html", shown)


@post("/events/{event_id:str}/rehearse")
async def rehearse(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    form = await page.form()
    found = await own_event(page, event_id)
    minutes = forms.text(form, "minutes")
    given = {
        "id": forms.text(form, "id"),
        "sourceId": event_id,
        "minutes": int(minutes) if minutes in MINUTES else int(MINUTES[1]),
        "idempotencyKey": forms.text(form, "key") or None,
    }
    try:
        played = await page.send("RehearseEvent", **given)
    except Failed as failed:
        if failed.reason.lower() != "event_incomplete":
            raise
        return page.go(f"/events/{event_id}/edit", "event_incomplete")
    shown = {"event": found, "played": played}
    return page.show("pages/events/rehearsal.html", shown)


@post("/events/{event_id:str}/rehearsal/remove")
async def remove(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Redirect:
    await page.form()
    return await send_and_go(page, "RemoveRehearsal", "/events", "rehearsal_removed", id=event_id)


HANDLERS = [rehearse_form, rehearse, remove]
