"""Reviewers of other organizations: asked by the registered name, and answering on their list."""

from __future__ import annotations

from typing import Any

from litestar import post
from litestar.params import FromPath
from litestar.response import Redirect

from gateway.errors import Refused
from gateway.pages import forms
from gateway.pages.asides import send_and_go
from gateway.pages.failures import Failed, Problems
from gateway.pages.proposals.assessing import show_assessment
from gateway.pages.proposals.submitting import organization_named
from gateway.pages.proposals.writing import Answer, Visitor

LIST = "/assessments"


@post("/challenges/{challenge_id:str}/outside-reviewers")
async def invite(page: Visitor, challenge_id: FromPath[str]) -> Answer:
    """A name that no organization has is said beside the field, and stays in it."""
    form = await page.form()
    page.must_be_signed_in()
    name = forms.text(form, "organization")
    problem: dict[str, Any] = {"problem": "unknown_organization", "limit": None}
    found = await organization_named(page, name)
    if found is not None:
        try:
            await page.send("InviteReviewer", challengeId=challenge_id, organizationId=found)
        except Failed as failed:
            if "organizationId" not in failed.problems:
                raise
            refused = failed.problems["organizationId"]
            problem = refused if refused["problem"] != "unknown_value" else problem
        else:
            return page.go(f"/challenges/{challenge_id}/assessment", "reviewer_invited")
    wrong: Problems = {"organization": problem}
    return await show_assessment(page, challenge_id, None, wrong, 422, asked=name)


@post("/challenges/{challenge_id:str}/outside-reviewers/dismiss")
async def dismiss(page: Visitor, challenge_id: FromPath[str]) -> Redirect:
    form = await page.form()
    other = forms.text(form, "organizationId")
    to = f"/challenges/{challenge_id}/assessment"
    given = {"challengeId": challenge_id, "organizationId": other}
    return await send_and_go(page, "DismissReviewer", to, "reviewer_dismissed", **given)


@post("/challenges/{challenge_id:str}/review-invitation")
async def answer(page: Visitor, challenge_id: FromPath[str]) -> Redirect:
    form = await page.form()
    accept = forms.text(form, "do") == "accept"
    if not accept and forms.text(form, "do") != "decline":
        raise Refused(400, "BAD_REQUEST", "no button was pressed")
    to = f"/challenges/{challenge_id}/proposals" if accept else LIST
    flash = "review_accepted" if accept else "review_declined"
    try:
        await page.send("AnswerReview", challengeId=challenge_id, accept=accept)
    except Failed as failed:
        if failed.reason != "PROPOSES_HERE":
            raise
        return page.go(LIST, "proposes_here")
    return page.go(to, flash)


HANDLERS = [invite, dismiss, answer]
