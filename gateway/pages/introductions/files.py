"""Files in a thread: each is a message that says what is in it; downloaded, never shown."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.attachments import LARGEST
from gateway.pages import forms
from gateway.pages.challenge_work.files import LARGEST_FORM, chosen, downloaded, missing
from gateway.pages.failures import Failed, Problems
from gateway.pages.introductions.interests import must_post
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect


@get("/introductions/{introduction_id:str}/attachments")
async def file_form(
    page: NamedDependency[SkipValidation[Page]], introduction_id: FromPath[str]
) -> Answer:
    must_post(page)
    return await _show(page, introduction_id, forms.new_typed(description=""), {}, 200)


@post("/introductions/{introduction_id:str}/attachments", request_max_body_size=LARGEST_FORM)
async def send_file(
    page: NamedDependency[SkipValidation[Page]], introduction_id: FromPath[str]
) -> Answer:
    form = await page.form()
    must_post(page)
    typed = {name: forms.text(form, name) for name in ("id", "key", "description")}
    name, content = await chosen(form)
    problems = missing(typed, name, content)
    if problems:
        return await _show(page, introduction_id, typed, problems, 422)
    given = {
        "id": typed["id"],
        "introductionId": introduction_id,
        "name": name[:1_000],
        "description": typed["description"].strip(),
        "content": b64encode(content).decode(),
        "idempotencyKey": typed["key"] or None,
    }
    try:
        await page.send("SendFile", **given)
    except Failed as failed:
        if failed.code != "VALIDATION":
            raise
        again = forms.new_typed(description=typed["description"])
        return await _show(page, introduction_id, again, failed.problems, 422)
    return page.go(f"/introductions/{introduction_id}", "message_sent")


@get("/introductions/{introduction_id:str}/files/{message_id:str}")
async def file(
    page: NamedDependency[SkipValidation[Page]],
    introduction_id: FromPath[str],  # noqa: ARG001 -- the message says it
    message_id: FromPath[str],
) -> Response[bytes]:
    must_post(page)
    found = (await page.ask("MessageFile", id=message_id))["messageFile"]
    return downloaded(found["file"], found["content"])


async def _show(
    page: Page, introduction_id: str, typed: dict[str, Any], problems: Problems, status: int
) -> Answer:
    found = (await page.ask("Introduction", id=introduction_id))["introduction"]
    shown = {"introduction": found, "form": typed, "problems": problems}
    shown["limit"] = LARGEST // 1_000_000
    return page.show("pages/introductions/file_form.html", shown, status=status)


HANDLERS = [file_form, send_file, file]
