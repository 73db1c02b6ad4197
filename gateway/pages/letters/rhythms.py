"""Choosing how often letters of matches and of saved searches come."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from gateway import words
from gateway.pages import forms
from gateway.pages.failures import Problems
from gateway.pages.page import Page

HOME = "/notifications/letters"


@get(HOME)
async def rhythm(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    page.must_be_signed_in()
    return await _show(page, {}, 200)


@post(HOME)
async def choose(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes] | Redirect:
    form = await page.form()
    page.must_be_signed_in()
    chosen = forms.text(form, "rhythm")
    if chosen not in words.WORDS["letter_rhythm"]:
        return await _show(page, {"rhythm": {"problem": "required", "limit": None}}, 422)
    await page.send("SetLetterRhythm", rhythm=chosen.upper())
    return page.go(HOME, "rhythm_chosen")


async def _show(page: Page, problems: Problems, status: int) -> Response[bytes]:
    found = (await page.ask("LetterRhythm"))["letterRhythm"].lower()
    shown = {"rhythm": found, "problems": problems}
    return page.show("pages/letters/rhythm.html", shown, status=status)


HANDLERS = [rhythm, choose]
