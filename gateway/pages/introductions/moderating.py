"""Reported messages: each is a case that ends with an outcome; what was hidden can be restored."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.rights import MODERATORS
from gateway.pages import forms
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
HOME = "/cases"


@get(HOME)
async def cases(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    return await _show(page, {}, {}, 200)


@post("/cases/{case_id:str}")
async def decide(page: NamedDependency[SkipValidation[Page]], case_id: FromPath[str]) -> Answer:
    form = await page.form()
    outcome = forms.text(form, "outcome").upper()
    return await _take(
        page, form, case_id, ("DecideMessageCase", "case_decided"), {"outcome": outcome}
    )


@post("/cases/{case_id:str}/restore")
async def restore(page: NamedDependency[SkipValidation[Page]], case_id: FromPath[str]) -> Answer:
    return await _take(page, await page.form(), case_id, ("RestoreMessage", "message_restored"), {})


async def _take(
    page: Page, form: Any, case_id: str, done: tuple[str, str], more: dict[str, str]
) -> Answer:
    """What is done, and what is said of it; never without a reason."""
    reason, name = forms.text(form, "reason").strip(), f"reason-{case_id}"
    typed = {"id": case_id, "reason": reason}
    if not reason:
        return await _show(page, typed, {name: {"problem": "required", "limit": None}}, 422)
    try:
        await page.send(done[0], id=case_id, reason=reason, **more)
    except Failed as failed:
        if failed.code == "VALIDATION":
            problem = next(iter(failed.problems.values()), {"problem": "required", "limit": None})
            return await _show(page, typed, {name: problem}, 422)
        if failed.code == "CONFLICT":
            return page.go(HOME, "not_hidden" if failed.reason == "NOT_HIDDEN" else "decided")
        raise
    return page.go(HOME, done[1])


async def _show(
    page: Page, typed: dict[str, str], problems: Problems, status: int
) -> Response[bytes]:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in MODERATORS:
        raise Failed("FORBIDDEN")
    data = await page.ask("MessageCases")
    shown = {
        "cases": data["messageCases"],
        "hidden": data["hidden"],
        "form": typed,
        "problems": problems,
    }
    return page.show("pages/introductions/cases.html", shown, status=status)


HANDLERS = [cases, decide, restore]
