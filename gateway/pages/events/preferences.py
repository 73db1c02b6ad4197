"""Whom one wants to meet, twenty at a time: made for a phone, and seen by nobody else."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.preferences import Grade
from contracts.rights import POSTERS
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed
from gateway.pages.lists import LONGEST, after, restarted
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
FIELD = "grade-"


async def _mine(page: Page, event_id: str) -> dict[str, Any]:
    """For whom one speaks: oneself, or who comes for one's organization. Raises ``Failed``."""
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS:
        raise Failed("FORBIDDEN")
    found = (await page.ask("MyParticipation", id=event_id))["myParticipation"]
    if not found:
        raise Failed("NOT_FOUND")
    own: dict[str, Any] = next((one for one in found if one["isOwn"]), found[0])
    return own


@get("/events/{event_id:str}/preferences")
async def preferences(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Answer:
    mine = await _mine(page, event_id)
    q = page.request.query_params.get("q", "").strip()[:LONGEST]
    try:
        found = await page.ask("EventPartners", id=event_id, search=q, after=after(page))
    except Failed as failed:
        return restarted(page, failed)
    if found["matchingEvent"]["mode"] == "SELF":  # nothing that is wished for has an effect there
        return page.go(f"/events/{event_id}/bookings")
    said = (await page.ask("EventWishes", id=mine["id"]))["eventPreferences"]
    grades = {one["otherId"]: one["grade"].lower() for one in said}
    shown = {"event": found["matchingEvent"], "partners": found["eventPartners"], "q": q}
    shown["after"] = page.request.query_params.get("after", "")[:LONGEST]
    shown |= {"mine": mine, "grades": grades, "said": len(said)}
    return page.show("pages/events/preferences.html", shown)


@post("/events/{event_id:str}/preferences")
async def set_preferences(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Redirect:
    form = await page.form()
    mine = await _mine(page, event_id)
    grades = [
        {"otherId": name.removeprefix(FIELD), "grade": _grade(forms.text(form, name))}
        for name in dict.fromkeys(form.keys())
        if name.startswith(FIELD)
    ]
    to = _place(form, event_id, "after")
    further = _place(form, event_id, "next", "onward") if forms.text(form, "next") else to
    try:
        return await send_and_go(
            page,
            "SetEventPreferences",
            further,
            "wishes_kept",
            participantId=mine["id"],
            grades=grades,
        )
    except Failed as failed:
        if failed.problems.get("grades", {}).get("problem") != "booked":
            raise
        return page.go(to, "booked_no")


def _place(form: FormMultiDict, event_id: str, after: str, before: str = "before") -> str:
    """The same search at the page that begins after a cursor of the form."""
    fields = {"q": "q", "after": after, "before": before}
    where = {name: forms.text(form, field)[:LONGEST] for name, field in fields.items()}
    query = urlencode({name: value for name, value in where.items() if value})
    return f"/events/{event_id}/preferences" + (f"?{query}" if query else "")


def _grade(given: str) -> str | None:
    return given.upper() if given.upper() in Grade.__members__ else None


HANDLERS = [preferences, set_preferences]
