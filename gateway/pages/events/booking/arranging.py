"""What one has arranged, what one is asked, and with whom there is still a place."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.bookings import OPEN_REQUESTS, REQUEST_HOURS
from contracts.rights import POSTERS
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.lists import LONGEST, after, restarted
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
COMES = ("REGISTERED",)


async def mine(page: Page, event_id: str) -> list[dict[str, Any]]:
    """For whom one may arrange, oneself first. Raises ``Failed``."""
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS:
        raise Failed("FORBIDDEN")
    found = (await page.ask("MyParticipation", id=event_id))["myParticipation"]
    own = [one for one in found if one["state"] in COMES]
    if not own:
        raise Failed("NOT_FOUND")
    return sorted(own, key=lambda one: not one["isOwn"])


@get("/events/{event_id:str}/bookings")
async def bookings(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    try:
        return await show(page, event_id, page.request.query_params, {}, {}, 200)
    except Failed as failed:
        return restarted(page, failed)


async def show(
    page: Page, event_id: str, given: Any, typed: Typed, problems: Problems, status: int
) -> Response[bytes]:
    """``typed``: the request that was refused; everything else is as it is now."""
    own = await mine(page, event_id)
    q = str(given.get("q", "")).strip()[:LONGEST]
    wanted = str(given.get("who", ""))
    who = next((one for one in own if one["id"] == wanted), own[0])
    place = after(page) if status == 200 else None  # noqa: PLR2004 -- a form was answered
    found = await page.ask("EventPartners", id=event_id, search=q, after=place)
    arranged = (await page.ask("Bookings", id=who["id"]))["bookings"]
    nodes = found["eventPartners"]["nodes"]
    others = [one["participant"]["id"] for one in nodes]
    slots = (await page.ask("FreeSlots", id=who["id"], others=others))["freeSlots"]
    shown = {"event": found["matchingEvent"], "partners": found["eventPartners"], "q": q}
    shown |= {"who": who, "own": own, "arranged": arranged, "new": lambda: str(uuid4())}
    shown |= {"free": {one["otherId"]: one["slots"] for one in slots}, "hours": REQUEST_HOURS}
    shown |= {"most": OPEN_REQUESTS, "typed": typed, "problems": problems}
    shown["starts"] = {one["id"]: one["startsAt"] for one in found["matchingEvent"]["slots"]}
    shown["known"] = {one["otherId"] for one in (*arranged["booked"], *arranged["sent"])}
    return page.show("pages/events/booking/bookings.html", shown, status=status)


HANDLERS = [bookings]
