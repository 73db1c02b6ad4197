"""A password that is forgotten: asked for, and set anew by the link of a letter."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.regaining import AskPasswordReset, ResetPassword
from gateway.pages import forms
from gateway.pages.confirming import Answer
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page, frame
from gateway.pages.recovery.letter_links import gone, put_away, take_along, token_of

ASK, SENT, NEW = "/reset", "/reset/sent", "/reset/new"
KIND = "reset"


@get(ASK)
async def reset_form(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    await frame(page)
    return _show_ask(page, "", {}, 200)


@post(ASK)
async def ask_reset(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    """On to the same page whoever it is."""
    form = await page.form()
    email = forms.text(form, "email").strip()
    problems = forms.check(AskPasswordReset, {"email": email})
    if problems:
        return _show_ask(page, email, problems, 422)
    try:
        await page.send("AskPasswordReset", email=email)
    except Failed as failed:
        if failed.code != "VALIDATION":
            raise
        return _show_ask(page, email, failed.problems, 422)
    return page.go(SENT)


@get(SENT)
async def reset_sent(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    await frame(page)
    return page.show("pages/recovery/sent.html")


@get("/reset/link/{token:str}")
async def reset_link(page: NamedDependency[SkipValidation[Page]], token: FromPath[str]) -> Redirect:
    return take_along(page, KIND, token, NEW)


@get(NEW)
async def new_password_form(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return await _show_new(page, {}, 200)


@post(NEW)
async def set_password(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    """Then one signs in: with the second factor, where there is one."""
    form = await page.form()
    given = {"token": token_of(page, KIND), "password": forms.text(form, "password")}
    problems = forms.check(ResetPassword, given)
    if "password" in problems:
        return await _show_new(page, problems, 422)
    try:
        await page.send("ResetPassword", **given)
    except Failed as failed:
        if "password" in failed.problems:
            return await _show_new(page, failed.problems, 422)
        return gone(page, failed, KIND)
    put_away(page, KIND)
    return page.go("/sign-in", "password_set")


def _show_ask(page: Page, email: str, problems: Problems, status: int) -> Response[bytes]:
    values = {"form": {"email": email}, "problems": problems}
    return page.show("pages/recovery/ask.html", values, status=status)


async def _show_new(page: Page, problems: Problems, status: int) -> Response[bytes]:
    """What was typed is not shown again: it is a password."""
    try:
        data = await page.ask("PasswordReset", token=token_of(page, KIND))
    except Failed as failed:
        return gone(page, failed, KIND)
    values = {"reset": data["reset"], "problems": problems}
    return page.show("pages/recovery/new_password.html", values, status=status)


HANDLERS = [reset_form, ask_reset, reset_sent, reset_link, new_password_form, set_password]
