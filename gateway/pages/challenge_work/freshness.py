"""A challenge whose review day has come: it still stands, or it is closed."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages import forms
from gateway.pages.challenges import own_challenge
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page, frame

Answer = Response[bytes] | Redirect


@get("/challenges/{challenge_id:str}/confirm")
async def confirm_form(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Answer:
    found = await own_challenge(page, challenge_id)
    if found["state"] != "STALE":
        return page.go(f"/challenges/{found['id']}")
    typed = forms.new_typed(reviewBy=forms.parts_of(None), revision=found["revision"])
    return _show(page, found, typed, {}, 200)


@post("/challenges/{challenge_id:str}/confirm")
async def confirm(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Answer:
    form = await page.form()
    typed: dict[str, Any] = {name: forms.text(form, name) for name in ("revision", "key")}
    typed["reviewBy"] = forms.date_parts(form, "reviewBy")
    found = await own_challenge(page, challenge_id)
    address = f"/challenges/{found['id']}"
    if found["state"] != "STALE":
        return page.go(address)
    try:
        day = forms.day(typed["reviewBy"])
    except ValueError:
        return _wrong(page, found, typed, "not_a_date")
    if day is None:
        return _wrong(page, found, typed, "required")
    given = {"id": found["id"], "revision": forms.revision(typed) or 1, "reviewBy": day}
    try:
        await page.send("ConfirmChallenge", **given, idempotencyKey=typed["key"] or None)
    except Failed as failed:
        if failed.code == "VALIDATION":
            await frame(page)
            return _show(page, found, typed, failed.problems, 422)
        if failed.reason == "EDIT_FIRST":
            return page.go(f"{address}/edit", "edit_first")
        raise
    return page.go(address, "still_stands")


def _wrong(page: Page, found: dict[str, Any], typed: dict[str, Any], key: str) -> Response[bytes]:
    return _show(page, found, typed, {"reviewBy": {"problem": key, "limit": None}}, 422)


def _show(
    page: Page, found: dict[str, Any], typed: dict[str, Any], problems: Problems, status: int
) -> Response[bytes]:
    shown = {"challenge": found, "form": typed, "problems": problems}
    return page.show("pages/challenge_confirm.html", shown, status=status)


HANDLERS = [confirm_form, confirm]
