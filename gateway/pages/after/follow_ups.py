"""What became of a meeting: one tap for each question."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.follow_ups import FollowUpAnswer, FollowUpStep
from gateway.pages import forms
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.introductions.interests import must_post
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
REASONS = ("not_asked_yet",)


@get("/introductions/{introduction_id:str}/follow-ups")
async def follow_ups(
    page: NamedDependency[SkipValidation[Page]], introduction_id: FromPath[str]
) -> Response[bytes]:
    must_post(page)
    return await _show(page, introduction_id, {}, {}, 200)


@post("/introductions/{introduction_id:str}/follow-ups")
async def answer(
    page: NamedDependency[SkipValidation[Page]], introduction_id: FromPath[str]
) -> Answer:
    form = await page.form()
    must_post(page)
    typed: Typed = {name: forms.text(form, name) for name in ("step", "answer", "note")}
    step, said = typed["step"].upper(), typed["answer"].upper()
    if step not in FollowUpStep.__members__ or said not in FollowUpAnswer.__members__:
        raise Failed("NOT_FOUND")
    given = {"introductionId": introduction_id, "step": step, "answer": said}
    home = f"/introductions/{introduction_id}/follow-ups"
    try:
        await page.send("AnswerFollowUp", note=typed["note"].strip(), **given)
    except Failed as failed:
        if failed.reason.lower() in REASONS:
            return page.go(home, failed.reason.lower())
        if failed.code != "VALIDATION":
            raise
        return await _show(page, introduction_id, typed, failed.problems, 422)
    return page.go(home, "follow_up_answered")


async def _show(
    page: Page, introduction_id: str, typed: Typed, problems: Problems, status: int
) -> Response[bytes]:
    data = await page.ask("FollowUps", id=introduction_id)
    return page.show(
        "pages/after/follow_ups.html", {**data, "typed": typed, "problems": problems}, status=status
    )


HANDLERS = [follow_ups, answer]
