"""The address of an account: changed, confirmed, and taken back."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.regaining import ChangeEmail
from gateway.pages import forms
from gateway.pages.confirming import Answer, confirm_first, guard, show_confirm
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page
from gateway.pages.recovery.letter_links import gone, put_away, take_along, token_of

FORM = "/security/email"
CONFIRM, UNDO = "/email/confirm", "/email/undo"


@get(FORM)
async def email_form(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return await _show_form(page, page.request.query_params.get("email", ""), {}, 200)


@post(FORM)
async def change_email(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    email = forms.text(form, "email").strip()
    page.must_be_signed_in()
    problems = forms.check(ChangeEmail, {"email": email, "token": page.context.who.token})
    if problems:
        return await _show_form(page, email, problems, 422)
    try:
        await page.send("ChangeEmail", email=email)
    except Failed as failed:
        if failed.code == "VALIDATION":
            return await _show_form(page, email, failed.problems, 422)
        return await confirm_first(page, failed, FORM)
    return page.go("/security", "email_asked")


@get("/email/confirm/{token:str}")
async def confirm_link(
    page: NamedDependency[SkipValidation[Page]], token: FromPath[str]
) -> Redirect:
    return take_along(page, "email-confirm", token, CONFIRM)


@get("/email/undo/{token:str}")
async def undo_link(page: NamedDependency[SkipValidation[Page]], token: FromPath[str]) -> Redirect:
    return take_along(page, "email-undo", token, UNDO)


@get(CONFIRM)
async def confirm_question(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return await _show_question(page, "email-confirm")


@get(UNDO)
async def undo_question(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return await _show_question(page, "email-undo")


@post(CONFIRM)
async def confirm_email(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    return await _follow(page, "email-confirm", "ConfirmEmail", "email_changed")


@post(UNDO)
async def undo_email(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    return await _follow(page, "email-undo", "UndoEmail", "email_undone")


async def _follow(page: Page, kind: str, operation: str, flash: str) -> Answer:
    await page.form()
    try:
        await page.send(operation, token=token_of(page, kind))
    except Failed as failed:
        return gone(page, failed, kind)
    put_away(page, kind)
    return page.go("/sign-in" if kind == "email-undo" else "/", flash)


async def _show_question(page: Page, kind: str) -> Response[bytes]:
    """Asked before it is done: a scanner of mail that follows a link does nothing."""
    try:
        data = await page.ask("EmailChange", token=token_of(page, kind))
    except Failed as failed:
        return gone(page, failed, kind)
    values = {"what": kind, "email": data["change"]["email"], "until": data["change"]["until"]}
    return page.show("pages/recovery/question.html", values)


async def _show_form(page: Page, email: str, problems: Problems, status: int) -> Response[bytes]:
    mine = await guard(page)
    if not mine["isConfirmed"]:
        return show_confirm(page, mine, FORM)
    values = {"form": {"email": email}, "problems": problems}
    return page.show("pages/recovery/email.html", values, status=status)


HANDLERS = [
    *(email_form, change_email, confirm_link, undo_link),
    *(confirm_question, undo_question, confirm_email, undo_email),
]
