"""Ending a challenge, with a reason that everybody sees, or its call alone."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.challenges import CloseChallenge
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.challenges import own_challenge
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.page import Page, frame

Answer = Response[bytes] | Redirect
FIELDS = ("id", "title", "revision", "key", "reason", "note")


@get("/challenges/{challenge_id:str}/close")
async def close_form(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Answer:
    found = await own_challenge(page, challenge_id)
    if found["state"] == "CLOSED":
        return page.go(f"/challenges/{found['id']}")
    kept = {name: found[name] for name in ("id", "title", "revision")}
    return show(page, page.path, forms.new_typed(**{**kept, "reason": "", "note": ""}), {}, 200)


@post("/challenges/{challenge_id:str}/close")
async def close_challenge(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Answer:
    form = await page.form()
    typed = {name: forms.text(form, name) for name in FIELDS} | {"id": challenge_id}
    given = {
        "id": typed["id"],
        "revision": forms.revision(typed),
        "reason": typed["reason"].upper() or None,
        "note": typed["note"].strip(),
        "idempotencyKey": typed["key"] or None,
    }
    problems = forms.check(CloseChallenge, given)
    if problems:
        await frame(page)
        return show(page, page.path, typed, problems, 422)
    try:
        await page.send("CloseChallenge", **given)
    except Failed as failed:
        return await _refused(page, typed, failed)
    return page.go(f"/challenges/{challenge_id}", "closed")


@post("/challenges/{challenge_id:str}/close-call")
async def close_call(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Redirect:
    """The call alone: the challenge goes on with what came."""
    form = await page.form()
    revision = forms.revision({"revision": forms.text(form, "revision")}) or 1
    to = f"/challenges/{challenge_id}/proposals"
    return await send_and_go(
        page, "CloseCall", to, "call_ended", id=challenge_id, revision=revision
    )


async def _refused(page: Page, typed: Typed, failed: Failed) -> Answer:
    if failed.code == "VALIDATION":
        await frame(page)
        return show(page, page.path, typed, failed.problems, 422)
    if failed.reason == "UNDECIDED":
        return page.go(f"/challenges/{typed['id']}/proposals", "undecided")
    if failed.code != "CONFLICT" or failed.newest is None:
        raise failed
    if failed.newest["state"] == "closed":
        return page.go(f"/challenges/{typed['id']}")
    await frame(page)
    typed |= {"revision": failed.newest["revision"], "title": failed.newest["title"]}
    return show(page, page.path, typed, {"": {"problem": "stale", "limit": None}}, 409)


def show(page: Page, action: str, typed: Typed, problems: Problems, status: int) -> Response[bytes]:
    shown = {"action": action, "form": typed, "problems": problems}
    return page.show("pages/challenge_close.html", shown, status=status)


HANDLERS = [close_form, close_challenge, close_call]
