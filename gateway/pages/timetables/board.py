"""The organizer's board: made, changed and shown by buttons that work without JavaScript."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.rights import EVENT_ORGANIZERS
from gateway.pages import forms
from gateway.pages.failures import Failed
from gateway.pages.flashes import SAID
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
Place = tuple[str, str | None]
Reasons = list[dict[str, Any]]
ONLINE = "online"
"""Of the column of meetings without a table."""
MOVES = (0, 3, 10)
ALONE = "alone"
"""An objection accepted without filling what becomes free."""
NOT_BOTH = "not_both"
"""Stands against a pair, not against a place: said once."""


@get("/events/{event_id:str}/timetable")
async def board(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    return await shown(page, event_id)


async def shown(
    page: Page, event_id: str, *, reasons: Any = (), refused: Any = None, status: int = 200
) -> Response[bytes]:
    """The board with what is picked, and with what was refused. Raises ``Failed``.

    ``refused``: the objection that was not accepted therefore, as it was answered.
    """
    must_organize(page)
    version = page.request.query_params.get("version", "")
    wanted = number(version)
    if wanted is None and version.isdigit():  # more digits than any version has
        raise Failed("NOT_FOUND")
    data = await page.ask("Board", id=event_id, version=wanted)
    if data["matchingEvent"] is None:
        raise Failed("NOT_FOUND")
    found = data["timetable"]
    place = await picked(page, event_id) if found else None
    values = {
        "event": data["matchingEvent"],
        "found": found,
        "objections": data["objections"],
        "reasons": reasons,
        "refused": refused,
        "key": str(uuid4()),
        "moves": MOVES,
        "gains": await _gains(page, event_id) if found else None,
        "going": _going(page, found) if found else None,
        **(_laid(found, place) if found else {"picked": None}),
    }
    return page.show("pages/timetables/board.html", values, status=status)


async def _gains(page: Page, event_id: str) -> dict[int, dict[str, Any]] | None:
    """What would be won if meetings might move, where that was asked; by how many might."""
    if page.request.query_params.get("weigh") != "1":
        return None
    found = await page.ask("TimetableMoves", id=event_id)
    return {one["moves"]: one for one in found["timetableMoves"]}


def must_organize(page: Page) -> None:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in EVENT_ORGANIZERS:
        raise Failed("FORBIDDEN")


async def picked(page: Page, event_id: str) -> dict[str, Any] | None:
    """The meeting that is to be put somewhere, with what stands against each place."""
    query = page.request.query_params
    public, _, private = query.get("pick", "").partition(".")
    public, private = query.get("public", public), query.get("private", private)
    if not public or not private:
        return None
    found = await page.ask("MeetingPlaces", id=event_id, publicId=public, privateId=private)
    places = {(one["slot"], one["table"]): one["reasons"] for one in found["meetingPlaces"]}
    refused = any(one["key"] == NOT_BOTH for reasons in places.values() for one in reasons)
    return {
        "publicId": public,
        "privateId": private,
        "places": places,
        "refused": refused,
        "free": not refused and not all(places.values()),
        "everywhere": _everywhere(places),
    }


def _everywhere(places: dict[Place, Reasons]) -> dict[str, Reasons]:
    """What stands against every table of a slot: it is said once, beside its time."""
    slots = {
        slot: [reasons for (one, _), reasons in places.items() if one == slot] for slot, _ in places
    }
    return {
        slot: [one for one in each[0] if all(one in reasons for reasons in each)]
        for slot, each in slots.items()
    }


def _going(page: Page, found: dict[str, Any]) -> dict[str, Any] | None:
    """The meeting that is about to be taken out, if it is there."""
    public, _, private = page.request.query_params.get("cancel", "").partition(".")
    here = (
        one for one in found["meetings"] if (one["publicId"], one["privateId"]) == (public, private)
    )
    return next(here, None)


def _laid(found: dict[str, Any], picked: dict[str, Any] | None) -> dict[str, Any]:
    """Meetings by slot and table, and people by their ids."""
    cells: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
    for one in found["meetings"]:
        cells.setdefault((one["slot"], one["table"]), []).append(one)
    tables: list[str | None] = [table["id"] for table in found["tables"]]
    places = picked["places"] if picked else {}
    if any(table is None for _, table in (*cells, *places)):
        tables.append(None)
    people = {one["id"]: one for one in found["people"]}
    return {"cells": cells, "columns": tables, "people": people, "picked": picked}


async def changed(page: Page, event_id: str, operation: str, flash: str, **given: Any) -> Answer:
    """Back to the board, which says that it was done; or with what stands against it."""
    must_organize(page)
    to = page.back = f"/events/{event_id}/timetable"
    try:
        done = await page.send(operation, **given)
    except Failed as failed:
        reason = failed.reason.lower()
        if failed.code == "CONFLICT":
            return page.go(to, reason if reason in SAID else "stale")
        raise
    if done.get("reasons"):
        refused = given if operation == "ResolveObjection" else None
        return await shown(page, event_id, reasons=done["reasons"], refused=refused, status=422)
    return page.go(to, flash)


def base(form: Any) -> int:
    return number(forms.text(form, "base")) or 0


def number(given: str) -> int | None:
    """Of a version; none for what cannot be one."""
    return int(given) if re.fullmatch("[0-9]{1,9}", given) else None


@post("/events/{event_id:str}/timetable/make")
async def make(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    form = await page.form()
    moves = forms.text(form, "moves")
    given = {
        "eventId": event_id,
        "baseVersion": base(form),
        "keep": forms.text(form, "keep") == "true",
        "moves": int(moves) if moves in {str(one) for one in MOVES} else 0,
        "seed": base(form),
        "idempotencyKey": forms.text(form, "key") or None,
    }
    return await changed(page, event_id, "MakeTimetable", "timetable_made", **given)


def of_meeting(event_id: str, form: Any) -> dict[str, Any]:
    return {
        "eventId": event_id,
        "baseVersion": base(form),
        "publicId": forms.text(form, "public"),
        "privateId": forms.text(form, "private"),
    }


@post("/events/{event_id:str}/timetable/move")
async def move(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    form = await page.form()
    given = of_meeting(event_id, form)
    table = forms.text(form, "table")
    place = {"slot": forms.text(form, "slot"), "table": None if table == "" else table}
    return await changed(page, event_id, "MoveMeeting", "meeting_moved", **given, **place)


@post("/events/{event_id:str}/timetable/lock")
async def lock(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    form = await page.form()
    locked = forms.text(form, "locked") == "true"
    flash = "meeting_locked" if locked else "meeting_unlocked"
    given = of_meeting(event_id, form)
    return await changed(page, event_id, "LockMeeting", flash, **given, locked=locked)


@post("/events/{event_id:str}/timetable/show")
async def show(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    form = await page.form()
    final = forms.text(form, "final") == "true"
    given = {"eventId": event_id, "baseVersion": base(form), "final": final}
    return await changed(page, event_id, "ShowTimetable", "timetable_shown", **given)


@post("/events/{event_id:str}/objections/{objection_id:str}")
async def resolve(
    page: NamedDependency[SkipValidation[Page]],
    event_id: FromPath[str],
    objection_id: FromPath[str],
) -> Answer:
    form = await page.form()
    given = {
        "id": objection_id,
        "baseVersion": base(form),
        "accepted": forms.text(form, "accepted") in {"true", ALONE},
        "fill": forms.text(form, "accepted") != ALONE,
        "answer": forms.text(form, "answer"),
        "keepFree": forms.text(form, "keep_free") == "true",
    }
    return await changed(page, event_id, "ResolveObjection", "objection_resolved", **given)


@post("/events/{event_id:str}/objections/{objection_id:str}/reopen")
async def reopen(
    page: NamedDependency[SkipValidation[Page]],
    event_id: FromPath[str],
    objection_id: FromPath[str],
) -> Answer:
    return await changed(page, event_id, "ReopenObjection", "objection_reopened", id=objection_id)


HANDLERS = [board, make, move, lock, show, resolve, reopen]
