"""Signing in and out; a form that came too late is kept through it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from contracts.accounts import GET_SESSION, GetSession, SignIn
from gateway.context import Loaders
from gateway.pages import challenge_closing, challenge_forms, forms, offer_forms, seals
from gateway.pages.challenge_work import asking
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page, frame
from gateway.pages.paths import own_path
from gateway.pages.proposals import writing as proposal_writing
from gateway.pages.searches import keeping
from gateway.pages.signing import show_second_step, show_sign_in
from gateway.sessions import Who

Resume = Callable[[Page, str, dict[str, Any]], Awaitable[Response[bytes]]]
RESUMED: dict[str, Resume] = {
    "challenge": challenge_forms.resume,
    "closing": challenge_closing.resume,
    "offer": offer_forms.resume,
    "proposal": proposal_writing.resume,
    "question": asking.resume,
    "search": keeping.resume,
}
"""Form -> how it is shown again, as it was typed, to be sent once more."""
WRONG: Problems = {"email": {"problem": "wrong_credentials", "limit": None}}


@get("/sign-in")
async def sign_in_page(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes] | Redirect:
    to = own_path(page.request.query_params.get("next"))
    if page.is_signed_in:
        return page.go(to)
    return show_sign_in(page, {"next": to})


@post("/sign-in")
async def sign_in(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes] | Redirect:
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
    return await onward(page, typed, done["token"])


async def onward(page: Page, typed: dict[str, str], token: str) -> Response[bytes] | Redirect:
    kept = seals.kept(page.secret, typed["kept"]) if typed["kept"] else None
    if kept is None:
        return page.go(own_path(typed["next"]), "signed_in")
    context = page.context
    session = await context.bus.call(GET_SESSION, GetSession(token=token))
    context.who = Who(token=token, from_cookie=True, session=session)
    context.loaders = Loaders(context.bus, context.actor)
    await frame(page)
    page.back, page.saying = kept.action, "send_again"
    return await RESUMED[kept.form](page, kept.action, kept.typed)


@post("/sign-out")
async def sign_out(page: NamedDependency[SkipValidation[Page]]) -> Redirect:
    await page.form()
    await page.send("SignOut")
    return page.go("/", "signed_out")


HANDLERS = [sign_in_page, sign_in, sign_out]
