"""Keeping a challenge or an offer, seeing what is kept, comparing it, and letting it go."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect

from contracts.rights import POSTERS
from gateway.pages import forms
from gateway.pages.failures import Failed
from gateway.pages.page import Page
from gateway.pages.paths import own_path

HOME = "/shortlist"
NOUNS = ("challenge", "offer")
MOST = 200


@get(HOME)
async def shortlist(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    page.must_be_signed_in()
    found = (await page.ask("Shortlist"))["shortlist"]
    kept = {
        f"{noun}s": [one[noun] for one in found if one["kind"].lower() == noun and one[noun]]
        for noun in NOUNS
    }
    gone = [one["id"] for one in found if not any(one[noun] for noun in NOUNS)]
    return page.show("pages/shortlists/all.html", {**kept, "gone": gone})


@post("/shortlist/keep")
async def keep(page: NamedDependency[SkipValidation[Page]]) -> Redirect:
    form = await page.form()
    page.must_be_signed_in()
    page.back = own_path(forms.text(form, "back"))
    try:
        await page.send("KeepThing", id=forms.text(form, "id"))
    except Failed as failed:
        if failed.code != "VALIDATION" or "id" not in failed.problems:
            raise
        return page.go(page.back, "shortlist_full")
    return page.go(page.back, "kept")


@post("/shortlist/drop")
async def drop(page: NamedDependency[SkipValidation[Page]]) -> Redirect:
    form = await page.form()
    page.must_be_signed_in()
    ids = forms.texts(form, "id")[:MOST]
    back = own_path(forms.text(form, "back") or HOME)
    if not ids:
        return page.go(back, "choose_something")
    await page.send("DropThings", ids=ids)
    return page.go(back, "dropped")


@post("/shortlist/chosen")
async def chosen(page: NamedDependency[SkipValidation[Page]]) -> Redirect:
    """Of what is ticked in the list: compared, or let go."""
    form = await page.form()
    page.must_be_signed_in()
    ids = forms.texts(form, "id")[:MOST]
    if not ids:
        return page.go(HOME, "choose_something")
    if forms.text(form, "do") == "drop":
        await page.send("DropThings", ids=ids)
        return page.go(HOME, "dropped")
    noun = "offers" if forms.text(form, "noun") == "offer" else "challenges"
    return page.go(f"/compare/{noun}?{urlencode([('id', one) for one in ids])}")


async def is_kept(page: Page, thing_id: str) -> bool | None:
    """None for who keeps nothing, and while nobody can say."""
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS:
        return None
    try:
        found: list[Any] = (await page.ask("IsKept", id=thing_id))["shortlist"]
    except Failed:
        return None
    return bool(found)


HANDLERS = [shortlist, keep, drop, chosen]
