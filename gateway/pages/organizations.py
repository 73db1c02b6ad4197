"""Who takes part, and what they ask and offer."""

from __future__ import annotations

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages.describing.sheets import responses, standing
from gateway.pages.describing.writing import may_describe
from gateway.pages.lists import filters, listed
from gateway.pages.page import Page
from gateway.pages.proposals.answers import answer_time


@get("/organizations")
async def organizations(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes] | Redirect:
    chosen = filters(page, kind="organization_kind")
    return await listed(page, "Organizations", "pages/organizations.html", chosen)


@get("/organizations/{organization_id:str}")
async def organization(
    page: NamedDependency[SkipValidation[Page]], organization_id: FromPath[str]
) -> Response[bytes]:
    found = (await page.ask("Organization", id=organization_id))["organization"]
    known = found["id"]
    shown = {
        "organization": found,
        "responses": await responses(page, known),
        "answers": await answer_time(page, known),
        "ended": (await standing(page, known))["ended"],
        "may_describe": may_describe(page, known),
    }
    return page.show("pages/organization.html", shown)


HANDLERS = [organizations, organization]
