"""What stays open on the day: the wall, and the staff's screen, told when anything is new."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Stream

from gateway import streams
from gateway.errors import Refused
from gateway.pages.environment import render
from gateway.pages.failures import Failed
from gateway.pages.page import Page
from gateway.pages.timetables import agenda

WALLS: dict[tuple[str, str], tuple[str, str]] = {}
"""(event, reading) -> (revision, wall): the last one that was drawn for everybody."""
DRAWING: dict[str, asyncio.Lock] = {}
"""One draws, the others wait for it."""
MOST_WALLS = 50
AWAY = frozenset({429, 500, 503})
"""Statuses of who does not answer just now; the others mean that one may not look on."""


async def revision(page: Page, event_id: str) -> str:
    """Raises ``Failed`` for who may not look on."""
    found = (await page.ask("EventDayRevision", id=event_id))["eventDayRevision"]
    if found is None:
        raise Failed("NOT_FOUND")
    return str(found)


async def _news(page: Page, event_id: str) -> AsyncIterator[str | None]:
    async def look() -> str | None:
        try:
            return await revision(page, event_id)
        except Failed as failed:
            if failed.status in AWAY:
                return None
            raise streams.Gone from None

    with contextlib.suppress(Refused), streams.SEATS.taken(page.context.who.key):
        async for one in streams.news(event_id, look, page.request.app.state.ending):
            yield one


@get("/events/{event_id:str}/day/live")
async def day_live(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Stream:
    """Only that there is something new: each screen asks for its own view of it."""
    page.must_be_signed_in()
    streams.SEATS.check(page.context.who.key)
    await revision(page, event_id)

    async def said() -> AsyncIterator[str]:
        async for one in _news(page, event_id):
            yield streams.SILENCE if one is None else streams.message(one, "changed")

    return streams.streamed(said())


@get("/events/{event_id:str}/wall/live")
async def wall_live(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Stream:
    """The wall itself, drawn once for all: hundreds look on."""
    page.must_be_signed_in()
    streams.SEATS.check(page.context.who.key)
    await revision(page, event_id)

    async def said() -> AsyncIterator[str]:
        with contextlib.suppress(Failed):  # then the browser comes again
            async for one in _news(page, event_id):
                drawn = None if one is None else await _wall(page, event_id, one)
                yield streams.SILENCE if drawn is None else streams.message(drawn)

    return streams.streamed(said())


async def _wall(page: Page, event_id: str, newest: str) -> str:
    """Of a final timetable everybody sees the same; of a provisional one each their own."""
    reading = page.preferences.reading
    async with DRAWING.setdefault(event_id, asyncio.Lock()):
        kept = WALLS.get((event_id, reading))
        if kept is not None and kept[0] == newest:
            return kept[1]
        values = await agenda.walled(page, event_id)
        drawn = render(reading, "pages/timetables/wall.html", values, "wall")
        if values["found"]["state"] == "FINAL":
            if len(WALLS) >= MOST_WALLS:
                WALLS.clear()
                DRAWING.clear()
            WALLS[event_id, reading] = newest, drawn
        return drawn


HANDLERS = [day_live, wall_live]
