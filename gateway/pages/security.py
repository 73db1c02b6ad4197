"""How one's account is kept safe: what opens it, where it is open, and its password."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.accounts import ChangePassword
from gateway.pages import forms
from gateway.pages.confirming import Answer, confirm_first, guard
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page
from gateway.pages.passkey_places import elsewhere

HOME = "/security"
PASSWORD = "/security/password"  # noqa: S105 -- a path
FIELDS = ("oldPassword", "password")


@get(HOME)
async def security(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    mine = await guard(page)
    return page.show("pages/security.html", {"mine": mine, "passkey_place": elsewhere(page)})


@post("/security/sessions/{session_id:str}/revoke")
async def revoke(
    page: NamedDependency[SkipValidation[Page]], session_id: FromPath[str]
) -> Redirect:
    await page.form()
    await page.send("RevokeSession", id=session_id)
    return page.go(HOME, "revoked")


@post("/security/sessions/revoke-others")
async def revoke_others(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    await page.form()
    try:
        await page.send("RevokeOtherSessions")
    except Failed as failed:
        return await confirm_first(page, failed, HOME)
    return page.go(HOME, "revoked")


@post("/security/sign-out-everywhere")
async def sign_out_everywhere(page: NamedDependency[SkipValidation[Page]]) -> Redirect:
    await page.form()
    await page.send("SignOutEverywhere")
    return page.go("/", "signed_out_everywhere")


@get(PASSWORD)
async def password_page(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return await _show_password(page, {}, 200)


@post(PASSWORD)
async def change_password(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    given = {name: forms.text(form, name) for name in FIELDS}
    problems = forms.check(ChangePassword, given | {"token": page.context.who.token})
    if problems:
        return await _show_password(page, problems, 422)
    try:
        await page.send("ChangePassword", **given)
    except Failed as failed:
        if failed.code == "VALIDATION":
            return await _show_password(page, failed.problems, 422)
        return await confirm_first(page, failed, PASSWORD)
    return page.go(HOME, "password_changed")


async def _show_password(page: Page, problems: Problems, status: int) -> Response[bytes]:
    """What was typed is not shown again: it is a password."""
    values = {"mine": await guard(page), "problems": problems}
    return page.show("pages/security_password.html", values, status=status)


HANDLERS = [
    *(security, revoke, revoke_others, sign_out_everywhere),
    *(password_page, change_password),
]
