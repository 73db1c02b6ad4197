"""Searches saved from the list, and changed. Everything typed survives."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.saved_searches import RenameSearch, SaveSearch
from gateway import words
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.lists import challenge_filters
from gateway.pages.page import Page, frame

Answer = Response[bytes] | Redirect
HOME = "/searches"
OFFERS = "/searches/offers"
NEW = "/searches/new"
TYPED = ("id", "key", "name", "q", "prefecture", "direction", "budget_stage", "tag", "shared")
ENUMS = {"direction": "direction", "budget_stage": "budgetStage"}


@get(HOME)
async def searches(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    page.must_be_signed_in()
    return await show_all(page, "", {}, 200)


async def show_all(
    page: Page, wrong: str, problems: Problems, status: int, name: str = ""
) -> Response[bytes]:
    """``wrong``: the search whose new name cannot stand, which is ``name``."""
    data = await page.ask("SavedSearches")
    for one in data["savedSearches"]:
        address = f"/challenges?{urlencode(_filters_of(one))}"
        one |= {"address": address, "at": f"{HOME}/{one['id']}", "feed": "/feeds/"}
    for one in data["offerSearches"]:
        address = f"/offers?{urlencode(offer_filters_of(one))}"
        one |= {"address": address, "at": f"{OFFERS}/{one['id']}", "feed": "/feeds/offers/"}
    shown = {"searches": data["savedSearches"], "offer_searches": data["offerSearches"]}
    shown |= {"wrong": wrong, "problems": problems, "typed_name": name}
    return page.show("pages/searches/all.html", shown, status=status)


def _filters_of(saved: dict[str, Any]) -> dict[str, str]:
    """As they stand in the address of the list."""
    enums = {name: (saved[field] or "").lower() for name, field in ENUMS.items()}
    found = {"q": saved["search"], "prefecture": saved["prefecture"], "tag": saved["tag"], **enums}
    return {name: value for name, value in found.items() if value}


def offer_filters_of(saved: dict[str, Any]) -> dict[str, str]:
    """Of a search for offers, likewise."""
    found = {"q": saved["search"], "prefecture": saved["prefecture"], "tag": saved["tag"]}
    found |= {name: (saved[name] or "").lower() for name in ("cost", "kind")}
    found["before_budget"] = "yes" if saved["beforeBudget"] else ""
    return {name: value for name, value in found.items() if value}


@get(NEW)
async def save_form(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    """With the filters that the list was shown with."""
    page.must_be_signed_in()
    await frame(page)
    chosen = challenge_filters(page)
    given = {name: chosen[name] or "" for name in TYPED if name in chosen}
    name = given["q"] or given["tag"] or given["prefecture"] or ""
    return show_saving(page, NEW, forms.new_typed(**given, name=name[:60]), {}, 200)


@post(NEW)
async def save(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form = await page.form()
    typed: Typed = {name: forms.text(form, name) for name in TYPED}
    given = _given(typed)
    problems = by_field(forms.check(SaveSearch, given))
    if not problems:
        try:
            await page.send("SaveSearch", **given, idempotencyKey=typed["key"] or None)
        except Failed as failed:
            if failed.code != "VALIDATION":
                raise
            problems = by_field(failed.problems)
        else:
            return page.go(HOME, "search_saved")
    await frame(page)
    return show_saving(page, NEW, typed, problems, 422)


def _given(typed: Typed) -> dict[str, Any]:
    """As an input; a word that no list of choices has asks for nothing."""
    given: dict[str, Any] = {"id": typed["id"], "name": typed["name"].strip()}
    given |= {"search": typed["q"].strip(), "tag": typed["tag"].strip() or None}
    given["shared"] = typed["shared"] == "true"
    prefecture = typed["prefecture"]
    given["prefecture"] = prefecture if prefecture in words.ENGLISH else None
    for name, field in ENUMS.items():
        given[field] = typed[name].upper() if typed[name] in words.WORDS[name] else None
    return given


def by_field(problems: Problems) -> Problems:
    """The words stand in the field ``q``, as in the list."""
    return {"q" if name == "search" else name: one for name, one in problems.items()}


def show_saving(
    page: Page, action: str, typed: Typed, problems: Problems, status: int
) -> Response[bytes]:
    shown = {"form": typed, "problems": problems, "action": action}
    return page.show("pages/searches/new.html", shown, status=status)


@post("/searches/{search_id:str}/name")
async def rename(page: NamedDependency[SkipValidation[Page]], search_id: FromPath[str]) -> Answer:
    form = await page.form()
    page.must_be_signed_in()
    name = forms.text(form, "name").strip()
    problems = forms.check(RenameSearch, {"id": search_id, "name": name})
    if "name" in problems:
        return await show_all(page, search_id, problems, 422, name)
    return await send_and_go(page, "RenameSearch", HOME, "search_renamed", id=search_id, name=name)


@post("/searches/{search_id:str}/share")
async def share(page: NamedDependency[SkipValidation[Page]], search_id: FromPath[str]) -> Redirect:
    form = await page.form()
    page.must_be_signed_in()
    shared = forms.text(form, "shared") == "true"
    flash = "search_shared" if shared else "search_unshared"
    return await send_and_go(page, "ShareSearch", HOME, flash, id=search_id, shared=shared)


@post("/searches/{search_id:str}/feed")
async def renew(page: NamedDependency[SkipValidation[Page]], search_id: FromPath[str]) -> Redirect:
    await page.form()
    page.must_be_signed_in()
    return await send_and_go(page, "RenewFeed", HOME, "feed_renewed", id=search_id)


@post("/searches/{search_id:str}/delete")
async def delete(page: NamedDependency[SkipValidation[Page]], search_id: FromPath[str]) -> Redirect:
    await page.form()
    page.must_be_signed_in()
    return await send_and_go(page, "DeleteSearch", HOME, "search_deleted", id=search_id)


HANDLERS = [searches, save_form, save, rename, share, renew, delete]
