"""When to talk: up to three times that one side proposes, and the one that the other chooses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway import words
from gateway.errors import Refused
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.introductions import calendars
from gateway.pages.introductions.interests import must_post
from gateway.pages.introductions.threads import Answer, refused, show_introduction
from gateway.pages.page import Page

TIMES = ("first", "second", "third")


@post("/introductions/{introduction_id:str}/talks")
async def offer_talk(
    page: NamedDependency[SkipValidation[Page]], introduction_id: FromPath[str]
) -> Answer:
    form = await page.form()
    names = ("id", "key", "place", "minutes")
    typed: dict[str, Any] = {name: forms.text(form, name) for name in names}
    typed |= {name: _typed_time(form, name) for name in TIMES}
    times, wrong = _times(typed)
    if wrong:
        return await show_introduction(page, introduction_id, typed, wrong, 422)
    given = {
        "id": typed["id"],
        "introductionId": introduction_id,
        "times": times,
        "minutes": int(typed["minutes"]) if typed["minutes"] in {"30", "45", "60"} else 30,
        "place": typed["place"].strip(),
        "idempotencyKey": typed["key"] or None,
    }
    try:
        await page.send("OfferTalk", **given)
    except Failed as failed:
        return await refused(page, introduction_id, typed, failed)
    return page.go(f"/introductions/{introduction_id}", "talk_offered")


@post("/introductions/{introduction_id:str}/talks/{talk_id:str}")
async def choose_talk(
    page: NamedDependency[SkipValidation[Page]],
    introduction_id: FromPath[str],
    talk_id: FromPath[str],
) -> Redirect:
    form = await page.form()
    time = forms.text(form, "time") or None
    if time is None and forms.text(form, "do") != "cancel":
        raise Refused(400, "BAD_REQUEST", "no button was pressed")
    to, flash = f"/introductions/{introduction_id}", "talk_chosen" if time else "talk_cancelled"
    return await send_and_go(page, "ChooseTalk", to, flash, id=talk_id, time=time)


@get("/introductions/{introduction_id:str}/talks/{talk_id:str}/calendar.ics")
async def calendar(
    page: NamedDependency[SkipValidation[Page]],
    introduction_id: FromPath[str],
    talk_id: FromPath[str],
) -> Response[bytes]:
    """The same entry whenever it is taken: calendars know it by its UID."""
    must_post(page)
    found = (await page.ask("Introduction", id=introduction_id))["introduction"]
    talk = next((one for one in found["talks"] if one["id"] == talk_id), None)
    if talk is None or not talk["chosen"]:
        raise Failed("NOT_FOUND")
    whom = found["theirs"]["organization"]["name"]
    body = calendars.entry(talk, whom, page.context.settings.site, introduction_id)
    return Response(
        content=body.encode(),
        media_type="text/calendar",  # Litestar adds the charset
        headers={
            "Content-Disposition": 'attachment; filename="enishi-talk.ics"',
            "Cache-Control": "no-store",
        },
    )


def _typed_time(form: FormMultiDict, name: str) -> dict[str, str]:
    return forms.date_parts(form, name) | {"clock": forms.text(form, f"{name}Clock")}


def _times(typed: dict[str, Any]) -> tuple[list[str], Problems]:
    """Those that are proposed, and which of them cannot be read."""
    times: list[str] = []
    wrong: Problems = {}
    for name in TIMES:
        try:
            found = _time(typed[name])
        except ValueError:
            wrong[name] = {"problem": "not_a_time", "limit": None}
        else:
            times += [found] if found else []
    if not times and not wrong:
        wrong["first"] = {"problem": "required", "limit": None}
    return times, wrong


def _time(typed: dict[str, str]) -> str | None:
    """A day and a time of it, in Japan. Raises ``ValueError``; none for nothing."""
    day, clock = forms.day(typed), typed["clock"].strip().replace("：", ":")
    if day is None and not clock:
        return None
    if day is None:
        raise ValueError(typed)
    moment = datetime.strptime(f"{day} {clock}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 -- in Japan
    return moment.replace(tzinfo=words.JAPAN).isoformat()


HANDLERS = [offer_talk, calendar, choose_talk]
