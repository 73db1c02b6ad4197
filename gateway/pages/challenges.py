"""Challenges, to be read: the list, and one with the offers that fit it."""

from __future__ import annotations

import asyncio
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.rights import POSTERS
from gateway.pages.failures import Failed
from gateway.pages.lists import after, filters, listed, restarted
from gateway.pages.page import Page
from gateway.pages.similar import similar_to

AWAY = frozenset({"BUSY", "TIMEOUT", "INTERNAL"})


@get("/challenges")
async def challenges(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes] | Redirect:
    chosen = filters(page, state="state", direction="direction")
    return await listed(page, "Challenges", "pages/challenges.html", chosen)


@get("/challenges/{challenge_id:str}")
async def challenge(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Response[bytes] | Redirect:
    try:
        data, matches, similar = await asyncio.gather(
            page.ask("Challenge", id=challenge_id),
            matches_of(page, "ChallengeMatches", "challenge", "offer", challenge_id),
            similar_to(page, challenge_id),
        )
    except Failed as failed:
        return restarted(page, failed)
    found = data["challenge"] | {"matches": matches}
    mine = may_change(page, found)
    may = {
        "edit": mine and found["state"] not in {"CLOSED", "IN_REVIEW"},
        "close": mine and found["state"] != "CLOSED",
    }
    return page.show("pages/challenge.html", {"challenge": found, "may": may, "similar": similar})


async def matches_of(
    page: Page, operation: str, noun: str, other: str, key: str
) -> dict[str, Any] | None:
    """Matches, without those whose other side is gone; none while nobody can say."""
    try:
        data = await page.ask(operation, id=key, after=after(page))
    except Failed as failed:
        if failed.code in AWAY:
            return None
        raise
    found: dict[str, Any] = data[noun]["matches"]
    found["nodes"] = [match for match in found["nodes"] if match[other]]
    return found


def may_change(page: Page, thing: dict[str, Any]) -> bool:
    """Whether the viewer's organization has it. What they may is the services' to say."""
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS:
        return False
    return bool(str(actor.organization) == thing["organization"]["id"])


HANDLERS = [challenges, challenge]
