"""Questions on a challenge: asked, answered to everybody, taken back. Everything typed survives."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.questions import AnswerQuestion, AskQuestion
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.challenges import may_change
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.page import Page, frame

Answer = Response[bytes] | Redirect
ASKED = ("id", "key", "text", "title")
ANSWERED = ("id", "revision", "key", "answer", "text", "confidentialReason")


@get("/challenges/{challenge_id:str}/ask")
async def ask_form(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Answer:
    page.must_be_signed_in()
    found = (await page.ask("ChallengeQuestions", id=challenge_id))["challenge"]
    if may_change(page, found) or found["state"] != "OPEN":
        return page.go(f"/challenges/{found['id']}")
    typed = forms.new_typed(text="", title=found["title"])
    return show_asking(page, page.path, typed, {}, 200)


@post("/challenges/{challenge_id:str}/ask")
async def ask(page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]) -> Answer:
    form = await page.form()
    typed: Typed = {name: forms.text(form, name) for name in ASKED}
    given = {"id": typed["id"], "challengeId": challenge_id, "text": typed["text"].strip()}
    problems = forms.check(AskQuestion, given)
    if problems:
        await frame(page)
        return show_asking(page, page.path, typed, problems, 422)
    try:
        await page.send("AskQuestion", **given, idempotencyKey=typed["key"] or None)
    except Failed as failed:
        if failed.code == "VALIDATION":
            await frame(page)
            return show_asking(page, page.path, typed, failed.problems, 422)
        said = {
            "TOO_MANY_WAITING": "too_many_waiting",
            "CLOSED": "questions_closed",
            "OWNER_INACTIVE": "owner_inactive",
        }
        if failed.reason in said:
            await frame(page)
            wrong = {"": {"problem": said[failed.reason], "limit": None}}
            return show_asking(page, page.path, typed, wrong, 409)
        raise
    return page.go(f"/challenges/{challenge_id}#questions", "asked")


def show_asking(
    page: Page, action: str, typed: Typed, problems: Problems, status: int
) -> Response[bytes]:
    shown = {"form": typed, "problems": problems, "action": action}
    return page.show("pages/question_ask.html", shown, status=status)


@get("/challenges/{challenge_id:str}/questions/{question_id:str}")
async def answer_form(
    page: NamedDependency[SkipValidation[Page]],
    challenge_id: FromPath[str],
    question_id: FromPath[str],
) -> Answer:
    page.must_be_signed_in()
    found, question = await _question(page, challenge_id, question_id)
    typed = forms.new_typed(
        revision=question["revision"],
        answer=question["answer"],
        text=question["text"],
        confidentialReason=question["confidentialReason"],
    )
    return _show(page, found, question, typed, {}, 200)


async def _question(
    page: Page, challenge_id: str, question_id: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """On one's own challenge. Raises ``Failed``."""
    found = (await page.ask("ChallengeQuestions", id=challenge_id))["challenge"]
    if not may_change(page, found):
        raise Failed("FORBIDDEN")
    for one in found["questions"] or ():
        if one["id"] == question_id:
            return found, one
    raise Failed("NOT_FOUND")


@post("/challenges/{challenge_id:str}/questions/{question_id:str}")
async def answer(
    page: NamedDependency[SkipValidation[Page]],
    challenge_id: FromPath[str],
    question_id: FromPath[str],
) -> Answer:
    form = await page.form()
    page.must_be_signed_in()
    typed: Typed = {name: forms.text(form, name) for name in ANSWERED} | {"id": question_id}
    found, question = await _question(page, challenge_id, question_id)
    given = {name: typed[name].strip() for name in ("answer", "text", "confidentialReason")}
    given |= {"id": question_id, "revision": forms.revision(typed) or 1}
    problems = forms.check(AnswerQuestion, given)
    if problems:
        return _show(page, found, question, typed, problems, 422)
    try:
        await page.send("AnswerQuestion", **given, idempotencyKey=typed["key"] or None)
    except Failed as failed:
        if failed.code == "VALIDATION":
            return _show(page, found, question, typed, failed.problems, 422)
        if failed.code != "CONFLICT":
            raise
        typed["revision"] = question["revision"]
        wrong = {"": {"problem": "stale", "limit": None}}
        return _show(page, found, question, typed, wrong, 409)
    return page.go(f"/challenges/{challenge_id}#questions", "answered")


def _show(
    page: Page,
    found: dict[str, Any],
    question: dict[str, Any],
    typed: Typed,
    problems: Problems,
    status: int,
) -> Response[bytes]:
    shown = {"challenge": found, "question": question, "form": typed, "problems": problems}
    return page.show("pages/question_answer.html", shown, status=status)


@post("/challenges/{challenge_id:str}/questions/{question_id:str}/withdraw")
async def withdraw(
    page: NamedDependency[SkipValidation[Page]],
    challenge_id: FromPath[str],
    question_id: FromPath[str],
) -> Redirect:
    form = await page.form()
    page.must_be_signed_in()
    revision = forms.revision({"revision": forms.text(form, "revision")}) or 1
    to = f"/challenges/{challenge_id}"
    given = {"id": question_id, "revision": revision}
    return await send_and_go(page, "WithdrawQuestion", to, "question_withdrawn", **given)


HANDLERS = [ask_form, ask, answer_form, answer, withdraw]
