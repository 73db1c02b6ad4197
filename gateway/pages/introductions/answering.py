"""One interest: answered by its receiver with one tap, taken back by its sender."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.introductions.interests import contact_of, must_post, problems_of
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect


@get("/interests/{interest_id:str}")
async def interest(
    page: NamedDependency[SkipValidation[Page]], interest_id: FromPath[str]
) -> Response[bytes]:
    """That its receiver has looked at it is noted, as a mark of reading is."""
    must_post(page)
    return await _show(page, interest_id, {}, {}, 200)


@post("/interests/{interest_id:str}/accept")
async def accept(page: NamedDependency[SkipValidation[Page]], interest_id: FromPath[str]) -> Answer:
    form = await page.form()
    typed = {name: forms.text(form, name) for name in ("name", "email")}
    given = _given(form, interest_id) | {"contact": contact_of(typed)}
    page.back = f"/interests/{interest_id}"
    try:
        found = await page.send("AcceptInterest", **given)
    except Failed as failed:
        if failed.code == "VALIDATION":
            return await _show(page, interest_id, typed, problems_of(failed), 422)
        if failed.code == "CONFLICT":
            return page.go(f"/interests/{interest_id}", _why(failed))
        raise
    return page.go(f"/introductions/{found['interest']['introductionId']}", "introduced")


@post("/interests/{interest_id:str}/decline")
async def decline(
    page: NamedDependency[SkipValidation[Page]], interest_id: FromPath[str]
) -> Redirect:
    form = await page.form()
    given = _given(form, interest_id) | {
        "reason": forms.text(form, "reason").upper() or None,
        "note": forms.text(form, "note").strip(),
    }
    return await send_and_go(page, "DeclineInterest", "/interests", "interest_declined", **given)


@post("/interests/{interest_id:str}/forward")
async def forward(
    page: NamedDependency[SkipValidation[Page]], interest_id: FromPath[str]
) -> Answer:
    form = await page.form()
    given = _given(form, interest_id) | {
        "unitId": forms.text(form, "unitId"),
        "note": forms.text(form, "note").strip(),
    }
    wrong: Problems = {"unitId": {"problem": "not_chosen", "limit": None}}
    if not given["unitId"]:
        return await _show(page, interest_id, {}, wrong, 422)
    try:
        await page.send("ForwardInterest", **given)
    except Failed as failed:
        if failed.code == "VALIDATION":
            return await _show(page, interest_id, {}, failed.problems, 422)
        if failed.code == "CONFLICT":
            return page.go(f"/interests/{interest_id}", _why(failed))
        raise
    return page.go("/interests", "interest_forwarded")


@post("/interests/{interest_id:str}/cancel")
async def cancel(
    page: NamedDependency[SkipValidation[Page]], interest_id: FromPath[str]
) -> Redirect:
    await page.form()
    to = "/interests?show=sent"
    return await send_and_go(page, "CancelInterest", to, "interest_cancelled", id=interest_id)


def _given(form: FormMultiDict, interest_id: str) -> dict[str, Any]:
    return {
        "id": interest_id,
        "revision": forms.revision({"revision": forms.text(form, "revision")}) or 1,
        "idempotencyKey": forms.text(form, "key") or None,
    }


def _why(failed: Failed) -> str:
    return "interest_over" if failed.reason == "INTEREST_OVER" else "stale"


async def _show(
    page: Page, interest_id: str, typed: dict[str, str], problems: Problems, status: int
) -> Response[bytes]:
    data = await page.ask("Interest", id=interest_id)
    found = data["interest"]
    if found["isReceived"] and found["state"] == "SENT":
        seen = (await page.send("SeeInterest", id=interest_id))["interest"]
        found |= {"revision": seen["revision"], "state": "SEEN"}
    viewer = page.viewer or {}
    kept = {"name": viewer.get("name", ""), "email": viewer.get("email", "")} | typed
    shown = {"interest": found, "form": forms.new_typed(**kept), "problems": problems}
    return page.show("pages/introductions/interest.html", shown, status=status)


HANDLERS = [interest, accept, decline, forward, cancel]
