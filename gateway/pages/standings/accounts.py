"""Keeping somebody's account out, and letting it in again: by a platform admin, with a reason."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.wire import Role
from gateway.pages import forms
from gateway.pages.confirming import confirm_first
from gateway.pages.failures import Failed, Problems
from gateway.pages.members import home, staff
from gateway.pages.page import Page

CHOICES = ("suspended", "active")


@get("/members/{membership_id:str}/account")
async def account(
    page: NamedDependency[SkipValidation[Page]], membership_id: FromPath[str]
) -> Response[bytes]:
    return await _show(page, membership_id, {}, {}, 200)


@post("/members/{membership_id:str}/account")
async def suspend_account(
    page: NamedDependency[SkipValidation[Page]], membership_id: FromPath[str]
) -> Response[bytes] | Redirect:
    form = await page.form()
    typed = {name: forms.text(form, name) for name in ("standing", "reason")}
    problems: Problems = {}
    if typed["standing"] not in CHOICES:
        problems["standing"] = {"problem": "not_chosen", "limit": None}
    if not typed["reason"].strip():
        problems["reason"] = {"problem": "required", "limit": None}
    if problems:
        return await _show(page, membership_id, typed, problems, 422)
    member = (await _of(page, membership_id))["member"]
    out = typed["standing"] == "suspended"
    given = {"personId": member["personId"], "isSuspended": out, "reason": typed["reason"]}
    try:
        await page.send("SuspendAccount", **given)
    except Failed as failed:
        if failed.code == "VALIDATION":
            return await _show(page, membership_id, typed, failed.problems, 422)
        if failed.code == "NOT_FOUND":
            page.saying = "no_account"
            return await _show(page, membership_id, typed, {}, 409)
        return await confirm_first(page, failed, page.path, keeps=True)
    return page.go(home(page), "account_suspended" if out else "account_active")


async def _of(page: Page, membership_id: str) -> dict[str, Any]:
    """Raises ``Failed``, for one's own account too."""
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role is not Role.PLATFORM_ADMIN:
        raise Failed("FORBIDDEN")
    data = await staff(page)
    found = next((one for one in data["members"]["nodes"] if one["id"] == membership_id), None)
    if found is None or found["isYou"]:
        raise Failed("NOT_FOUND")
    return {**data, "member": found, "home": home(page)}


async def _show(
    page: Page, membership_id: str, typed: dict[str, str], problems: Problems, status: int
) -> Response[bytes]:
    values = {**await _of(page, membership_id), "typed": typed, "problems": problems}
    return page.show("pages/account_standing.html", values, status=status)


HANDLERS = [account, suspend_account]
