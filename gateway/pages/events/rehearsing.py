"""A rehearsal: played by one button, removed by another."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.rehearsals import PlayedStep
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.events.events import own_event
from gateway.pages.failures import Failed
from gateway.pages.page import Page

MINUTES = ("5", "10", "30", "60")
"""Until the first slot of the rehearsal begins."""


@get("/events/{event_id:str}/rehearse")
async def rehearse_form(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    found = await own_event(page, event_id)
    played = await _played(page)
    shown = {"event": found, "form": forms.new_typed(), "minutes": MINUTES, "played": played}
    return page.show("pages/events/rehearsal.html", shown)


async def _played(page: Page) -> dict[str, Any] | None:
    """What the address tells of the rehearsal that has just been played, if it is there still."""
    query = page.request.query_params
    numbers = query.get("steps", "").split(".")
    if not query.get("played") or len(numbers) != len(PlayedStep):
        return None
    if not all(re.fullmatch("[0-9]{1,6}", number) for number in numbers):
        return None
    copy = await own_event(page, query["played"])
    steps = zip(PlayedStep, map(int, numbers), strict=True)
    return {
        "event": copy,
        "steps": [{"step": step.name, "number": number} for step, number in steps],
        "checked": query.get("checked") == "1",
    }


@post("/events/{event_id:str}/rehearse")
async def rehearse(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Redirect:
    form = await page.form()
    await own_event(page, event_id)
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
    told = {
        "played": played["event"]["id"],
        "steps": ".".join(str(one["number"]) for one in played["steps"]),
        "checked": int(played["checked"]),
    }
    return page.go(f"/events/{event_id}/rehearse?{urlencode(told)}")


@post("/events/{event_id:str}/rehearsal/remove")
async def remove(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Redirect:
    await page.form()
    return await send_and_go(page, "RemoveRehearsal", "/events", "rehearsal_removed", id=event_id)


HANDLERS = [rehearse_form, rehearse, remove]
