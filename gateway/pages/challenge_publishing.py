"""The last look at a draft before everybody sees it."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.challenges import PublishChallenge
from gateway.pages import challenge_fields as fields
from gateway.pages import challenge_forms, forms
from gateway.pages.challenges import own_challenge
from gateway.pages.failures import Failed
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect


@get("/challenges/{challenge_id:str}/preview")
async def preview_challenge(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Answer:
    found = await own_challenge(page, challenge_id)
    if found["state"] != "DRAFT":
        return page.go(f"/challenges/{found['id']}")
    key = forms.new_typed()["key"]
    return _show(page, found, key, 200)


@post("/challenges/{challenge_id:str}/preview")
async def publish_challenge(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Answer:
    """Publishes what was looked at: a draft that changed since is shown again instead."""
    form = await page.form()
    found = await own_challenge(page, challenge_id)
    address = f"/challenges/{found['id']}"
    if found["state"] != "DRAFT":
        return page.go(address)
    key = forms.text(form, "key")
    if forms.text(form, "revision") != str(found["revision"]):
        return _show(page, found, key, 409)
    typed = fields.of(found)
    given, problems = fields.given(typed)
    problems = forms.check(PublishChallenge, given) | fields.too_soon(given) | problems
    if problems:
        return challenge_forms.show(page, f"{address}/edit", typed, problems, 422)
    try:
        done = await page.send("PublishChallenge", **given, idempotencyKey=key or None)
    except Failed as failed:
        if failed.code == "VALIDATION":
            return challenge_forms.show(page, f"{address}/edit", typed, failed.problems, 422)
        if not failed.newest or failed.newest["state"] not in {"open", "in_review"}:
            raise
        return page.go(address)
    waits = done["challenge"]["state"] == "IN_REVIEW"
    return page.go(address, "handed_in" if waits else "published")


def _show(page: Page, challenge: dict[str, Any], key: str, status: int) -> Response[bytes]:
    shown = {"challenge": challenge, "key": key, "changed": status != 200}  # noqa: PLR2004 -- or 409
    return page.show("pages/challenge_preview.html", shown, status=status)


HANDLERS = [preview_challenge, publish_challenge]
