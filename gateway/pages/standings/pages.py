"""Suspending, reinstating and closing an organization: with a reason, and asked once more."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.rights import CLOSERS
from contracts.standing import Standing
from contracts.wire import Role
from gateway.pages import forms
from gateway.pages.confirming import confirm_first
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page

FIELDS = ("standing", "reason", "key", "understood")


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
        if failed.code == "CONFLICT":
            page.saying = "standing_so_already"
            return await _show(page, organization_id, typed, {}, 409)
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
    if actor is None or actor.role not in CLOSERS:
        raise Failed("FORBIDDEN")
    if actor.role is Role.COMPANY_ADMIN and str(actor.organization) != organization_id:
        raise Failed("NOT_FOUND")
    data = await page.ask("StandingOf", id=organization_id)
    if data["organization"] is None:
        raise Failed("NOT_FOUND")
    every = actor.role is Role.PLATFORM_ADMIN
    choices = [str(one) for one in Standing] if every else [str(Standing.CLOSED)]
    values = {**data, "typed": typed, "problems": problems, "choices": choices}
    return page.show("pages/standing.html", values, status=status)


HANDLERS = [standing, set_standing]
