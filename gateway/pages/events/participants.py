"""Who takes part, for the organizer; taking somebody out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed
from gateway.pages.lists import LONGEST, after, restarted
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect


async def listed(page: Page, event_id: str, side: str | None = None) -> dict[str, Any]:
    search = page.request.query_params.get("q", "").strip()[:LONGEST]
    found = await page.ask("Participants", id=event_id, side=side, search=search, after=after(page))
    return {**found, "event": found["matchingEvent"], "q": search}


@get("/events/{event_id:str}/participants")
async def participants(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Answer:
    page.must_be_signed_in()
    try:
        shown = await listed(page, event_id)
    except Failed as failed:
        return restarted(page, failed)
    return page.show("pages/events/participants.html", shown)


@post("/events/{event_id:str}/participants/{participant_id:str}/cancel")
async def cancel(
    page: NamedDependency[SkipValidation[Page]],
    event_id: FromPath[str],
    participant_id: FromPath[str],
) -> Redirect:
    form = await page.form()
    to = f"/events/{event_id}"
    if forms.text(form, "back") == "participants":
        to += "/participants?" + urlencode({"q": forms.text(form, "q")[:LONGEST]})
    return await send_and_go(
        page, "CancelParticipant", to, "participant_cancelled", id=participant_id
    )


HANDLERS = [participants, cancel]
