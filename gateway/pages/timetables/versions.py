"""Versions of a timetable: what changed from one to the next, and going back."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from gateway.pages import forms
from gateway.pages.failures import Failed
from gateway.pages.page import Page
from gateway.pages.timetables.board import Answer, base, changed, must_organize, number


@get("/events/{event_id:str}/timetable/versions")
async def versions(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Response[bytes]:
    must_organize(page)
    data = await page.ask("TimetableVersions", id=event_id)
    if data["matchingEvent"] is None:
        raise Failed("NOT_FOUND")
    found = data["timetableVersions"]
    numbers = [one["version"] for one in found]
    chosen = _chosen(page, numbers)
    changes = None
    if chosen:
        asked = await page.ask("TimetableChanges", id=event_id, since=chosen[0], until=chosen[1])
        changes = asked["timetableChanges"]
    values = {
        "event": data["matchingEvent"],
        "versions": found,
        "chosen": chosen,
        "changes": changes,
    }
    return page.show("pages/timetables/versions.html", values)


def _chosen(page: Page, numbers: list[int]) -> tuple[int, int] | None:
    """Of the address; else the newest and the one before."""
    query = page.request.query_params
    since, until = (number(query.get(name, "")) for name in ("since", "until"))
    if since in numbers and until in numbers:
        return since, until
    return (numbers[1], numbers[0]) if len(numbers) > 1 else None


@post("/events/{event_id:str}/timetable/restore")
async def restore(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    form = await page.form()
    given = {
        "eventId": event_id,
        "baseVersion": base(form),
        "version": number(forms.text(form, "version")) or 0,
    }
    return await changed(page, event_id, "RestoreTimetable", "timetable_restored", **given)


HANDLERS = [versions, restore]
