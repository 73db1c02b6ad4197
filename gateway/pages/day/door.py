"""Check-in at the door: by a code or the address in a QR code, with a network or without."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.checkins import CheckIn, number_of
from contracts.rights import EVENT_STAFF
from gateway import words
from gateway.pages import forms
from gateway.pages.day import notes
from gateway.pages.failures import Failed
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
OPEN = frozenset({"LIVE", "REPORTING"})
"""States in which who comes is noted; the service decides (``rules.DAY``)."""
CAMERA = "camera=(self), microphone=(), geolocation=()"
"""Of this page alone: everywhere else the camera is closed (``gateway.shield``)."""


def must_staff(page: Page) -> None:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in EVENT_STAFF:
        raise Failed("FORBIDDEN")


async def asked(page: Page, event_id: str) -> dict[str, Any]:
    """The day. Raises ``Failed``."""
    must_staff(page)
    found: dict[str, Any] | None = (await page.ask("EventDay", id=event_id))["eventDay"]
    if found is None:
        raise Failed("NOT_FOUND")
    return found


def whose(day: dict[str, Any], code: str) -> dict[str, Any] | None:
    number = number_of(code)
    return next((one for one in day["people"] if one["number"] == number), None)


@get("/events/{event_id:str}/check-in")
async def check_in(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    """Of a badge whose QR code was read: the same page with its code, and who it is."""
    day = await asked(page, event_id)
    if day["state"] not in OPEN:
        return closed(page, day)
    query = page.request.query_params
    return _shown(page, day, code=query.get("code", "")[:40], result=query.get("result", ""))


def closed(page: Page, day: dict[str, Any]) -> Response[bytes]:
    """Nobody is checked in at this stage: no form that would be refused."""
    return page.show("pages/day/closed.html", {"day": day})


def _shown(
    page: Page, day: dict[str, Any], *, code: str = "", result: str = "", **more: Any
) -> Response[bytes]:
    who = whose(day, code) if code else None
    outcome = {"result": result, "arrivedAt": who["arrivedAt"] if who else None}
    known = notes.is_so(result, code, who)
    values = {
        "day": day,
        "code": code,
        "who": who,
        "result": result if known else "",
        "said": notes.said(page, outcome) if known else "",
        "kind": notes.KINDS[result] if known else "",
        "id": str(uuid4()),
        "undo_id": str(uuid4()),
        "restore_id": str(uuid4()),
        "undoing": more.get("undoing"),
        "stakes": more.get("stakes", ()),
        "reason": more.get("reason", ""),
        "wrong": more.get("wrong"),
        "arrived": sum(one["arrivedAt"] is not None for one in day["people"]),
    }
    answer = page.show("pages/day/check_in.html", values, status=more.get("status", 200))
    answer.headers["Permissions-Policy"] = CAMERA
    return answer


@post("/events/{event_id:str}/check-in")
async def note(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    """Without JavaScript: one arrival."""
    form = await page.form()
    must_staff(page)
    given = {"id": forms.text(form, "id"), "code": forms.text(form, "code").strip() or "-"}
    return await _noted(page, event_id, given)


@post("/events/{event_id:str}/check-in/undo")
async def undo(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    form = await page.form()
    must_staff(page)
    code, reason = forms.text(form, "code").strip(), forms.text(form, "reason").strip()
    kept = {"undoing": code, "reason": reason}
    if not reason:
        return _shown(page, await asked(page, event_id), **kept, status=422)
    wrong = _wrong_reason(reason)
    if wrong is not None:
        return _shown(page, await asked(page, event_id), **kept, wrong=wrong, status=422)
    if not forms.text(form, "sure"):
        day = await asked(page, event_id)
        stakes = notes.stakes(page, day, whose(day, code))
        if stakes:
            return _shown(page, day, **kept, stakes=stakes)
    given = {"id": forms.text(form, "id"), "code": code or "-", "kind": "UNDO", "reason": reason}
    return await _noted(page, event_id, given, **kept)


@post("/events/{event_id:str}/check-in/restore")
async def restore(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    """What was taken back by mistake is as it was."""
    form = await page.form()
    must_staff(page)
    code = forms.text(form, "code").strip() or "-"
    return await _noted(
        page, event_id, {"id": forms.text(form, "id"), "code": code, "kind": "RESTORE"}
    )


def _wrong_reason(reason: str) -> dict[str, Any] | None:
    """What the service would say of all notes at once, said of this field."""
    given = {"id": str(uuid4()), "code": "-", "reason": reason}
    return forms.check(CheckIn, given).get("reason")


async def _noted(page: Page, event_id: str, given: dict[str, Any], **kept: str) -> Answer:
    home = page.back = f"/events/{event_id}/check-in"
    done = await _sent(page, event_id, [given])
    if done is None:
        return page.go(home, "not_the_day")
    [outcome] = done
    if outcome["result"] == "BAD_CODE":
        code = given["code"].removeprefix("-")
        day = await asked(page, event_id)
        return _shown(page, day, code=code, result="BAD_CODE", **kept, status=422)
    if outcome["result"] == "UNKNOWN" and kept:
        day = await asked(page, event_id)
        return _shown(page, day, code=given["code"], result="UNKNOWN", **kept, status=422)
    return page.go(f"{home}?code={outcome['code']}&result={outcome['result']}")


async def _sent(
    page: Page, event_id: str, given: list[dict[str, Any]], door: str = ""
) -> list[dict[str, Any]] | None:
    """What the notes came to; None where nobody is checked in at this stage."""
    try:
        done = await page.send("RecordCheckIns", eventId=event_id, door=door, checkIns=given)
    except Failed as failed:
        if failed.code == "CONFLICT" and failed.reason.lower() == "not_the_day":
            return None
        raise
    found: list[dict[str, Any]] = done["outcomes"]
    return found


@post("/events/{event_id:str}/check-in/notes", status_code=200)
async def take_notes(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[dict[str, Any]]:
    """What a tablet has noted, maybe long ago, maybe sent before."""
    form = await page.form()
    must_staff(page)
    given = notes.read(forms.text(form, "notes"))
    done = await _sent(page, event_id, given, forms.text(form, "door")[:60])
    if done is None:
        return Response({"outcomes": []}, status_code=409)
    return Response({"outcomes": [notes.shown(page, one) for one in done]})


@get("/events/{event_id:str}/check-in/people")
async def people(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[dict[str, Any]]:
    """Who is expected, for a tablet that may lose its network; and what time it is."""
    day = await asked(page, event_id)
    starts = {slot["id"]: slot["startsAt"] for slot in day["slots"]}
    return Response(
        {
            "now": notes.millis(day["now"]),
            "people": [
                _person(one, starts) | {"stakes": notes.stakes(page, day, one)}
                for one in day["people"]
            ],
        }
    )


def _person(one: dict[str, Any], starts: dict[str, str]) -> dict[str, Any]:
    at = words.clock(starts[one["slot"]]) if one["slot"] in starts else ""
    return {
        "number": one["number"],
        "code": one["code"],
        "name": one["name"],
        "organization": one["organizationName"],
        "arrivedAt": notes.millis(one["arrivedAt"]),
        "where": " ".join(filter(None, (at, one["table"]))),
    }


HANDLERS = [check_in, note, undo, restore, take_notes, people]
