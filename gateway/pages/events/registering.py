"""Taking part oneself."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.participants import Attendance
from contracts.rights import POSTERS
from gateway.pages import forms
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
TEXTS = ("id", "key", "attends", "needs", "lookingFor", "consent")
OPEN = frozenset({"REGISTRATION", "PREFERENCES"})
REASONS = ("registration_closed", "already_registered", "not_known_yet", "organizer_inactive")


@get("/events/{event_id:str}/register")
async def register_form(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Answer:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS:
        raise Failed("FORBIDDEN")
    found = (await page.ask("Event", id=event_id))["matchingEvent"]
    if found["state"] not in OPEN:
        return page.go(f"/events/{event_id}", "registration_closed")
    return await _show(
        page,
        event_id,
        dict.fromkeys(TEXTS, "") | {"available": []} | forms.new_typed(attends="on_site"),
        {},
        200,
    )


@post("/events/{event_id:str}/register")
async def register(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    form = await page.form()
    page.must_be_signed_in()
    typed: Typed = {name: forms.text(form, name) for name in TEXTS}
    typed["available"] = forms.texts(form, "available")
    known = typed["attends"].upper() in Attendance.__members__
    given = {
        "id": typed["id"],
        "eventId": event_id,
        "attends": typed["attends"].upper() if known else None,
        "needs": typed["needs"].strip(),
        "lookingFor": typed["lookingFor"].strip(),
        "available": typed["available"] or None,
        "consent": bool(typed["consent"]),
        "idempotencyKey": typed["key"] or None,
    }
    try:
        found = await page.send("RegisterForEvent", **given)
    except Failed as failed:
        if failed.reason.lower() in REASONS:
            return page.go(f"/events/{event_id}", failed.reason.lower())
        if failed.code != "VALIDATION":
            raise
        return await _show(page, event_id, typed, failed.problems, 422)
    waits = found["participant"]["state"] == "WAITING"
    return page.go(f"/events/{event_id}", "registered_waiting" if waits else "registered")


async def _show(
    page: Page, event_id: str, typed: Typed, problems: Problems, status: int
) -> Response[bytes]:
    found = (await page.ask("Event", id=event_id))["matchingEvent"]
    shown = {"event": found, "form": typed, "problems": problems}
    return page.show("pages/events/register.html", shown, status=status)


HANDLERS = [register_form, register]
