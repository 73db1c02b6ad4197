"""The staff's screen: who has arrived, who is late, and who takes a place that stayed empty."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from gateway.pages import forms
from gateway.pages.day.door import Answer, asked, must_staff
from gateway.pages.failures import Failed
from gateway.pages.flashes import SAID
from gateway.pages.page import Page
from gateway.pages.timetables.tables import by_table


@get("/events/{event_id:str}/day")
async def day(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    return await _shown(page, event_id)


async def _shown(
    page: Page, event_id: str, *, reasons: Any = (), status: int = 200
) -> Response[bytes]:
    found = await asked(page, event_id)
    values = {
        "day": found,
        "people": {one["id"]: one for one in found["people"]},
        "slots": {one["id"]: one for one in found["slots"]},
        "late": [one for one in found["people"] if one["isLate"]],
        "running": _of(found, found["running"]),
        "coming": _of(found, found["next"]),
        "units": _units(found["people"]),
        "reasons": reasons,
        "key": str(uuid4()),
    }
    return page.show("pages/day/staff.html", values, status=status)


def _of(found: dict[str, Any], slot: str | None) -> list[dict[str, Any]]:
    """Meetings of that slot by their tables; those whose place was given away come last."""
    here = [one for one in found["meetings"] if one["slot"] == slot]
    return sorted(here, key=lambda one: (one["state"] == "REFILLED", by_table(one)))


def _units(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who has arrived of each unit or organization, in the order of kana of their first."""
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for one in people:
        if one["state"] == "REGISTERED":
            unit = (one["side"], one["organizationName"], one["unitName"])
            found.setdefault(unit, []).append(one)
    return [
        {
            "side": side,
            "name": " ".join(filter(None, (organization, unit))),
            "people": some,
            "arrived": sum(one["arrivedAt"] is not None for one in some),
        }
        for (side, organization, unit), some in found.items()
    ]


@get("/events/{event_id:str}/day/stand-ins")
async def stand_ins(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    """Who could take one place."""
    found = await asked(page, event_id)
    query = page.request.query_params
    public, private = query.get("public", ""), query.get("private", "")
    meeting = next(
        (
            one
            for one in found["meetings"]
            if (one["publicId"], one["privateId"]) == (public, private)
        ),
        None,
    )
    if meeting is None:
        raise Failed("NOT_FOUND")
    offered = None
    if meeting["mayRefill"]:
        given = {"publicId": public, "privateId": private}
        offered = (await page.ask("StandIns", id=event_id, **given))["standIns"]
    values = {
        "day": found,
        "meeting": meeting,
        "people": {one["id"]: one for one in found["people"]},
        "slots": {one["id"]: one for one in found["slots"]},
        "offered": offered,
        "key": str(uuid4()),
    }
    return page.show("pages/day/stand_ins.html", values)


@post("/events/{event_id:str}/day/refill")
async def refill(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    """One place to somebody who was chosen, or all places of the slot to whom the solver finds."""
    form = await page.form()
    must_staff(page)
    home = page.back = f"/events/{event_id}/day"
    base = forms.text(form, "base")
    given = {
        "eventId": event_id,
        "baseVersion": int(base) if base.isascii() and base.isdigit() and len(base) < 10 else 0,  # noqa: PLR2004 -- digits of a version
        "places": [_place(one) for one in forms.texts(form, "place")][:200],
        "idempotencyKey": forms.text(form, "key") or None,
    }
    if not given["places"]:
        return page.go(home, "place_not_free")
    try:
        done = await page.send("RefillMeetings", **given)
    except Failed as failed:
        reason = failed.reason.lower()
        if failed.code == "CONFLICT":
            return page.go(home, reason if reason in SAID else "stale")
        raise
    if done["reasons"]:
        return await _shown(page, event_id, reasons=done["reasons"], status=422)
    if not done["refilled"]:
        return page.go(home, "nobody_stands_by")
    return page.go(home, "places_refilled_some" if done["left"] else "places_refilled")


def _place(given: str) -> dict[str, Any]:
    """``public.private``, with ``.stand-in`` where somebody was chosen."""
    public, _, rest = given.partition(".")
    private, _, who = rest.partition(".")
    return {"publicId": public, "privateId": private, "standInId": who or None}


HANDLERS = [day, stand_ins, refill]
