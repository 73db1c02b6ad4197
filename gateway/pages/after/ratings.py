"""Whom one wants to go on with: one tap for each meeting, on a phone, without JavaScript."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.ratings import GoOn
from gateway.pages import forms
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.introductions.interests import must_post
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
TEXTS = ("participantId", "otherId", "line", "contactName", "contactEmail")
REASONS = ("ratings_closed",)


@get("/events/{event_id:str}/ratings")
async def ratings(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    must_post(page)
    return await _show(page, event_id, {}, {}, 200)


@post("/events/{event_id:str}/ratings")
async def rate(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    form = await page.form()
    must_post(page)
    typed: Typed = {name: forms.text(form, name) for name in TEXTS}
    chosen = forms.text(form, "goOn").upper()
    if chosen not in GoOn.__members__:
        raise Failed("NOT_FOUND")
    given = {
        "participantId": typed["participantId"],
        "otherId": typed["otherId"],
        "goOn": chosen,
        "line": typed["line"].strip(),
        "contact": {
            "name": typed["contactName"].strip(),
            "email": typed["contactEmail"].strip() or None,
        },
    }
    home = f"/events/{event_id}/ratings"
    try:
        done = await page.send("RateMeeting", **given)
    except Failed as failed:
        if failed.reason.lower() in REASONS:
            return page.go(home, failed.reason.lower())
        if failed.code != "VALIDATION":
            raise
        return await _show(page, event_id, typed, _named(failed.problems), 422, failed)
    return page.go(home, "rated_both" if done["meeting"]["both"] else "rated")


def _named(problems: Problems) -> Problems:
    """By the fields of the form: what is wrong in a contact can only be its address."""
    names = {"contact": "contactEmail", "email": "contactEmail"}
    return {names.get(name, name): problem for name, problem in problems.items()}


async def _show(
    page: Page,
    event_id: str,
    typed: Typed,
    problems: Problems,
    status: int,
    failed: Failed | None = None,
) -> Response[bytes]:
    """Raises ``failed`` where no meeting of theirs is what was typed for: a fault keeps it."""
    found: dict[str, Any] = (await page.ask("MeetingRatings", id=event_id))["meetingRatings"]
    pairs = {(one["participantId"], one["otherId"]) for one in found["meetings"]}
    if failed and (typed["participantId"], typed["otherId"]) not in pairs:
        raise failed
    own = {one for one, _ in pairs}
    shown = {
        "event_id": event_id,
        "found": found,
        "typed": typed,
        "problems": problems,
        "several": len(own) > 1,
        "rated": sum(one["goOn"] is not None for one in found["meetings"]),
    }
    return page.show("pages/after/ratings.html", shown, status=status)


HANDLERS = [ratings, rate]
