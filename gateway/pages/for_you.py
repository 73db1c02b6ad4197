"""What fits the viewer's organization, and the drafts and tasks that wait there."""

from __future__ import annotations

import asyncio
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from contracts.rights import POSTERS
from gateway.pages.failures import Failed
from gateway.pages.lists import after, restarted
from gateway.pages.page import Page


@get("/for-you")
async def for_you(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes] | Redirect:
    page.must_be_signed_in()
    try:
        data, own = await asyncio.gather(page.ask("ForYou", after=after(page)), _own(page))
    except Failed as failed:
        return restarted(page, failed)
    organization = data["mine"]["organization"]
    if organization is None:
        raise Failed("FORBIDDEN")
    matches = organization["matchesForYou"]
    matches["nodes"] = [one for one in matches["nodes"] if one["challenge"] and one["offer"]]
    return page.show("pages/for_you.html", {"matches": matches, **own})


async def _own(page: Page) -> dict[str, Any]:
    """Drafts to be written on, tasks (challenges to be confirmed or closed), and how many more."""
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS:
        return {"drafts": [], "tasks": []}
    found = (await page.ask("Drafts"))["mine"]
    lists = {"drafts": found["drafts"], "tasks": found["staleChallenges"]}
    left = {name: one["totalCount"] - len(one["nodes"]) for name, one in lists.items()}
    return {name: one["nodes"] for name, one in lists.items()} | {"left": left}


HANDLERS = [for_you]
