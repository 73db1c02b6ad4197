"""The doors of papers: what is asked for, for whom, and how it comes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from gateway import words
from gateway.catalogues import load
from gateway.pages.events.events import own_event
from gateway.pages.failures import Failed
from gateway.pages.page import Page
from gateway.pages.timetables.papers import badges, board, lists, people
from gateway.papers.printing import Paper, Printable, Section, printed
from gateway.words import N_

Say = Callable[[str], str]
OF_TIMETABLE = {
    "people": N_("個人の予定"),
    "tables": N_("卓の予定"),
    "slots": N_("コマごとの一覧"),
    "board": N_("面談表"),
}
OF_PARTICIPANTS = {
    "participants": N_("参加者名簿"),
    "sign-in": N_("受付簿"),
    "badges": N_("名札"),
}
KINDS = {**OF_TIMETABLE, **OF_PARTICIPANTS}
"""Papers by their address. Those of participants can be had before there is a timetable."""
AT_ONCE = 100  # participants asked for in one question
MOST = 3_000  # participants on one paper


@get("/events/{event_id:str}/papers/{kind:str}")
async def paper(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str], kind: FromPath[str]
) -> Response[bytes]:
    event = await own_event(page, event_id)
    name = kind.removesuffix(".pdf")
    if name in OF_TIMETABLE:
        found = (await page.ask("PrintedTimetable", id=event_id))["timetable"]
        if found is None or not found["people"]:
            raise Failed("NOT_FOUND")
        made = await asyncio.to_thread(_of_timetable, event, found, name, page)
    elif name in OF_PARTICIPANTS:
        everybody = await _everybody(page, event_id)
        if not everybody:
            raise Failed("NOT_FOUND")
        made = await asyncio.to_thread(_of_participants, event, everybody, name, page)
    else:
        raise Failed("NOT_FOUND")
    return Response(
        content=await printed(made),
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="enishi-{name}.pdf"',
            "Cache-Control": "no-store",
        },
    )


async def _everybody(page: Page, event_id: str) -> list[dict[str, Any]]:
    """Who comes, in the order of kana."""
    found: list[dict[str, Any]] = []
    after = None
    while len(found) < MOST:
        asked = await page.ask("Printed", id=event_id, first=AT_ONCE, after=after)
        found += asked["participants"]["nodes"]
        after = asked["participants"]["pageInfo"]["endCursor"]
        if not asked["participants"]["pageInfo"]["hasNextPage"]:
            break
    return found


def _of_timetable(event: dict[str, Any], found: dict[str, Any], name: str, page: Page) -> Printable:
    locale = page.preferences.locale
    say: Say = load(locale).gettext
    title = event["title"]
    version = f"v{found['version']} {say(words.word('timetable_state', found['state']))}"
    about = {
        "title": title,
        "language": locale,
        "subtitle": f"{say(KINDS[name])}　{version}",
        "foot": f"{_marked(event, say)}{title}　{version}",
    }
    if name == "board":
        return board.board(found, about, say)
    where = "　".join(filter(None, (words.day(event["heldOn"], locale), event["venue"])))
    made = {
        "people": lambda: people.people(found, say, where),
        "tables": lambda: people.tables(found, say),
        "slots": lambda: people.slots(found, say),
    }
    return Paper(apart=True, sections=tuple(made[name]()), **about)


def _of_participants(
    event: dict[str, Any], everybody: list[dict[str, Any]], name: str, page: Page
) -> Printable:
    locale = page.preferences.locale
    say: Say = load(locale).gettext
    if name == "badges":
        return badges.badges(event, everybody, page.context.settings.site, locale, say)
    made = lists.sign_in if name == "sign-in" else lists.participants
    sections: tuple[Section, ...] = tuple(made(everybody, say))
    return Paper(
        title=event["title"],
        language=locale,
        subtitle=f"{say(KINDS[name])}　{words.day(event['heldOn'], locale)}",
        foot=f"{_marked(event, say)}{event['title']}　{say(KINDS[name])}",
        sections=sections,
    )


def _marked(event: dict[str, Any], say: Say) -> str:
    """On paper, too, invented people are called so."""
    return f"{say(N_('予行（架空の参加者）'))}　" if event["rehearsal"] else ""


HANDLERS = [paper]
