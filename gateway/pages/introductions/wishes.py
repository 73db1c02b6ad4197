"""Private wishes: must, meet or no. The other side never learns of one."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages import forms
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.introductions.interests import contact_of, must_post, problems_of
from gateway.pages.lists import after, restarted
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect


@get("/wishes")
async def wishes(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    must_post(page)
    try:
        data = await page.ask("Wishes", after=after(page))
    except Failed as failed:
        return restarted(page, failed)
    ids = [one["other"]["id"] for one in data["preferences"]["nodes"] if one["other"]]
    return page.show("pages/introductions/wishes.html", {**data, **await _fits(page, ids)})


async def _fits(page: Page, ids: list[str]) -> dict[str, Any]:
    """Organization -> what the matcher says of it and one's own; and one's own id."""
    actor = page.context.actor
    found = (await page.ask("BestPartners", ids=ids))["bestPartners"] if ids else []
    own = str(actor.organization) if actor else ""
    return {"fits": {one["organizationId"]: one["match"] for one in found}, "own": own}


@get("/wishes/{organization_id:str}")
async def wish(
    page: NamedDependency[SkipValidation[Page]], organization_id: FromPath[str]
) -> Response[bytes]:
    must_post(page)
    return await _show(page, organization_id, None, {}, 200)


@post("/wishes/{organization_id:str}")
async def set_wish(
    page: NamedDependency[SkipValidation[Page]], organization_id: FromPath[str]
) -> Answer:
    form = await page.form()
    typed = {name: forms.text(form, name) for name in ("grade", "name", "email", "key")}
    given = {
        "organizationId": organization_id,
        "grade": typed["grade"].upper() or None,
        "contact": contact_of(typed),
        "idempotencyKey": typed["key"] or None,
    }
    try:
        found = await page.send("SetPreference", **given)
    except Failed as failed:
        if failed.code != "VALIDATION":
            raise
        return await _show(page, organization_id, typed, problems_of(failed), 422)
    if found["introductionId"] and found["grade"] in {"MUST", "MEET"}:
        return page.go(f"/introductions/{found['introductionId']}", "introduced")
    return page.go("/wishes", "wish_kept")


async def _show(
    page: Page, organization_id: str, typed: Typed | None, problems: Problems, status: int
) -> Response[bytes]:
    data = await page.ask("Wish", id=organization_id)
    if typed is None:
        known, viewer = data["preference"] or {}, page.viewer or {}
        contact = known.get("contact") or {}
        typed = {
            "grade": known.get("grade", ""),
            "name": contact.get("name") or viewer.get("name", ""),
            "email": contact.get("email") or viewer.get("email", ""),
        }
    fits = await _fits(page, [organization_id])
    shown = {**data, **fits, "form": forms.new_typed() | typed, "problems": problems}
    return page.show("pages/introductions/wish.html", shown, status=status)


HANDLERS = [wishes, wish, set_wish]
