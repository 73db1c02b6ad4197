"""Keeping somebody's account out, and letting it in again: with a reason, which they read.

A platform admin comes here from the list of members, a moderator from what was reported.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.rights import MODERATORS, PLATFORM_ADMINS, Roles
from gateway.pages import forms
from gateway.pages.confirming import confirm_first
from gateway.pages.failures import Failed, Problems
from gateway.pages.members import home, staff
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
Whose = dict[str, Any]
"""``name``, ``personId``; ``trail``: (name, or none, and path) of the pages above; ``choices``."""
CHOICES = ("suspended", "active")
CASES = "/cases"
SAYING = {"CONFLICT": "account_so_already", "NOT_FOUND": "no_account"}


@get("/members/{membership_id:str}/account")
async def account(
    page: NamedDependency[SkipValidation[Page]], membership_id: FromPath[str]
) -> Response[bytes]:
    return await _show(page, await _member(page, membership_id), {}, {}, 200)


@post("/members/{membership_id:str}/account")
async def suspend_account(
    page: NamedDependency[SkipValidation[Page]], membership_id: FromPath[str]
) -> Answer:
    return await _take(page, await page.form(), await _member(page, membership_id))


@get("/cases/{case_id:str}/account")
async def author(
    page: NamedDependency[SkipValidation[Page]], case_id: FromPath[str]
) -> Response[bytes]:
    return await _show(page, await _author(page, case_id), {}, {}, 200)


@post("/cases/{case_id:str}/account")
async def suspend_author(
    page: NamedDependency[SkipValidation[Page]], case_id: FromPath[str]
) -> Answer:
    return await _take(page, await page.form(), await _author(page, case_id))


async def _take(page: Page, form: Any, whose: Whose) -> Answer:
    typed = {name: forms.text(form, name) for name in ("standing", "reason")}
    problems: Problems = {}
    if typed["standing"] not in whose["choices"]:
        problems["standing"] = {"problem": "not_chosen", "limit": None}
    if not typed["reason"].strip():
        problems["reason"] = {"problem": "required", "limit": None}
    if problems:
        return await _show(page, whose, typed, problems, 422)
    out = typed["standing"] == "suspended"
    given = {"personId": whose["personId"], "isSuspended": out, "reason": typed["reason"]}
    try:
        await page.send("SuspendAccount", **given)
    except Failed as failed:
        if failed.code == "VALIDATION":
            return await _show(page, whose, typed, failed.problems, 422)
        if failed.code not in {"CONFLICT", "NOT_FOUND"} and failed.reason != "OWN_PLATFORM":
            return await confirm_first(page, failed, page.path, keeps=True)
        page.saying = SAYING.get(failed.code, "own_platform")
        return await _show(page, whose, typed, {}, failed.status)
    return page.go(whose["trail"][0][1], "account_suspended" if out else "account_active")


async def _member(page: Page, membership_id: str) -> Whose:
    """Raises ``Failed``, for one's own account too."""
    _must_be(page, PLATFORM_ADMINS)
    data = await staff(page)
    found = next((one for one in data["members"]["nodes"] if one["id"] == membership_id), None)
    if found is None or found["isYou"]:
        raise Failed("NOT_FOUND")
    other = page.request.url.query
    there = f"/members/{membership_id}" + (f"?{other}" if other else "")
    trail = [(None, home(page)), (found["name"], there)]
    return {"name": found["name"], "personId": found["personId"]} | _ways(trail, CHOICES)


async def _author(page: Page, case_id: str) -> Whose:
    """Of whoever wrote what was reported: it waits, or is hidden. Raises ``Failed``."""
    _must_be(page, MODERATORS)
    data = await page.ask("MessageCases")
    cases = (*data["messageCases"], *data["hidden"])
    found = next((one for one in cases if one["id"] == case_id), None)
    if found is None or not found["personId"]:
        raise Failed("NOT_FOUND")
    name = found["personName"] or found["organizationName"]
    ways = _ways([(None, CASES)], CHOICES[:1])
    return {"name": name, "personId": found["personId"]} | ways


def _ways(trail: list[tuple[str | None, str]], choices: tuple[str, ...]) -> Whose:
    return {"trail": trail, "choices": choices}


def _must_be(page: Page, roles: Roles) -> None:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or roles is None or actor.role not in roles:
        raise Failed("FORBIDDEN")


async def _show(
    page: Page, whose: Whose, typed: dict[str, str], problems: Problems, status: int
) -> Response[bytes]:
    values = {"whose": whose, "typed": typed, "problems": problems, "account": None}
    try:
        values["account"] = (await page.ask("AccountStanding", person=whose["personId"]))["account"]
    except Failed as failed:
        if failed.code != "NOT_FOUND":
            raise
        page.saying = "no_account"
    return page.show("pages/account_standing.html", values, status=status)


HANDLERS = [account, suspend_account, author, suspend_author]
