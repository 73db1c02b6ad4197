"""The towns and prefectures of the official list, and what they ask."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages.describing.sheets import responses, standing
from gateway.pages.failures import Failed
from gateway.pages.lists import after, filters, listed, restarted
from gateway.pages.page import Page
from gateway.pages.proposals.answers import answer_time

NONE: dict[str, Any] = {
    "totalCount": 0,
    "nodes": [],
    "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "endCursor": None},
}


@get("/municipalities")
async def municipalities(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes] | Redirect:
    return await listed(page, "Municipalities", "pages/municipalities.html", filters(page))


@get("/municipalities/{lg_code:str}")
async def municipality(
    page: NamedDependency[SkipValidation[Page]], lg_code: FromPath[str]
) -> Response[bytes] | Redirect:
    if len(lg_code) != 6 or not (lg_code.isascii() and lg_code.isdigit()):  # noqa: PLR2004 -- the code's length
        raise Failed("NOT_FOUND")
    try:
        data = await page.ask("Municipality", lgCode=lg_code, after=after(page))
    except Failed as failed:
        return restarted(page, failed)
    found = data["municipality"]
    challenges = found["organization"]["challenges"] if found["organization"] else NONE
    shown = {"municipality": found, "challenges": challenges}
    known = (found["organization"] or {}).get("id")
    shown["answers"] = await answer_time(page, known)
    shown["responses"] = await responses(page, known)
    shown |= await standing(page, known)
    return page.show("pages/municipality.html", shown)


HANDLERS = [municipalities, municipality]
