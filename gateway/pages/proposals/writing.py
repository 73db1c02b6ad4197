"""Writing a proposal: drafts, and new words for one that is submitted. What is typed survives."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from contracts.rights import POSTERS
from gateway.pages import forms
from gateway.pages.failures import Failed, Problems
from gateway.pages.flashes import SAID
from gateway.pages.forms import Typed
from gateway.pages.page import Page, frame
from gateway.pages.proposals import fields

Answer = Response[bytes] | Redirect
Visitor = NamedDependency[SkipValidation[Page]]
OWN = frozenset({"LEAD", "PARTNER"})


@get("/challenges/{challenge_id:str}/propose")
async def new_proposal(page: Visitor, challenge_id: FromPath[str]) -> Answer:
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in POSTERS:
        raise Failed("FORBIDDEN")
    found = (await page.ask("CallForProposal", id=challenge_id))["challenge"]
    return show(page, page.path, fields.empty(found), {}, 200)


@post("/challenges/{challenge_id:str}/propose")
async def send_new_proposal(page: Visitor, challenge_id: FromPath[str]) -> Answer:
    return await _received(page, challenge_id, None)


@get("/proposals/{proposal_id:str}/edit")
async def edit_proposal(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    found = await own_proposal(page, proposal_id)
    if found["state"] not in {"DRAFT", "SUBMITTED"}:
        return page.go(f"/proposals/{found['id']}")
    return show(page, page.path, fields.of(found), {}, 200, proposal=found)


@post("/proposals/{proposal_id:str}/edit")
async def send_proposal(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    return await _received(page, None, proposal_id)


async def must_be_own(page: Page, proposal_id: str) -> None:
    """Of the viewer's organization. Raises ``Failed``; others have not read it by asking."""
    page.must_be_signed_in()
    side = (await page.ask("ProposalSide", id=proposal_id))["proposal"]["side"]
    if side not in OWN:
        raise Failed("NOT_FOUND")


async def own_proposal(page: Page, proposal_id: str) -> dict[str, Any]:
    """One of the viewer's organization. Raises ``Failed``."""
    await must_be_own(page, proposal_id)
    found: dict[str, Any] = (await page.ask("Proposal", id=proposal_id))["proposal"]
    return found


def show(
    page: Page,
    action: str,
    typed: Typed,
    problems: Problems,
    status: int,
    *,
    newest: dict[str, Any] | None = None,
    proposal: dict[str, Any] | None = None,
) -> Response[bytes]:
    shown = {
        "form": typed,
        "problems": problems,
        "action": action,
        "newest": newest,
        "nameable": proposal["nameable"] if proposal else [],
    }
    return page.show("pages/proposals/form.html", shown, status=status)


async def _received(page: Page, challenge_id: str | None, proposal_id: str | None) -> Answer:
    form = await page.posted()
    typed = fields.read(form)
    if challenge_id is not None:
        typed["challengeId"] = challenge_id
    if proposal_id is not None:
        typed["id"] = proposal_id
    do = forms.text(form, "do")
    if do == "autosave":
        return await _autosave(page, typed, ours=page.is_ours)
    page.check()
    problems = fields.problems(typed) | (fields.missing(typed) if do == "submit" else {})
    if problems:
        await frame(page)
        return show(page, page.path, typed, problems, 422)
    try:
        return await _sent(page, typed, do)
    except Failed as failed:
        return await _refused(page, typed, failed)


async def _sent(page: Page, typed: Typed, do: str) -> Answer:
    address = f"/proposals/{typed['id']}"
    if do == "revise":
        given = {"id": typed["id"], "revision": forms.revision(typed) or 1}
        key = typed["key"] or None
        await page.send("ReviseProposal", **given, words=fields.words(typed), idempotencyKey=key)
        return page.go(address, "proposal_revised")
    await _save(page, typed)
    if do == "submit":
        return page.go(f"{address}/submit")
    return page.go(f"{address}/edit", "saved")


async def _save(page: Page, typed: Typed) -> dict[str, Any]:
    """A stale revision whose words are those typed is our own, saved while it was on its way."""
    given = {
        "id": typed["id"],
        "challengeId": typed["challengeId"],
        "revision": forms.revision(typed),
        "words": fields.words(typed),
    }
    try:
        done = await page.send("SaveProposalDraft", **given)
    except Failed as failed:
        newest = failed.newest
        if newest is None or newest["state"] != "draft" or fields.differing(typed, newest):
            raise
        done = await page.send("SaveProposalDraft", **{**given, "revision": newest["revision"]})
    found: dict[str, Any] = done["proposal"]
    return found


async def _refused(page: Page, typed: Typed, failed: Failed) -> Answer:
    """The form again, with what cannot stand, or the newest beside what was typed."""
    if failed.code == "VALIDATION":
        await frame(page)
        return show(page, page.path, typed, failed.problems, 422)
    newest = failed.newest
    if newest is not None and newest["state"] == typed["state"]:
        await frame(page)
        differing = fields.differing(typed, newest)
        typed |= {"revision": newest["revision"], "key": forms.new_typed()["key"]}
        return show(page, page.path, typed, {}, 409, newest=differing)
    if failed.reason.lower() in SAID:
        page.saying = failed.reason.lower()
        await frame(page)
        return show(page, page.path, typed, {}, failed.status)
    raise failed


async def _autosave(page: Page, typed: Typed, *, ours: bool) -> Response[bytes]:
    """Only for htmx: says below the form whether it is saved, and brings the new revision."""
    saved: dict[str, Any] | None = None
    if ours and page.is_signed_in and not fields.problems(typed):
        try:
            saved = await _save(page, typed)
        except Failed:
            saved = None
    return page.show("parts/autosaved.html", {"saved": saved})


HANDLERS = [new_proposal, send_new_proposal, edit_proposal, send_proposal]
