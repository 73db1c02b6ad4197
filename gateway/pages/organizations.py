"""Who takes part, and what they ask and offer."""

from __future__ import annotations

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages.lists import filters, listed
from gateway.pages.page import Page


@get("/organizations")
async def organizations(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes] | Redirect:
    chosen = filters(page, kind="organization_kind")
    return await listed(page, "Organizations", "pages/organizations.html", chosen)


@get("/organizations/{organization_id:str}")
async def organization(
    page: NamedDependency[SkipValidation[Page]], organization_id: FromPath[str]
) -> Response[bytes]:
    data = await page.ask("Organization", id=organization_id)
    return page.show("pages/organization.html", {"organization": data["organization"]})


HANDLERS = [organizations, organization]
