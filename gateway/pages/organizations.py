"""Who takes part, and what they ask and offer."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages.challenges import AWAY
from gateway.pages.failures import Failed
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
    data = await page.ask("Organization", id=organization_id)
    shown = {"organization": data["organization"], "responses": await _responses(page, data)}
    shown["answers"] = await answer_time(page, data["organization"]["id"])
    return page.show("pages/organization.html", shown)


async def _responses(page: Page, data: dict[str, Any]) -> dict[str, Any] | None:
    """How it answers interest; none while nobody can say."""
    try:
        found = await page.ask("Responses", id=data["organization"]["id"])
    except Failed as failed:
        if failed.code in AWAY:
            return None
        raise
    answer: dict[str, Any] | None = found["responses"]
    return answer


HANDLERS = [organizations, organization]
