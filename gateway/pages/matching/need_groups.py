"""The same need in several towns."""

from __future__ import annotations

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from gateway.pages.failures import Failed
from gateway.pages.lists import after, restarted
from gateway.pages.page import Page


@get("/same-needs")
async def same_needs(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes] | Redirect:
    try:
        data = await page.ask("NeedGroups", after=after(page))
    except Failed as failed:
        return restarted(page, failed)
    return page.show("pages/matching/same_needs.html", {"groups": data["needGroups"]})


HANDLERS = [same_needs]
