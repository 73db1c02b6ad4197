"""Challenges, to be read: the list, and one with the offers that fit it."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.rights import CURATORS, POSTERS, PUBLIC_SIDE
from contracts.wire import Actor, Role
from gateway.pages.failures import Failed
from gateway.pages.lists import after, challenge_filters, listed, restarted
from gateway.pages.page import Page
from gateway.pages.shortlists.keeping import is_kept
from gateway.pages.similar import similar_to

KEPT = ("q", "prefecture", "direction", "budget_stage", "tag")
"""Filters that a saved search has too."""
AWAY = frozenset({"BUSY", "TIMEOUT", "INTERNAL"})


@get("/challenges")
async def challenges(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes] | Redirect:
    chosen = challenge_filters(page)
    kept = {name: chosen[name] for name in KEPT if chosen[name]}
    shown = {"saving": f"/searches/new?{urlencode(kept)}" if kept else ""}
    return await listed(page, "Challenges", "pages/challenges.html", chosen, shown)


@get("/challenges/{challenge_id:str}")
async def challenge(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Response[bytes] | Redirect:
    try:
        data, work, matches, similar, kept = await asyncio.gather(
            page.ask("Challenge", id=challenge_id),
            work_of(page, challenge_id),
            matches_of(page, "ChallengeMatches", "challenge", "offer", challenge_id),
            similar_to(page, challenge_id),
            is_kept(page, challenge_id),
        )
    except Failed as failed:
        return restarted(page, failed)
    found = data["challenge"] | work | {"matches": matches}
    may = what_may(page, found)
    shown = {"challenge": found, "may": may, "similar": similar, "kept": kept}
    return page.show("pages/challenge.html", shown)


def what_may(page: Page, found: dict[str, Any]) -> dict[str, bool]:
    """What is offered to the viewer; what they may is the services' to say."""
    mine, actor = may_change(page, found), page.context.actor
    poster = actor is not None and actor.role in POSTERS and not mine
    is_public = actor is not None and actor.role in PUBLIC_SIDE
    is_need = found["direction"] == "PUBLIC_NEED"
    joined = {one["id"] for one in found.get("joinedBy") or ()}
    return {
        "edit": mine and found["state"] in {"DRAFT", "OPEN", "STALE"},
        "close": mine and found["state"] != "CLOSED",
        "curate": may_curate(actor, found) and found["state"] == "OPEN",
        "answer": mine,
        "ask": poster
        and found["state"] == "OPEN"
        and not found["source"]
        and is_public is not is_need,
        "join": poster and is_public and is_need and found["state"] not in {"CLOSED", "DRAFT"},
        "joined": actor is not None and str(actor.organization) in joined,
        "clone": poster and is_public is is_need and found["state"] != "DRAFT",
    }


async def work_of(page: Page, key: str) -> dict[str, Any]:
    """What stands around a challenge; nothing while nobody can say: its words are worth a page."""
    try:
        return dict((await page.ask("ChallengeWork", id=key))["challenge"])
    except Failed as failed:
        if failed.code in AWAY:
            return {}
        raise


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


def may_curate(actor: Actor | None, thing: dict[str, Any]) -> bool:
    """Whether they may say what stands in its list; a liaison in its own town's alone."""
    if actor is None or actor.role not in CURATORS:
        return False
    return actor.role is not Role.LIAISON or str(actor.organization) == thing["organization"]["id"]


def may_change(page: Page, thing: dict[str, Any]) -> bool:
    """Whether the viewer's organization has it. What they may is the services' to say."""
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS:
        return False
    return bool(str(actor.organization) == thing["organization"]["id"])


async def own_challenge(page: Page, challenge_id: str) -> dict[str, Any]:
    """One that the viewer may change. Raises ``Failed``."""
    page.must_be_signed_in()
    found: dict[str, Any] = (await page.ask("OwnChallenge", id=challenge_id))["challenge"]
    if not may_change(page, found):
        raise Failed("FORBIDDEN")
    return found


HANDLERS = [challenges, challenge]
