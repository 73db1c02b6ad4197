"""Introductions with their threads: who, what was said, and when to talk."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.threads import SendMessage
from gateway import words
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.introductions.interests import must_post
from gateway.pages.lists import after, restarted
from gateway.pages.page import Page, frame

Answer = Response[bytes] | Redirect


@get("/introductions")
async def introductions(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    must_post(page)
    try:
        data = await page.ask("Introductions", after=after(page))
    except Failed as failed:
        return restarted(page, failed)
    return page.show("pages/introductions/introductions.html", data)


@get("/introductions/{introduction_id:str}")
async def introduction(
    page: NamedDependency[SkipValidation[Page]], introduction_id: FromPath[str]
) -> Answer:
    """Who opens it has read it."""
    must_post(page)
    try:
        return await show_introduction(page, introduction_id, {}, {}, 200)
    except Failed as failed:
        return restarted(page, failed)


@post("/introductions/{introduction_id:str}/messages")
async def send_message(
    page: NamedDependency[SkipValidation[Page]], introduction_id: FromPath[str]
) -> Answer:
    form = await page.form()
    typed = {name: forms.text(form, name) for name in ("id", "key", "body", "links")}
    given = {
        "id": typed["id"],
        "introductionId": introduction_id,
        "body": typed["body"].strip(),
        "links": typed["links"].split(),
        "idempotencyKey": typed["key"] or None,
    }
    problems = forms.check(SendMessage, given)
    if problems:
        return await show_introduction(page, introduction_id, typed, problems, 422)
    try:
        await page.send("SendMessage", **given)
    except Failed as failed:
        return await refused(page, introduction_id, typed, failed)
    return page.go(f"/introductions/{introduction_id}", "message_sent")


@post("/introductions/{introduction_id:str}/end")
async def end(
    page: NamedDependency[SkipValidation[Page]], introduction_id: FromPath[str]
) -> Answer:
    form = await page.form()
    reason = forms.text(form, "reason").upper()
    if not reason:
        wrong: Problems = {"reason": {"problem": "not_chosen", "limit": None}}
        return await show_introduction(page, introduction_id, {}, wrong, 422)
    given = given_of(form, introduction_id) | {"reason": reason, "note": forms.text(form, "note")}
    to = f"/introductions/{introduction_id}"
    return await send_and_go(page, "EndIntroduction", to, "introduction_ended", **given)


@post("/introductions/{introduction_id:str}/block")
async def block(
    page: NamedDependency[SkipValidation[Page]], introduction_id: FromPath[str]
) -> Redirect:
    await page.form()
    to = f"/introductions/{introduction_id}"
    given = {"introductionId": introduction_id}
    return await send_and_go(page, "BlockThread", to, "thread_blocked", **given)


@post("/introductions/{introduction_id:str}/reports")
async def report(
    page: NamedDependency[SkipValidation[Page]], introduction_id: FromPath[str]
) -> Redirect:
    form = await page.form()
    given = {
        "id": forms.text(form, "id"),
        "messageId": forms.text(form, "message"),
        "reason": forms.text(form, "reason").upper() or "OTHER",
        "note": forms.text(form, "note").strip(),
    }
    to = f"/introductions/{introduction_id}"
    return await send_and_go(page, "ReportMessage", to, "message_reported", **given)


def given_of(form: FormMultiDict, introduction_id: str) -> dict[str, Any]:
    return {
        "id": introduction_id,
        "revision": forms.revision({"revision": forms.text(form, "revision")}) or 1,
        "idempotencyKey": forms.text(form, "key") or None,
    }


async def refused(
    page: Page, introduction_id: str, typed: dict[str, Any], failed: Failed
) -> Answer:
    """What was typed stays."""
    if failed.code == "LIMIT" and failed.retry_after:
        minutes = math.ceil(failed.retry_after / 60)
        later: Problems = {"": {"problem": "too_many_messages", "limit": minutes}}
        answer = await show_introduction(page, introduction_id, typed, later, failed.status)
        answer.headers["Retry-After"] = str(math.ceil(failed.retry_after))
        return answer
    if failed.code in {"VALIDATION", "CONFLICT"} or failed.reason == "MINOR":
        whole: Problems = {"": {"problem": failed.reason.lower() or "stale", "limit": None}}
        problems = failed.problems or whole
        if "times" in problems:
            problems["first"] = problems.pop("times")
        return await show_introduction(page, introduction_id, typed, problems, failed.status)
    raise failed


async def show_introduction(
    page: Page, introduction_id: str, typed: dict[str, Any], problems: Problems, status: int
) -> Response[bytes]:
    data = await page.ask("Introduction", id=introduction_id, after=after(page))
    found = data["introduction"]
    if found["unread"]:
        await page.send("ReadThread", introductionId=introduction_id)
        await frame(page)
    tomorrow = (words.today() + timedelta(days=1)).isoformat()
    shown = {
        "introduction": found,
        "introducingMeetings": data["introducingMeetings"],
        "form": forms.new_typed() | typed,
        "problems": problems,
        "tomorrow": tomorrow,
    }
    return page.show("pages/introductions/introduction.html", shown, status=status)


HANDLERS = [
    introductions,
    introduction,
    send_message,
    end,
    block,
    report,
]
