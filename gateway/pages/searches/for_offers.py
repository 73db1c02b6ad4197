"""Searches for offers, saved from their list, and changed. Everything typed survives."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.offer_searches import ChangeOfferSearch, SaveOfferSearch
from gateway import words
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.lists import offer_filters
from gateway.pages.page import Page, frame
from gateway.pages.searches.keeping import HOME, OFFERS, Answer, by_field, show_all

NEW = f"{OFFERS}/new"
TYPED = ("id", "key", "name", "q", "prefecture", "tag", "cost", "kind", "before_budget", "shared")
ENUMS = {"cost": "cost_band", "kind": "organization_kind"}


@get(NEW)
async def save_form(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    """With the filters that the list was shown with."""
    page.must_be_signed_in()
    await frame(page)
    chosen = offer_filters(page)
    given = {name: chosen[name] or "" for name in TYPED if name in chosen}
    given["before_budget"] = "yes" if chosen["before_budget"] else ""
    name = given["q"] or given["tag"] or given["prefecture"] or ""
    return _show(page, forms.new_typed(**given, name=name[:60]), {}, 200)


@post(NEW)
async def save(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    typed: Typed = {name: forms.text(form, name) for name in TYPED}
    given = _given(typed)
    plain = given | {name: (given[name] or "").lower() or None for name in ENUMS}
    problems = by_field(forms.check(SaveOfferSearch, plain))
    if not problems:
        try:
            await page.send("SaveOfferSearch", **given, idempotencyKey=typed["key"] or None)
        except Failed as failed:
            if failed.code != "VALIDATION":
                raise
            problems = by_field(failed.problems)
        else:
            return page.go(HOME, "offer_search_saved")
    await frame(page)
    return _show(page, typed, problems, 422)


def _given(typed: Typed) -> dict[str, Any]:
    """As an input; a word that no list of choices has asks for nothing."""
    given: dict[str, Any] = {"id": typed["id"], "name": typed["name"].strip()}
    given |= {"search": typed["q"].strip(), "tag": typed["tag"].strip() or None}
    given["shared"] = typed["shared"] == "true"
    given["beforeBudget"] = True if typed["before_budget"] == "yes" else None
    prefecture = typed["prefecture"]
    given["prefecture"] = prefecture if prefecture in words.ENGLISH else None
    for name, kind in ENUMS.items():
        given[name] = typed[name].upper() if typed[name] in words.WORDS[kind] else None
    return given


def _show(page: Page, typed: Typed, problems: Problems, status: int) -> Response[bytes]:
    shown = {"form": typed, "problems": problems, "action": NEW}
    return page.show("pages/searches/new_for_offers.html", shown, status=status)


@post("/searches/offers/{search_id:str}/name")
async def rename(page: NamedDependency[SkipValidation[Page]], search_id: FromPath[str]) -> Answer:
    form = await page.form()
    page.must_be_signed_in()
    name = forms.text(form, "name").strip()
    problems = forms.check(ChangeOfferSearch, {"id": search_id, "name": name})
    if "name" in problems:
        return await show_all(page, search_id, problems, 422, name)
    return await _change(page, "search_renamed", id=search_id, name=name)


@post("/searches/offers/{search_id:str}/share")
async def share(page: NamedDependency[SkipValidation[Page]], search_id: FromPath[str]) -> Redirect:
    form = await page.form()
    shared = forms.text(form, "shared") == "true"
    flash = "search_shared" if shared else "search_unshared"
    return await _change(page, flash, id=search_id, shared=shared)


@post("/searches/offers/{search_id:str}/feed")
async def renew(page: NamedDependency[SkipValidation[Page]], search_id: FromPath[str]) -> Redirect:
    await page.form()
    return await _change(page, "feed_renewed", id=search_id, renewFeed=True)


async def _change(page: Page, flash: str, **given: Any) -> Redirect:
    page.must_be_signed_in()
    return await send_and_go(page, "ChangeOfferSearch", HOME, flash, **given)


@post("/searches/offers/{search_id:str}/delete")
async def delete(page: NamedDependency[SkipValidation[Page]], search_id: FromPath[str]) -> Redirect:
    await page.form()
    page.must_be_signed_in()
    return await send_and_go(page, "DeleteOfferSearch", HOME, "search_deleted", id=search_id)


HANDLERS = [save_form, save, rename, share, renew, delete]
