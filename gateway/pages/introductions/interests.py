"""Interest: the lists of what was sent and received, and saying that one would like to talk."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from contracts.introductions import OPEN_INTERESTS
from contracts.rights import POSTERS
from gateway.pages import forms
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.lists import after, restarted
from gateway.pages.page import Page, frame

Answer = Response[bytes] | Redirect
HOME, NEW = "/interests", "/interests/new"
TYPED = ("id", "key", "cause", "causeId", "to", "about", "whom", "line", "name", "email")


def must_post(page: Page) -> None:
    """Raises ``Failed`` for whoever acts for nobody that may be brought together."""
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS:
        raise Failed("FORBIDDEN")


@get(HOME)
async def interests(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    must_post(page)
    sent = page.request.query_params.get("show") == "sent"
    try:
        data = await page.ask("Interests", received=not sent, after=after(page))
    except Failed as failed:
        return restarted(page, failed)
    shown = {**data, "sent": sent, "most": OPEN_INTERESTS}
    return page.show("pages/introductions/interests.html", shown)


@get(NEW)
async def interest_form(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    must_post(page)
    query = page.request.query_params
    typed = forms.new_typed(line="", **await _whom(page, query))
    viewer = page.viewer or {}
    typed |= {"name": viewer.get("name", ""), "email": viewer.get("email", "")}
    return _show(page, typed, {}, 200)


@post(NEW)
async def send_interest(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    typed: Typed = {name: forms.text(form, name) for name in TYPED}
    given = {
        "id": typed["id"],
        "cause": typed["cause"].upper() or "FREE",
        "causeId": typed["causeId"] or None,
        "toOrganizationId": typed["to"] or None,
        "line": typed["line"].strip(),
        "contact": contact_of(typed),
        "idempotencyKey": typed["key"] or None,
    }
    try:
        found = await page.send("SendInterest", **given)
    except Failed as failed:
        if failed.code not in {"VALIDATION", "CONFLICT"}:
            raise
        await frame(page)
        whole: Problems = {"": {"problem": failed.reason.lower() or "stale", "limit": None}}
        return _show(page, typed, problems_of(failed) or whole, failed.status)
    made = found["interest"]["introductionId"]
    if made:
        return page.go(f"/introductions/{made}", "introduced")
    return page.go(f"/interests/{found['interest']['id']}", "interest_sent")


def contact_of(typed: Typed) -> dict[str, Any]:
    return {"name": typed["name"].strip(), "email": typed["email"].strip() or None}


def problems_of(failed: Failed) -> Problems:
    """By the fields of a form: the contact is two of them."""
    found: Problems = {}
    for name, problem in failed.problems.items():
        found["email" if name == "contact" else name] = problem
    return found


async def _whom(page: Page, query: Any) -> dict[str, str]:
    """What is asked about, and whose it is. Raises ``Failed``."""
    for name, operation in (("challenge", "InterestAbout"), ("offer", "InterestInOffer")):
        if query.get(name):
            thing = (await page.ask(operation, id=query[name]))[name]
            whose = thing["organization"]
            about = {"cause": name, "causeId": thing["id"], "about": thing["title"]}
            return about | {"to": whose["id"], "whom": whose["name"]}
    if not query.get("to"):
        raise Failed("NOT_FOUND")
    found = (await page.ask("InterestIn", id=query["to"]))["organization"]
    about = {"cause": "free", "causeId": "", "about": ""}
    return about | {"to": found["id"], "whom": found["name"]}


def _show(page: Page, typed: Typed, problems: Problems, status: int) -> Response[bytes]:
    shown = {"form": typed, "problems": problems, "most": OPEN_INTERESTS}
    return page.show("pages/introductions/interest_form.html", shown, status=status)


HANDLERS = [interests, interest_form, send_interest]
