"""Files of a proposal: added and removed by its proposers while its words may change too."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from litestar import get, post
from litestar.params import FromPath

from contracts.attachments import LARGEST
from contracts.proposals import Disclosure
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.challenge_work.files import LARGEST_FORM, chosen, missing
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page
from gateway.pages.proposals.writing import Answer, Visitor, must_be_own

LEVELS = frozenset(Disclosure) - {Disclosure.NAMED}


@get("/proposals/{proposal_id:str}/attachments")
async def files(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    return await _show(page, proposal_id, _typed(), {}, 200)


def _typed(description: str = "", level: str = "") -> dict[str, Any]:
    return forms.new_typed(description=description, level=level or Disclosure.INTEREST.value)


async def _show(
    page: Page, proposal_id: str, typed: dict[str, Any], problems: Problems, status: int
) -> Answer:
    await must_be_own(page, proposal_id)
    found = (await page.ask("ProposalFiles", id=proposal_id))["proposal"]
    if found["state"] not in {"DRAFT", "SUBMITTED"}:
        return page.go(f"/proposals/{found['id']}", "moved_on")
    shown = {"proposal": found, "form": typed, "problems": problems}
    shown["limit"] = LARGEST // 1_000_000
    return page.show("pages/proposals/files.html", shown, status=status)


@post("/proposals/{proposal_id:str}/attachments", request_max_body_size=LARGEST_FORM)
async def add(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    form = await page.form()
    page.must_be_signed_in()
    typed = {name: forms.text(form, name) for name in ("id", "key", "description", "level")}
    name, content = await chosen(form)
    problems = missing(typed, name, content)
    if typed["level"] not in LEVELS:
        problems["level"] = {"problem": "required", "limit": None}
    if problems:
        return await _show(page, proposal_id, typed, problems, 422)
    given = {
        "id": typed["id"],
        "proposalId": proposal_id,
        "name": name[:1_000],
        "description": typed["description"].strip(),
        "content": b64encode(content).decode(),
        "level": typed["level"].upper(),
        "idempotencyKey": typed["key"] or None,
    }
    try:
        await page.send("AddAttachment", **given)
    except Failed as failed:
        if failed.code != "VALIDATION":
            raise
        again = _typed(typed["description"], typed["level"])
        return await _show(page, proposal_id, again, failed.problems, 422)
    return page.go(f"/proposals/{proposal_id}/attachments", "file_added")


@post("/proposals/{proposal_id:str}/attachments/{attachment_id:str}/remove")
async def remove(page: Visitor, proposal_id: FromPath[str], attachment_id: FromPath[str]) -> Answer:
    form = await page.form()
    page.must_be_signed_in()
    reason = forms.text(form, "reason").strip()[:300]
    if not reason:
        wrong = {"reason": {"problem": "required", "limit": None}}
        return await _show(page, proposal_id, _typed(), wrong, 422)
    to = f"/proposals/{proposal_id}/attachments"
    return await send_and_go(
        page, "RemoveAttachment", to, "file_removed", id=attachment_id, reason=reason
    )


HANDLERS = [files, add, remove]
