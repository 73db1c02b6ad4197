"""By hand on the board: where a dragged meeting could be, and meetings taken out."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from contracts.timetabling import CancelReason
from gateway import words
from gateway.catalogues import load
from gateway.pages import forms
from gateway.pages.page import Page
from gateway.pages.timetables.board import Answer, changed, must_organize, of_meeting, picked


@get("/events/{event_id:str}/timetable/places.json")
async def places(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[dict[str, str]]:
    """Slot and table -> what stands against it; empty: it is free."""
    must_organize(page)
    found = await picked(page, event_id)
    said = {
        f"{slot}|{table or ''}": "、".join(_said(page, one) for one in reasons)
        for (slot, table), reasons in (found["places"] if found else {}).items()
    }
    return Response(content=said, headers={"Cache-Control": "no-store"})


@get("/events/{event_id:str}/timetable/newest.json")
async def newest(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[dict[str, int]]:
    """For a board that stays open: whether somebody else has changed it meanwhile."""
    must_organize(page)
    found = (await page.ask("NewestTimetable", id=event_id))["timetableVersions"]
    version = max((one["version"] for one in found), default=0)
    return Response(content={"newest": version}, headers={"Cache-Control": "no-store"})


def _said(page: Page, reason: dict[str, Any]) -> str:
    say = load(page.preferences.locale).gettext
    sentence = say(words.word("meeting_reason", reason["key"]))
    names = "、".join(reason["names"])
    return f"{sentence} ({names})" if names else sentence


@post("/events/{event_id:str}/timetable/cancel")
async def cancel(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    form = await page.form()
    reason = forms.text(form, "reason").upper()
    given = of_meeting(event_id, form) | {
        "reason": reason if reason in CancelReason.__members__ else CancelReason.ORGANIZER.name,
        "fill": bool(forms.text(form, "fill")),
    }
    return await changed(page, event_id, "CancelMeeting", "meeting_cancelled", **given)


HANDLERS = [places, newest, cancel]
