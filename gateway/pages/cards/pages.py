"""The form of one's own card, and the page of an organization's people."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.cards import Visibility
from gateway.pages import forms
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page

HOME = "/card"
SAID = ("position", "about", "email", "phone")
SHOWN = tuple(f"{name}Shown" for name in SAID)
MONTHS = ("6", "12", "24", "36")


@get(HOME)
async def card(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    page.must_be_signed_in()
    data = await page.ask("OwnCard")
    return _show(page, {**data["card"], "key": str(uuid4())}, {}, 200)


@post(HOME)
async def save_card(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes] | Redirect:
    page.must_be_signed_in()
    form = await page.form()
    typed = {name: forms.text(form, name) for name in (*SAID, *SHOWN, "keepMonths", "key")}
    typed["revision"] = forms.text(form, "revision")
    problems = _problems(typed)
    if not problems:
        try:
            await page.send("SetCard", **_given(typed))
        except Failed as failed:
            if failed.code not in {"VALIDATION", "CONFLICT"}:
                raise
            stale: Problems = {"": {"problem": "stale", "limit": None}}
            problems = failed.problems or stale
        else:
            return page.go(HOME, "card_saved")
    newest = (await page.ask("OwnCard"))["card"]
    shown = {**newest, **typed, "revision": newest["revision"]}
    return _show(page, shown, problems, 422)


@get("/organizations/{organization_id:str}/people")
async def people(
    page: NamedDependency[SkipValidation[Page]], organization_id: FromPath[str]
) -> Response[bytes]:
    """Never left with anybody on the way: what is seen depends on who looks."""
    data = await page.ask("Cards", id=organization_id)
    if data["organization"] is None:
        raise Failed("NOT_FOUND")
    return page.show("pages/cards.html", data)


def _problems(typed: dict[str, str]) -> Problems:
    """What no such form can have."""
    known = {str(one) for one in Visibility}
    wrong = [name for name in SHOWN if typed[name] not in known]
    wrong += [] if typed["keepMonths"] in MONTHS else ["keepMonths"]
    return {name: {"problem": "unknown_value", "limit": None} for name in wrong}


def _given(typed: dict[str, str]) -> dict[str, Any]:
    revision = forms.whole_number(typed["revision"])
    return {
        **{name: typed[name].strip() for name in SAID},
        **{name: typed[name].upper() for name in SHOWN},
        "keepMonths": int(typed["keepMonths"]),
        "revision": revision if revision is not None else 0,
        "idempotencyKey": typed["key"] or None,
    }


def _show(page: Page, given: dict[str, Any], problems: Problems, status: int) -> Response[bytes]:
    values = {"card": given, "problems": problems, "months": MONTHS}
    return page.show("pages/card.html", values, status=status)


HANDLERS = [card, save_card, people]
