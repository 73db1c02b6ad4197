"""Signing in and out; a form that came too late is kept through both."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from contracts.accounts import GET_SESSION, GetSession, SignIn
from gateway.acting import choice
from gateway.context import Loaders
from gateway.errors import Refused
from gateway.pages import forms, late
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page, frame
from gateway.pages.paths import own_path
from gateway.pages.signing import show_kept_out, show_second_step, show_sign_in
from gateway.sessions import Who

Answer = Response[bytes] | Redirect
WRONG: Problems = {"email": {"problem": "wrong_credentials", "limit": None}}


@get("/sign-in")
async def sign_in_page(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    to = own_path(page.request.query_params.get("next"))
    if page.is_signed_in:
        return page.go(to)
    return show_sign_in(page, {"next": to})


@post("/sign-in")
async def sign_in(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    typed = {name: forms.text(form, name) for name in ("email", "next", "kept")}
    given = {"email": typed["email"].strip(), "password": forms.text(form, "password")}
    problems = forms.check(SignIn, given)
    if problems:
        return show_sign_in(page, typed, problems, 422)
    try:
        done = await page.send("SignIn", **given)
    except Failed as failed:
        if failed.code not in {"UNAUTHENTICATED", "VALIDATION"}:
            raise
        return show_sign_in(page, typed, failed.problems or WRONG, 422)
    if done["secondFactor"]:
        return show_second_step(page, typed, done["secondFactor"])
    return await onward(page, typed, done)


async def onward(page: Page, typed: dict[str, str], done: dict[str, Any]) -> Answer:
    """To where somebody wanted to go, or to the form that waits for them; or why not."""
    if done["suspension"]:
        return show_kept_out(page, done["suspension"])
    if not typed["kept"]:
        return page.go(own_path(typed["next"]), "signed_in")
    await enter(page, done["token"])
    return await _waiting(page, typed["kept"])


async def enter(page: Page, token: str) -> None:
    """The rest of this request is of who has just come in, as they are now."""
    context = page.context
    session = await context.bus.call(GET_SESSION, GetSession(token=token))
    try:
        chosen = choice(page.request, session)
    except Refused:  # it has ended meanwhile
        chosen = None
    context.who = Who(token=token, from_cookie=True, session=session, chosen=chosen)
    context.loaders = Loaders(context.bus, context.actor)


@post("/sign-in/continue")
async def go_on(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    """For who signed in elsewhere meanwhile. Does nothing, so the seal on what waits is enough."""
    kept = forms.text(await page.posted(), "kept")
    if page.is_signed_in:
        return await _waiting(page, kept)
    page.saying = "sign_in_to_send"
    return show_sign_in(page, {"kept": kept, "next": "/"}, status=401)


async def _waiting(page: Page, kept: str) -> Response[bytes]:
    await frame(page)
    return late.show(page, kept)


@post("/sign-out")
async def sign_out(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    """Also so that another account sends what it typed: ``kept``."""
    if not page.is_signed_in:  # and there is nothing to be done
        return page.go("/", "signed_out")
    kept = forms.text(await page.form(), "kept")
    await page.send("SignOut")
    if not kept:
        return page.go("/", "signed_out")
    page.context.who, page.viewer = Who(), None
    page.know_visitor()
    return show_sign_in(page, {"kept": kept, "next": "/"})


HANDLERS = [sign_in_page, sign_in, go_on, sign_out]
