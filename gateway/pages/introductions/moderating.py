"""Reported messages: each is a case that ends with an outcome."""

from __future__ import annotations

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
    reason, outcome = forms.text(form, "reason").strip(), forms.text(form, "outcome").upper()
    typed = {"id": case_id, "reason": reason}
    if not reason:
        wrong: Problems = {f"reason-{case_id}": {"problem": "required", "limit": None}}
        return await _show(page, typed, wrong, 422)
    try:
        await page.send("DecideMessageCase", id=case_id, outcome=outcome, reason=reason)
    except Failed as failed:
        if failed.code == "VALIDATION":
            named = {f"reason-{case_id}": one for one in failed.problems.values()}
            return await _show(page, typed, named, 422)
        if failed.code == "CONFLICT":
            return page.go(HOME, "decided")
        raise
    return page.go(HOME, "case_decided")


async def _show(
    page: Page, typed: dict[str, str], problems: Problems, status: int
) -> Response[bytes]:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in MODERATORS:
        raise Failed("FORBIDDEN")
    data = await page.ask("MessageCases")
    shown = {"cases": data["messageCases"], "form": typed, "problems": problems}
    return page.show("pages/introductions/cases.html", shown, status=status)


HANDLERS = [cases, decide]
