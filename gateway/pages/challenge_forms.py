"""Writing a challenge: drafts, and new words for an open one. Everything typed survives."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.challenges import AmendChallenge, PublishChallenge, SaveChallengeDraft
from contracts.profiles import PUBLIC_KINDS
from contracts.rights import POSTERS
from gateway.pages import challenge_fields as fields
from gateway.pages import forms
from gateway.pages.challenge_work.same_need import like
from gateway.pages.challenges import own_challenge
from gateway.pages.failures import Failed, Problems
from gateway.pages.forms import Typed
from gateway.pages.page import Page

Answer = Response[bytes] | Redirect
NEW = "/challenges/new"
WRITABLE = ("DRAFT", "OPEN", "STALE")


@get(NEW)
async def new_challenge(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS:
        raise Failed("FORBIDDEN")
    await form_frame(page)
    kind = ((page.viewer or {}).get("organization") or {}).get("kind", "").lower()
    direction = "public_need" if not kind or kind in PUBLIC_KINDS else "private_call"
    own = str(actor.unit) if actor.unit else ""
    typed = forms.new_typed(direction=direction, unitId=own)
    return show(page, NEW, typed, {}, 200)


@post(NEW)
async def send_new_challenge(page: NamedDependency[SkipValidation[Page]]) -> Answer:
    return await _received(page, None)


@get("/challenges/{challenge_id:str}/edit")
async def edit_challenge(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Answer:
    found = await own_challenge(page, challenge_id)
    if found["state"] not in WRITABLE:
        return page.go(f"/challenges/{found['id']}")
    await form_frame(page)
    is_open = found["state"] in {"OPEN", "STALE"}
    typed = fields.of(found)
    waiting = found.get("amendment")
    if is_open and waiting:  # written on where its author, or a colleague, stopped
        kept = {name: typed[name] for name in ("id", "revision", "key", "direction", "unitId")}
        typed = fields.of({**found, **waiting["words"]}) | kept
    return show(page, page.path, typed, {}, 200, is_open=is_open)


@post("/challenges/{challenge_id:str}/edit")
async def send_challenge(
    page: NamedDependency[SkipValidation[Page]], challenge_id: FromPath[str]
) -> Answer:
    return await _received(page, challenge_id)


def show(
    page: Page,
    action: str,
    typed: Typed,
    problems: Problems,
    status: int,
    *,
    is_open: bool = False,
    newest: dict[str, Any] | None = None,
    similar: list[dict[str, Any]] | None = None,
) -> Response[bytes]:
    shown = {
        "similar": similar,
        "unsaved": status != 200,  # noqa: PLR2004 -- as it is answered when all is well
        "form": typed,
        "problems": problems,
        "action": action,
        "editing": is_open or typed.get("editing") == "open",
        "newest": newest,
    }
    return page.show("pages/challenge_form.html", shown, status=status)


async def form_frame(page: Page) -> None:
    """Who is signed in, with the sections that can own a challenge. Never fails."""
    try:
        await page.ask("ChallengeForm")
    except Failed:
        page.viewer = None


async def _similar(page: Page, typed: Typed) -> Answer:
    """The form as it was typed, with needs of other towns; saved first where that can be."""
    given, problems = fields.given(typed)
    if not problems and typed["editing"] != "open" and not forms.check(SaveChallengeDraft, given):
        try:
            found = await save(page, "SaveChallengeDraft", typed, given)
            typed |= {"revision": str(found["revision"])}
        except Failed as failed:
            return await refused_change(page, typed, failed)
    await form_frame(page)
    own = ((page.viewer or {}).get("organization") or {}).get("id", "")
    alike = await like(page, f"{typed['title']} {typed['tags']}", own)
    to = f"/challenges/{typed['id']}/edit" if typed["revision"] else page.path
    return show(page, to, typed, problems, 200, similar=alike)


async def _received(page: Page, challenge_id: str | None) -> Answer:
    form = await page.posted()
    typed = fields.read(form)
    if challenge_id is not None:
        typed["id"] = challenge_id
    do = forms.text(form, "do")
    typed["editing"] = "open" if do == "amend" else ""
    if do == "autosave":
        return await _autosave(page, typed, ours=page.is_ours)
    page.check()
    if do == "similar":
        return await _similar(page, typed)
    if do == "amend":
        return await _change(page, typed, "AmendChallenge", AmendChallenge)
    return await _change(page, typed, "SaveChallengeDraft", _kind(do), preview=do == "preview")


def _kind(do: str) -> type[PublishChallenge | SaveChallengeDraft]:
    """What a draft is measured by: on the way to the preview it has to be ready to publish."""
    return PublishChallenge if do == "preview" else SaveChallengeDraft


async def _change(
    page: Page, typed: Typed, operation: str, kind: type[Any], *, preview: bool = False
) -> Answer:
    given, problems = fields.given(typed)
    problems = forms.check(kind, given) | (fields.too_soon(given) if preview else {}) | problems
    if problems:
        await form_frame(page)
        return show(page, page.path, typed, problems, 422)
    try:
        found = await save(page, operation, typed, given)
    except Failed as failed:
        return await refused_change(page, typed, failed)
    address = f"/challenges/{found['id']}"
    if operation == "AmendChallenge":
        waits = str(found["revision"]) == typed["revision"]
        return page.go(address, "amendment_handed_in" if waits else "amended")
    return page.go(f"{address}/preview") if preview else page.go(f"{address}/edit", "saved")


async def save(page: Page, operation: str, typed: Typed, given: dict[str, Any]) -> dict[str, Any]:
    """The challenge as changed. Raises ``Failed``.

    A stale revision whose words are those typed is our own, saved while its form was on its
    way: that one is meant.
    """
    if operation == "AmendChallenge":
        given = {**given, "idempotencyKey": typed["key"] or None}
        given.pop("direction")
    try:
        return dict((await page.send(operation, **given))["challenge"])
    except Failed as failed:
        newest = failed.newest
        if newest is None or newest["state"] != "draft" or fields.differing(typed, newest):
            raise
        given = {**given, "revision": newest["revision"]}
        return dict((await page.send(operation, **given))["challenge"])


async def refused_change(page: Page, typed: Typed, failed: Failed) -> Response[bytes]:
    """The form again, with what cannot stand beside each field, or the newest beside it all."""
    if failed.code == "VALIDATION":
        await form_frame(page)
        return show(page, page.path, typed, failed.problems, 422)
    newest = failed.newest
    if (
        failed.code != "CONFLICT"
        or newest is None
        or newest["state"] not in {"draft", "open", "stale"}
    ):
        raise failed
    await form_frame(page)
    differing = fields.differing(typed, newest)
    typed |= {"revision": newest["revision"], "key": forms.new_typed()["key"]}
    is_open = newest["state"] in {"open", "stale"}
    return show(page, page.path, typed, {}, 409, is_open=is_open, newest=differing)


async def _autosave(page: Page, typed: Typed, *, ours: bool) -> Response[bytes]:
    """Only for htmx: says below the form whether it is saved, and brings the new revision."""
    given, problems = fields.given(typed)
    given |= dict.fromkeys(problems)
    saved: dict[str, Any] | None = None
    if ours and page.is_signed_in and not forms.check(SaveChallengeDraft, given):
        try:
            saved = await save(page, "SaveChallengeDraft", typed, given)
        except Failed:
            saved = None
    return page.show("parts/autosaved.html", {"saved": saved})


HANDLERS = [new_challenge, send_new_challenge, edit_challenge, send_challenge]
