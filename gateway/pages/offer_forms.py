"""Writing an offer: publishing it, new words for it, taking it back."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.profiles import AmendOffer, PublishOffer
from contracts.rights import POSTERS
from gateway.pages import forms
from gateway.pages.challenges import may_change
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.matching import tracks
from gateway.pages.page import Page, frame

Answer = Response[bytes] | Redirect
NEW = "/offers/new"
PLAIN = ("id", "revision", "key", "title", "text", "costYen", "tags", "beforeBudget")


@get(NEW)
async def new_offer(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS:
        raise Failed("FORBIDDEN")
    await frame(page)
    return show(page, NEW, forms.new_typed(reach=[]), {}, 200)


@post(NEW)
async def send_new_offer(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    return await _received(page, None)


@get("/offers/{offer_id:str}/edit")
async def edit_offer(
    page: NamedDependency[SkipValidation[Page]], offer_id: FromPath[str]
) -> Answer:
    page.must_be_signed_in()
    found = (await page.ask("Offer", id=offer_id))["offer"]
    if not may_change(page, found):
        raise Failed("FORBIDDEN")
    if found["state"] != "PUBLISHED":
        return page.go(f"/offers/{found['id']}")
    kept = {name: found[name] for name in ("id", "revision", "title", "text", "reach")}
    kept["tags"] = "、".join(found["tags"])
    kept["beforeBudget"] = "true" if found["beforeBudget"] else ""
    kept |= tracks.typed(found["trackRecord"])
    cost = "" if found["costYen"] is None else str(int(found["costYen"]))
    return show(page, page.path, forms.new_typed(**kept, costYen=cost), {}, 200)


@post("/offers/{offer_id:str}/edit")
async def send_offer(
    page: NamedDependency[SkipValidation[Page]], offer_id: FromPath[str]
) -> Answer:
    return await _received(page, offer_id)


@post("/offers/{offer_id:str}/withdraw")
async def withdraw_offer(
    page: NamedDependency[SkipValidation[Page]], offer_id: FromPath[str]
) -> Redirect:
    form = await page.form()
    page.back = address = f"/offers/{offer_id}"
    typed = {"revision": forms.text(form, "revision")}
    key = forms.text(form, "key") or None
    await page.send(
        "WithdrawOffer", id=offer_id, revision=forms.revision(typed) or 1, idempotencyKey=key
    )
    return page.go(address, "withdrawn")


def read(form: FormMultiDict) -> Typed:
    typed: Typed = {name: forms.text(form, name) for name in PLAIN}
    return typed | {"reach": forms.texts(form, "reach")} | tracks.read(form)


def given(typed: Typed) -> tuple[dict[str, Any], Problems]:
    """The input of a mutation, and what cannot be one. Words are trimmed at their ends."""
    found: dict[str, Any] = {name: typed[name].strip() for name in ("id", "title", "text")}
    found |= {"reach": typed["reach"], "tags": forms.words_of(typed["tags"])}
    found |= {"revision": forms.revision(typed), "beforeBudget": typed["beforeBudget"] == "true"}
    found["trackRecord"], problems = tracks.given(typed)
    try:
        found["costYen"] = forms.whole_number(typed["costYen"])
    except ValueError:
        problems["costYen"] = {"problem": "not_a_number", "limit": None}
    return found, problems


def show(
    page: Page,
    action: str,
    typed: Typed,
    problems: Problems,
    status: int,
    newest: dict[str, Any] | None = None,
) -> Response[bytes]:
    shown = {"form": typed, "problems": problems, "action": action, "newest": newest}
    return page.show("pages/offer_form.html", {**shown, "editing": action != NEW}, status=status)


async def _received(page: Page, offer_id: str | None) -> Answer:
    form = await page.form()
    typed = read(form)
    if offer_id is not None:
        typed["id"] = offer_id
    asked, problems = given(typed)
    kind = AmendOffer if offer_id else PublishOffer
    problems = forms.check(kind, asked | {"trackRecord": tracks.plain(asked)}) | problems
    if problems:
        await frame(page)
        return show(page, page.path, typed, problems, 422)
    return await _send(page, typed, asked, "AmendOffer" if offer_id else "PublishOffer")


async def _send(page: Page, typed: Typed, asked: dict[str, Any], operation: str) -> Answer:
    if operation == "AmendOffer":
        asked["idempotencyKey"] = typed["key"] or None
    else:
        asked.pop("revision")
    try:
        found = (await page.send(operation, **asked))["offer"]
    except Failed as failed:
        return await _refused(page, typed, failed)
    return page.go(
        f"/offers/{found['id']}", "offered" if operation == "PublishOffer" else "amended"
    )


async def _refused(page: Page, typed: Typed, failed: Failed) -> Response[bytes]:
    await frame(page)
    if failed.code == "VALIDATION":
        return show(page, page.path, typed, failed.problems, 422)
    newest = failed.newest
    if failed.code != "CONFLICT" or newest is None:
        raise failed
    mine, _ = given(typed)
    mine["trackRecord"] = tracks.plain(mine)
    names = ("title", "text", "tags", "reach", "costYen", "trackRecord", "beforeBudget")
    differing = {name: newest.get(name) for name in names if newest.get(name) != mine.get(name)}
    typed |= {"revision": newest["revision"], "key": forms.new_typed()["key"]}
    return show(page, page.path, typed, {}, 409, newest=differing)


HANDLERS = [new_offer, send_new_offer, edit_offer, send_offer, withdraw_offer]
