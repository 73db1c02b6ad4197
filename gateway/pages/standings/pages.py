"""Suspending, reinstating and closing an organization: with a reason, which its people read."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.rights import STANDING_SETTERS
from contracts.standing import Standing
from contracts.wire import Role
from gateway.pages import forms
from gateway.pages.confirming import confirm_first
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page

CHOICES = {
    Role.PLATFORM_ADMIN: tuple(Standing),
    Role.MODERATOR: (Standing.SUSPENDED,),
    Role.COMPANY_ADMIN: (Standing.CLOSED,),
}
"""What each may make of it."""
FIELDS = ("standing", "reason", "key", "understood")


SO_ALREADY = "standing_so_already"


@get("/organizations/{organization_id:str}/standing")
async def standing(
    page: NamedDependency[SkipValidation[Page]], organization_id: FromPath[str]
) -> Response[bytes]:
    return await _show(page, organization_id, {"key": str(uuid4())}, {}, 200)


@post("/organizations/{organization_id:str}/standing")
async def set_standing(
    page: NamedDependency[SkipValidation[Page]], organization_id: FromPath[str]
) -> Response[bytes] | Redirect:
    form = await page.form()
    typed = {name: forms.text(form, name) for name in FIELDS}
    problems = _problems(typed)
    if problems:
        return await _show(page, organization_id, typed, problems, 422)
    given = {
        "organizationId": organization_id,
        "standing": typed["standing"].upper(),
        "reason": typed["reason"],
        "idempotencyKey": typed["key"] or None,
    }
    try:
        await page.send("SetOrganizationStanding", **given)
    except Failed as failed:
        if failed.code == "CONFLICT" or failed.reason == "OWN_PLATFORM":
            page.saying = "own_platform" if failed.reason == "OWN_PLATFORM" else SO_ALREADY
            return await _show(page, organization_id, typed, {}, failed.status)
        if failed.code != "VALIDATION":
            return await confirm_first(page, failed, page.path, keeps=True)
        return await _show(page, organization_id, typed, failed.problems, 422)
    return page.go("/organizations", "standing_set")


def _problems(typed: dict[str, str]) -> Problems:
    found: Problems = {}
    if typed["standing"] not in set(Standing):
        found["standing"] = {"problem": "not_chosen", "limit": None}
    if not typed["reason"].strip():
        found["reason"] = {"problem": "required", "limit": None}
    if typed["standing"] == Standing.CLOSED and typed["understood"] != "true":
        found["understood"] = {"problem": "not_attested", "limit": None}
    return found


async def _show(
    page: Page, organization_id: str, typed: dict[str, Any], problems: Problems, status: int
) -> Response[bytes]:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in STANDING_SETTERS:
        raise Failed("FORBIDDEN")
    data = await page.ask("StandingOf", id=organization_id)
    if data["organization"] is None:
        raise Failed("NOT_FOUND")
    now = data["standing"]["standing"].lower()
    may = () if now == Standing.CLOSED else CHOICES[actor.role]
    choices = [str(one) for one in may if one != now]
    values = {**data, "typed": typed, "problems": problems, "choices": choices}
    return page.show("pages/standing.html", values, status=status)


HANDLERS = [standing, set_standing]
