"""An organization, or a town, on one page of paper; and what stands of its challenges."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from gateway.pages.failures import Failed
from gateway.pages.page import Page
from gateway.pages.proposals.answers import answer_time

AWAY = frozenset({"BUSY", "TIMEOUT", "INTERNAL"})


@get("/organizations/{organization_id:str}/sheet")
async def organization_sheet(
    page: NamedDependency[SkipValidation[Page]], organization_id: FromPath[str]
) -> Response[bytes]:
    owner = {"organizationId": organization_id}
    data = await page.ask("OrganizationSheet", id=organization_id, owner=owner)
    shown = {name: data[name] for name in ("organization", "open", "ended")}
    shown["answers"] = await answer_time(page, organization_id)
    shown["responses"] = await responses(page, organization_id)
    return page.show("pages/describing/sheet.html", shown)


async def responses(page: Page, organization_id: str | None) -> dict[str, Any] | None:
    """How it answers interest; none from fewer than five cases, and while nobody can say."""
    if organization_id is None:
        return None
    try:
        found = await page.ask("Responses", id=organization_id)
    except Failed as failed:
        if failed.code in AWAY:
            return None
        raise
    answer: dict[str, Any] | None = found["responses"]
    return answer


async def standing(page: Page, organization_id: str | None) -> dict[str, Any]:
    """Its open challenges, and those that came to an end; none while nobody can say."""
    if organization_id is None:
        return {"open": None, "ended": None}
    try:
        found = await page.ask("Standing", owner={"organizationId": organization_id})
    except Failed as failed:
        if failed.code in AWAY:
            return {"open": None, "ended": None}
        raise
    return {"open": found["open"], "ended": found["ended"]}


HANDLERS = [organization_sheet]
