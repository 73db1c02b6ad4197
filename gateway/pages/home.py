"""The first page, and the one that says how it all works."""

from __future__ import annotations

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from gateway.pages.page import Page, frame


@get("/")
async def home(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return page.show("pages/home.html", await page.ask("Home"))


@get("/about")
async def about(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    await frame(page)
    return page.show("pages/about.html")


HANDLERS = [home, about]
