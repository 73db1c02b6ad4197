"""Handing a proposal in, and what its proposers do with it afterwards."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from gateway.errors import Refused
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.page import Page, frame
from gateway.pages.proposals import fields
from gateway.pages.proposals.reading import show_proposal
from gateway.pages.proposals.writing import Answer, Visitor, own_proposal, show

NEAR = 5
"""Names that are put beside one that nobody has."""


@get("/proposals/{proposal_id:str}/submit")
async def preview_proposal(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    found = await own_proposal(page, proposal_id)
    if found["state"] != "DRAFT":
        return page.go(f"/proposals/{found['id']}")
    return _show(page, found, {}, 200)


@post("/proposals/{proposal_id:str}/submit")
async def submit_proposal(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    """Submits what was looked at: a draft that changed since is shown again instead."""
    form = await page.form()
    found = await own_proposal(page, proposal_id)
    address = f"/proposals/{found['id']}"
    if found["state"] != "DRAFT":
        return page.go(address)
    if forms.text(form, "revision") != str(found["revision"]):
        return _show(page, found, {}, 409)
    terms = forms.text(form, "acceptTerms") == "true"
    given = {"id": found["id"], "revision": found["revision"], "acceptTerms": terms}
    try:
        await page.send("SubmitProposal", **given, idempotencyKey=forms.text(form, "key") or None)
    except Failed as failed:
        return await _refused(page, found, failed)
    return page.go(address, "proposal_submitted")


async def _refused(page: Page, found: dict[str, Any], failed: Failed) -> Answer:
    address = f"/proposals/{found['id']}"
    if failed.code == "VALIDATION":
        problems = failed.problems
        if set(problems) <= {"acceptTerms", "partners"}:
            return _show(page, found, problems, 422)
        await frame(page)
        problems.pop("acceptTerms", None)
        return show(page, f"{address}/edit", fields.of(found), problems, 422, proposal=found)
    if failed.newest and failed.newest["state"] != "draft":
        return page.go(address)
    if failed.reason:
        return page.go(f"{address}/submit", failed.reason.lower())
    raise failed


def _show(page: Page, proposal: dict[str, Any], problems: Problems, status: int) -> Response[bytes]:
    shown = {"proposal": proposal, "problems": problems, "key": forms.new_typed()["key"]}
    changed = status == 409  # noqa: PLR2004 -- it was written on since it was looked at
    return page.show("pages/proposals/submit.html", shown | {"changed": changed}, status=status)


@get("/proposals/{proposal_id:str}/withdraw")
async def withdraw_question(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    found = await own_proposal(page, proposal_id)
    return page.show("pages/proposals/withdraw.html", {"proposal": found})


@post("/proposals/{proposal_id:str}/withdraw")
async def withdraw_proposal(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    given = await given_revision(page, proposal_id)
    to = f"/proposals/{proposal_id}"
    return await send_and_go(page, "WithdrawProposal", to, "proposal_withdrawn", **given)


@post("/proposals/{proposal_id:str}/confirm")
async def confirm_proposal(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    given = await given_revision(page, proposal_id)
    to = f"/proposals/{proposal_id}"
    return await send_and_go(page, "ConfirmProposal", to, "proposal_confirmed", **given)


@post("/proposals/{proposal_id:str}/partners")
async def invite_partner(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    """By its registered name: one that nobody has is said beside the field."""
    form = await page.form()
    to = f"/proposals/{proposal_id}"
    name = forms.text(form, "organization")
    given = {"id": proposal_id, "revision": forms.revision({"revision": form.get("revision")}) or 1}
    problem: dict[str, Any] = {"problem": "unknown_organization", "limit": None}
    found = await organization_named(page, name)
    if found is not None:
        try:
            return await _invite(page, to, {**given, "organizationId": found})
        except Failed as failed:
            if "organizationId" not in failed.problems:
                raise
            refused = failed.problems["organizationId"]
            problem = refused if refused["problem"] != "unknown_value" else problem
    wrong: Problems = {"organization": problem}
    typed = {"organization": name, "near": await names_with(page, name)}
    return await show_proposal(page, proposal_id, typed, wrong, 422)


async def _invite(page: Page, to: str, given: dict[str, Any]) -> Answer:
    """Another partner replaces nothing, so it may come from a page that is older than the last."""
    try:
        await page.send("InvitePartner", **given)
    except Failed as failed:
        if failed.reason != "STALE" or failed.newest is None:
            raise
        newer = {**given, "revision": failed.newest["revision"]}
        return await send_and_go(page, "InvitePartner", to, "partner_invited", **newer)
    return page.go(to, "partner_invited")


@post("/proposals/{proposal_id:str}/invitation")
async def answer_invitation(page: Visitor, proposal_id: FromPath[str]) -> Answer:
    form = await page.form()
    accept = forms.text(form, "do") == "accept"
    if not accept and forms.text(form, "do") != "decline":
        raise Refused(400, "BAD_REQUEST", "no button was pressed")
    to = f"/proposals/{proposal_id}" if accept else "/proposals"
    flash = "partner_joined" if accept else "partner_declined"
    return await send_and_go(
        page, "AnswerPartnerInvitation", to, flash, id=proposal_id, accept=accept
    )


async def given_revision(page: Page, proposal_id: str) -> dict[str, Any]:
    """What a form of one button sends."""
    form = await page.form()
    revision = forms.revision({"revision": forms.text(form, "revision")})
    key = forms.text(form, "key") or None
    return {"id": proposal_id, "revision": revision or 1, "idempotencyKey": key}


async def organization_named(page: Page, name: str) -> str | None:
    """The id of the organization that is registered under just that name."""
    found = await _with(page, name)
    return next((one["id"] for one in found if one["name"] == name.strip()), None)


async def names_with(page: Page, words: str) -> list[str]:
    """A few organizations that have these words in their name, for who typed half of one."""
    return [one["name"] for one in (await _with(page, words))[:NEAR]]


async def _with(page: Page, words: str) -> list[dict[str, Any]]:
    wanted = words.strip()
    if not wanted or len(wanted) > 200:  # noqa: PLR2004 -- no search is longer
        return []
    data = await page.ask("OrganizationsNamed", search=wanted)
    return list((data["organizations"] or {}).get("nodes", []))


HANDLERS = [
    *(preview_proposal, submit_proposal, withdraw_question, withdraw_proposal),
    *(confirm_proposal, invite_partner, answer_invitation),
]
