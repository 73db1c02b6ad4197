"""The proposals to a challenge of one's own: the list, and decisions on several at once."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from contracts.proposals import DecisionOutcome, DecisionReason, ProposalState
from contracts.rights import DECIDERS
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.flashes import SAID
from gateway.pages.lists import after, restarted
from gateway.pages.page import Page
from gateway.pages.proposals.writing import Answer, Visitor

LONGEST = 200  # characters of a search


@get("/assessments")
async def to_do(page: Visitor) -> Response[bytes]:
    """Challenges with proposals that one reviews or answers for."""
    page.must_be_signed_in()
    data = await page.ask("AssessmentsToDo")
    return page.show(
        "pages/proposals/to_do.html",
        {"assessments": data["assessments"], "invitations": data["reviewInvitations"]},
    )


@get("/challenges/{challenge_id:str}/proposals")
async def of_challenge(page: Visitor, challenge_id: FromPath[str]) -> Answer:
    return await _listed(page, challenge_id, _typed(), {}, 200)


async def _listed(
    page: Page, challenge_id: str, typed: dict[str, Any], problems: Problems, status: int
) -> Answer:
    page.must_be_signed_in()
    asked = filters(page)
    try:
        data = await page.ask("ProposalsOfChallenge", id=challenge_id, after=after(page), **asked)
    except Failed as failed:
        if failed.reason == "DECLARE_FIRST":
            return page.go(f"/challenges/{challenge_id}/proposals/declare")
        return restarted(page, failed)
    shown = {name: data[name] for name in ("challenge", "assessment", "proposals")}
    shown |= {"form": typed, "problems": problems, "state": (asked["state"] or "").lower()}
    shown |= {"q": asked["search"], "download": _download(page, challenge_id)}
    return page.show("pages/proposals/of_challenge.html", shown, status=status)


def filters(page: Page) -> dict[str, Any]:
    query = page.request.query_params
    state = query.get("state", "").lower()
    search = query.get("q", "").strip()[:LONGEST] or None
    return {"state": state.upper() if state in set(ProposalState) else None, "search": search}


def _download(page: Page, challenge_id: str) -> str:
    """Where the same list is as a table, with its filters."""
    query = page.address(after=None, before=None).partition("?")
    return f"/challenges/{challenge_id}/proposals/table" + "".join(query[1:])


def _typed(**given: Any) -> dict[str, Any]:
    return {"ids": [], "outcome": "", "reason": "", "note": "", "privateNote": "", **given}


@post("/challenges/{challenge_id:str}/proposals/decide")
async def decide(page: Visitor, challenge_id: FromPath[str]) -> Answer:
    """The same for all that are ticked; it waits until it is released."""
    form = await page.form()
    page.must_be_signed_in()
    actor = page.context.actor
    if actor is None or actor.role not in DECIDERS:
        raise Failed("FORBIDDEN")
    names = ("outcome", "reason", "note", "privateNote")
    typed = _typed(ids=forms.texts(form, "ids"), **{name: forms.text(form, name) for name in names})
    problems = _problems(typed)
    if problems:
        return await _listed(page, challenge_id, typed, problems, 422)
    given = {name: typed[name] for name in ("ids", "note", "privateNote")}
    given |= {name: typed[name].upper() for name in ("outcome", "reason")}
    try:
        await page.send("DecideProposals", challengeId=challenge_id, **given)
    except Failed as failed:
        reason = failed.reason.lower()
        if failed.code == "CONFLICT" and reason in SAID:
            page.saying = reason
        elif failed.code != "VALIDATION":
            raise
        return await _listed(page, challenge_id, typed, failed.problems, failed.status)
    return page.go(f"/challenges/{challenge_id}/proposals", "decisions_wait")


def _problems(typed: dict[str, Any]) -> Problems:
    found: Problems = {}
    missing = {"problem": "required", "limit": None}
    if not typed["ids"]:
        found["ids"] = missing
    if typed["outcome"] not in set(DecisionOutcome):
        found["outcome"] = missing
    if typed["reason"] not in set(DecisionReason):
        found["reason"] = missing
    return found


@post("/challenges/{challenge_id:str}/proposals/release")
async def release(page: Visitor, challenge_id: FromPath[str]) -> Redirect:
    await page.form()
    to = f"/challenges/{challenge_id}/proposals"
    return await send_and_go(
        page, "ReleaseDecisions", to, "decisions_released", challengeId=challenge_id
    )


HANDLERS = [to_do, of_challenge, decide, release]
