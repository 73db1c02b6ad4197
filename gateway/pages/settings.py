"""How the pages look: size of letters, colours, language."""

from __future__ import annotations

from litestar import post
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from gateway.pages.page import Page
from gateway.pages.paths import own_path
from gateway.pages.preferences import CHOICES, cookie


@post("/settings")
async def settings(page: NamedDependency[SkipValidation[Page]]) -> Redirect:
    form = await page.form()
    for name, choices in CHOICES.items():
        if form.get(name) in choices:
            page.cookies.append(cookie(page.context.settings, name, form[name]))
    return page.go(own_path(form.get("back")))


HANDLERS = [settings]
