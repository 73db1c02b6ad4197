"""The terms of use, in the version that is in force; a new one is asked for before anything else.

In the place of whatever page was asked for, and afterwards on to it: what was typed waits.
"""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from contracts.terms import TERMS_VERSION
from gateway.pages import forms, late
from gateway.pages.confirming import Answer
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page, frame
from gateway.pages.paths import own_path
from gateway.pages.sessions import enter


@get("/terms")
async def terms(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    await frame(page)
    return page.show("pages/terms.html", {"version": TERMS_VERSION, "asked": None})


@post("/terms/accept")
async def accept_terms(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    page.must_be_signed_in()
    there, kept = own_path(forms.text(form, "next")), forms.text(form, "kept")
    try:
        await page.send("AcceptTerms", version=forms.text(form, "version"))
    except Failed as failed:
        if failed.code != "VALIDATION":
            raise
        return _show(page, there, kept, failed.problems, 422)
    if not kept:
        return page.go(there, "terms_accepted")
    await enter(page, page.context.who.token or "")
    await frame(page)
    return late.show(page, kept)


def ask(page: Page) -> Response[bytes]:
    """In the place of an answer to who has not accepted them: what was sent waits."""
    kept = late.keep(page)
    there = page.address() if page.request.method == "GET" else "/"
    return _show(page, there, kept, {}, 403)


def _show(page: Page, there: str, kept: str, problems: Problems, status: int) -> Response[bytes]:
    asked = {"next": there, "kept": kept}
    shown = {"version": TERMS_VERSION, "asked": asked, "problems": problems}
    return page.show("pages/terms.html", shown, status=status)


HANDLERS = [terms, accept_terms]
