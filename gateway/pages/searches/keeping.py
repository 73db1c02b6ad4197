"""Searches saved from a list, of challenges or of offers, and changed. What is typed survives."""

from __future__ import annotations

from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.page import Page, frame
from gateway.pages.searches.kinds import CHALLENGES, OFFERS, Kind

Answer = Response[bytes] | Redirect
HOME = CHALLENGES.home


def _places(below: str) -> list[str]:
    return [f"{kind.home}/{below}" for kind in (CHALLENGES, OFFERS)]


def _kind_of(page: Page) -> Kind:
    """By the address that was asked for."""
    return OFFERS if page.request.url.path.startswith(f"{OFFERS.home}/") else CHALLENGES


@get(HOME)
async def searches(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    page.must_be_signed_in()
    return await _show_all(page, "", {}, 200)


async def _show_all(
    page: Page, wrong: str, problems: Problems, status: int, name: str = ""
) -> Response[bytes]:
    """``wrong``: the search whose new name cannot stand, which is ``name``."""
    data = await page.ask("SavedSearches")
    for kind, found in ((CHALLENGES, data["savedSearches"]), (OFFERS, data["offerSearches"])):
        for one in found:
            address = f"{kind.listed}?{urlencode(kind.filters_of(one))}"
            one |= {"address": address, "at": f"{kind.home}/{one['id']}", "feed": kind.feed}
    shown = {"searches": data["savedSearches"], "offer_searches": data["offerSearches"]}
    shown |= {"wrong": wrong, "problems": problems, "typed_name": name}
    return page.show("pages/searches/all.html", shown, status=status)


@get(_places("new"))
async def save_form(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    """With the filters that the list was shown with."""
    page.must_be_signed_in()
    await frame(page)
    kind = _kind_of(page)
    chosen = kind.filters(page)
    given = {name: chosen[name] or "" for name in kind.typed if name in chosen}
    given |= {name: "yes" if chosen[name] else "" for name in kind.flags}
    name = given["q"] or given["tag"] or given["prefecture"] or ""
    return _show_saving(page, kind, forms.new_typed(**given, name=name[:60]), {}, 200)


@post(_places("new"))
async def save(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    form, kind = await page.form(), _kind_of(page)
    typed: Typed = {name: forms.text(form, name) for name in kind.typed}
    given = kind.given(typed)
    problems = _by_field(forms.check(kind.record, kind.plain(given)))
    if not problems:
        try:
            await page.send(kind.save, **given, idempotencyKey=typed["key"] or None)
        except Failed as failed:
            if failed.code != "VALIDATION":
                raise
            problems = _by_field(failed.problems)
        else:
            return page.go(HOME, kind.saved)
    await frame(page)
    return _show_saving(page, kind, typed, problems, 422)


def _by_field(problems: Problems) -> Problems:
    """The words stand in the field ``q``, as in the list."""
    return {"q" if name == "search" else name: one for name, one in problems.items()}


def _show_saving(
    page: Page, kind: Kind, typed: Typed, problems: Problems, status: int
) -> Response[bytes]:
    shown = {"form": typed, "problems": problems, "action": f"{kind.home}/new"}
    return page.show(kind.template, shown, status=status)


@post(_places("{search_id:str}/name"))
async def rename(page: NamedDependency[SkipValidation[Page]], search_id: FromPath[str]) -> Answer:
    form, kind = await page.form(), _kind_of(page)
    page.must_be_signed_in()
    name = forms.text(form, "name").strip()
    problems = forms.check(kind.renaming, {"id": search_id, "name": name})
    if "name" in problems:
        return await _show_all(page, search_id, problems, 422, name)
    return await send_and_go(page, kind.rename, HOME, "search_renamed", id=search_id, name=name)


@post(_places("{search_id:str}/share"))
async def share(page: NamedDependency[SkipValidation[Page]], search_id: FromPath[str]) -> Redirect:
    form, kind = await page.form(), _kind_of(page)
    page.must_be_signed_in()
    shared = forms.text(form, "shared") == "true"
    flash = "search_shared" if shared else "search_unshared"
    return await send_and_go(page, kind.share, HOME, flash, id=search_id, shared=shared)


@post(_places("{search_id:str}/feed"))
async def renew(page: NamedDependency[SkipValidation[Page]], search_id: FromPath[str]) -> Redirect:
    await page.form()
    page.must_be_signed_in()
    kind = _kind_of(page)
    given = {"id": search_id, **kind.renewing}
    return await send_and_go(page, kind.renew, HOME, "feed_renewed", **given)


@post(_places("{search_id:str}/delete"))
async def delete(page: NamedDependency[SkipValidation[Page]], search_id: FromPath[str]) -> Redirect:
    await page.form()
    page.must_be_signed_in()
    return await send_and_go(page, _kind_of(page).delete, HOME, "search_deleted", id=search_id)


HANDLERS = [searches, save_form, save, rename, share, renew, delete]
