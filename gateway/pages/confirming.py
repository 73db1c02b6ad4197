"""Showing once more who one is, before what somebody at an unlocked screen must not do."""

from __future__ import annotations

from typing import Any

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from gateway.pages import forms, late
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page
from gateway.pages.passkey_places import elsewhere
from gateway.pages.paths import own_path

Answer = Response[bytes] | Redirect
PROOFS = ("password", "code", "recoveryCode", "passkey")


async def guard(page: Page) -> dict[str, Any]:
    """What one's account can be opened with. Raises ``Failed`` for who is not signed in."""
    page.must_be_signed_in()
    found: dict[str, Any] = (await page.ask("Security"))["mine"]
    return found


async def confirm_first(
    page: Page, failed: Failed, to: str, *, keeps: bool = False
) -> Response[bytes]:
    """In the place of an answer that asks for it; then on ``to`` a page. Raises ``Failed``.

    With ``keeps`` the form waits, and is sent by one more button.
    """
    if failed.reason != "STEP_UP":
        raise failed
    return show_confirm(page, await guard(page), to, kept=late.keep(page) if keeps else "")


def show_confirm(
    page: Page,
    mine: dict[str, Any],
    to: str,
    problems: Problems | None = None,
    status: int = 403,
    kept: str = "",
) -> Response[bytes]:
    page.back = to
    values = {"mine": mine, "next": to, "problems": problems, "passkey_place": elsewhere(page)}
    values["kept"] = kept
    return page.show("pages/security_confirm.html", values, status=status)


@post("/security/confirm")
async def confirm(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    to = own_path(form.get("next"), "/security")
    given = {name: forms.text(form, name) for name in PROOFS}
    try:
        await page.send("ConfirmSession", **given)
    except Failed as failed:
        if failed.code != "VALIDATION" and failed.reason != "WRONG_PROOF":
            raise
        mine = await guard(page)
        field = "code" if mine["hasSecondFactor"] else "password"
        wrong = {field: {"problem": "wrong_proof", "limit": None}}
        kept = forms.text(form, "kept")
        return show_confirm(page, mine, to, failed.problems or wrong, 422, kept)
    kept = forms.text(form, "kept")
    if not kept:
        return page.go(to, "confirmed")
    page.saying = "confirmed"
    await page.ask("Frame")
    return late.show(page, kept)


HANDLERS = [confirm]
