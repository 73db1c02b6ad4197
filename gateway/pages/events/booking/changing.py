"""Booking, giving back, asking and answering: one button each."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.events.booking.arranging import show
from gateway.pages.failures import Failed
from gateway.pages.lists import LONGEST
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
TEXTS = ("id", "participantId", "otherId", "slot", "line", "q")


async def _typed(page: Page, event_id: str) -> tuple[dict[str, str], str]:
    """What was sent, and the page to go back to: of the same participant and the same search."""
    form = await page.form()
    page.must_be_signed_in()
    typed = {name: forms.text(form, name) for name in TEXTS}
    typed["accepted"] = forms.text(form, "accepted")
    where = {"who": typed["participantId"][:LONGEST], "q": typed["q"][:LONGEST]}
    query = urlencode({name: value for name, value in where.items() if value})
    return typed, f"/events/{event_id}/bookings" + (f"?{query}" if query else "")


def _pair(typed: dict[str, str]) -> dict[str, Any]:
    return {"participantId": typed["participantId"], "otherId": typed["otherId"]}


@post("/events/{event_id:str}/bookings/book")
async def book(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Redirect:
    typed, to = await _typed(page, event_id)
    given = {**_pair(typed), "id": typed["id"], "slot": typed["slot"]}
    return await send_and_go(page, "BookMeeting", to, "meeting_booked", **given)


@post("/events/{event_id:str}/bookings/give-back")
async def give_back(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]
) -> Redirect:
    typed, to = await _typed(page, event_id)
    return await send_and_go(page, "GiveBackMeeting", to, "meeting_given_back", **_pair(typed))


@post("/events/{event_id:str}/bookings/ask")
async def ask(page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str]) -> Answer:
    typed, to = await _typed(page, event_id)
    given = {**_pair(typed), "id": typed["id"], "line": typed["line"].strip()}
    try:
        return await send_and_go(page, "AskForMeeting", to, "meeting_asked", **given)
    except Failed as failed:
        if failed.code != "VALIDATION" or "line" not in failed.problems:
            raise
        where = {"who": typed["participantId"], "q": typed["q"]}
        return await show(page, event_id, where, dict(typed), failed.problems, 422)


@post("/events/{event_id:str}/bookings/requests/{request_id:str}/withdraw")
async def withdraw(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str], request_id: FromPath[str]
) -> Redirect:
    _, to = await _typed(page, event_id)
    return await send_and_go(page, "WithdrawMeetingRequest", to, "request_withdrawn", id=request_id)


@post("/events/{event_id:str}/bookings/requests/{request_id:str}/answer")
async def answer(
    page: NamedDependency[SkipValidation[Page]], event_id: FromPath[str], request_id: FromPath[str]
) -> Redirect:
    typed, to = await _typed(page, event_id)
    accepted = typed["accepted"] == "true"
    given = {"id": request_id, "accepted": accepted, "slot": typed["slot"] or None}
    flash = "request_accepted" if accepted else "request_declined"
    return await send_and_go(page, "AnswerMeetingRequest", to, flash, **given)


HANDLERS = [book, give_back, ask, withdraw, answer]
