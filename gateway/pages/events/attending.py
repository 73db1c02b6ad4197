"""One participant entered or changed by the organizer: who walks in, and what changes late."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.participants import Attendance, EventSide
from gateway.pages import forms
from gateway.pages.events.events import own_event
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
WRITTEN = ("organizationName", "unitName", "name", "nameKana", "email", "zone", "onlineUrl")
LONG = ("needs", "lookingFor")
NUMBERS = ("desks", "least", "most")
TEXTS = ("id", "revision", "key", "side", "attends", "organizationId", *WRITTEN, *LONG, *NUMBERS)
CHECKS = ("firstServed", "linked")
NEW = "/events/{}/participants/new"


@get("/events/{event_id:str}/participants/new")
async def new_participant(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    usual = {"side": "private", "attends": "on_site", "desks": "1", "available": []}
    typed: Typed = dict.fromkeys((*TEXTS, *CHECKS), "") | forms.new_typed(**usual)
    return await _show(page, event_id, typed, {}, 200)


@get("/events/{event_id:str}/participants/{participant_id:str}/edit")
async def edit_participant(
    page: NamedDependency[SkipValidation[Page]],
    event_id: FromPath[str],
    participant_id: FromPath[str],
) -> Response[bytes]:
    await own_event(page, event_id)
    asked = {"eventId": event_id, "id": participant_id}
    found = (await page.ask("ParticipantToChange", **asked))["participant"]
    typed: Typed = {name: _plain(found.get(name)) for name in TEXTS} | {"linked": ""}
    typed |= forms.new_typed(id=found["id"], revision=str(found["revision"]))
    typed["firstServed"] = "true" if found["firstServed"] else ""
    typed["available"] = found["available"] or []
    return await _show(page, event_id, typed, {}, 200)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


@post("/events/{event_id:str}/participants/save")
async def save(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    form = await page.form()
    page.must_be_signed_in()
    typed: Typed = {name: forms.text(form, name) for name in (*TEXTS, *CHECKS)}
    typed["available"] = forms.texts(form, "available")
    given, problems = _meant(typed)
    if not problems and typed["linked"]:
        given["organizationId"], problems = await _organization(page, given["organizationName"])
    if not problems:
        try:
            found = await page.send("SaveParticipant", eventId=event_id, **given)
        except Failed as failed:
            if failed.reason == "EVENT_OVER":
                return page.go(f"/events/{event_id}/participants", "event_over")
            if failed.code not in {"VALIDATION", "CONFLICT"}:
                raise
            stale: Problems = {"": {"problem": "stale", "limit": None}}
            problems = failed.problems or stale
        else:
            waits = found["participant"]["state"] == "WAITING"
            flash = "participant_waits" if waits else "participant_saved"
            return page.go(f"/events/{event_id}/participants", flash)
    return await _show(page, event_id, typed, problems, 422)


def _meant(typed: Typed) -> tuple[dict[str, Any], Problems]:
    """The input that was meant, and the fields that cannot be read."""
    problems: Problems = {}
    given: dict[str, Any] = {name: typed[name].strip() for name in (*WRITTEN, *LONG)}
    given |= {"id": typed["id"], "revision": forms.revision(typed)}
    given |= {"idempotencyKey": typed["key"] or None, "available": typed["available"] or None}
    given |= {"firstServed": bool(typed["firstServed"])}
    given["organizationId"] = typed["organizationId"] or None
    for name, kind in (("side", EventSide), ("attends", Attendance)):
        given[name] = typed[name].upper()
        if given[name] not in kind.__members__:
            problems[name] = {"problem": "required", "limit": None}
    for name in NUMBERS:
        try:
            given[name] = forms.count(typed[name])
        except ValueError:
            problems[name] = {"problem": "not_a_number", "limit": None}
    return given, problems


async def _organization(page: Page, name: str) -> tuple[str | None, Problems]:
    """Of Enishi, by the very name that was typed."""
    found = (await page.ask("OrganizationsNamed", search=name))["organizations"]["nodes"]
    exact = [one["id"] for one in found if one["name"] == name]
    if len(exact) == 1:
        return exact[0], {}
    return None, {"organizationName": {"problem": "not_here", "limit": None}}


async def _show(
    page: Page, event_id: str, typed: Typed, problems: Problems, status: int
) -> Response[bytes]:
    found = await own_event(page, event_id)
    shown = {"event": found, "form": typed, "problems": problems}
    return page.show("pages/events/participant.html", shown, status=status)


HANDLERS = [new_participant, edit_participant, save]
