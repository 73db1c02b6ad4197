"""Looking at what a colleague has written: the queue, publishing it, giving it back."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.challenges import ReturnChallenge
from contracts.rights import POSTERS
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.challenges import own_challenge
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.lists import after
from gateway.pages.page import Page, frame

Answer = Response[bytes] | Redirect
HOME = "/reviews"


@get(HOME)
async def reviews(page: NamedDependency[SkipValidation[Page]]) -> Response[bytes]:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS:
        raise Failed("FORBIDDEN")
    data = await page.ask("Reviews", after=after(page))
    return page.show("pages/reviews.html", {"reviews": (data["viewer"] or {}).get("reviews")})


@post("/challenges/{challenge_id:str}/approve")
async def approve(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Redirect:
    """Publishes what was read: one that changed since is shown again instead."""
    form = await page.form()
    typed = {"revision": forms.text(form, "revision")}
    return await send_and_go(
        page,
        "ApproveChallenge",
        f"/challenges/{challenge_id}",
        "published",
        id=challenge_id,
        revision=forms.revision(typed) or 1,
        idempotencyKey=forms.text(form, "key") or None,
    )


@get("/challenges/{challenge_id:str}/return")
async def return_form(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Answer:
    found = await own_challenge(page, challenge_id)
    if found["state"] != "IN_REVIEW":
        return page.go(f"/challenges/{found['id']}")
    kept = {name: found[name] for name in ("id", "title", "revision")}
    return _show(page, forms.new_typed(**kept, note=""), {}, 200)


@post("/challenges/{challenge_id:str}/return")
async def give_back(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Answer:
    form = await page.form()
    names = ("title", "revision", "key", "note")
    typed = {name: forms.text(form, name) for name in names} | {"id": challenge_id}
    given = {
        "id": challenge_id,
        "revision": forms.revision(typed) or 1,
        "note": typed["note"].strip(),
        "idempotencyKey": typed["key"] or None,
    }
    problems = forms.check(ReturnChallenge, given)
    if problems:
        await frame(page)
        return _show(page, typed, problems, 422)
    return await send_and_go(
        page, "ReturnChallenge", f"/challenges/{challenge_id}", "given_back", **given
    )


def _show(page: Page, typed: Typed, problems: Problems, status: int) -> Response[bytes]:
    action = f"/challenges/{typed['id']}/return"
    shown = {"form": typed, "problems": problems, "action": action}
    return page.show("pages/challenge_return.html", shown, status=status)


HANDLERS = [reviews, approve, return_form, give_back]
