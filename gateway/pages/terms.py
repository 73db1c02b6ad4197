"""The terms of use, in the version that is in force."""

from __future__ import annotations

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from contracts.terms import TERMS_VERSION
from gateway.pages.page import Page, frame


@get("/terms")
async def terms(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    await frame(page)
    return page.show("pages/terms.html", {"version": TERMS_VERSION})


HANDLERS = [terms]
